"""Copies of one's own data: nobody sees another's, whatever their role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts.models import User
from shared_apps.errors import NotFoundError
from shared_apps.files.models import StoredFile
from shared_apps.jobs.models import Job, State
from tenant_apps.privacy.models import DataCopy

_MOST_SHOWN = 20


@dataclass(frozen=True)
class OwnCopy:
    """A copy and how it stands: `making`, `stopped`, `ready` or `gone`."""

    copy: DataCopy
    state: str


def own(viewer: User, at: datetime) -> Sequence[OwnCopy]:
    """The viewer's copies, the newest first."""
    rows = list(DataCopy.objects.filter(user_id=viewer.pk).order_by("-asked_at")[:_MOST_SHOWN])
    stopped = Job.objects.filter(id__in=[row.job_id for row in rows if row.made_at is None], state=State.FAILED)
    jobs = set(stopped.values_list("id", flat=True))
    return [OwnCopy(row, _state(row, jobs, at)) for row in rows]


def file_of(viewer: User, copy_id: UUID, at: datetime) -> StoredFile:
    """The file of the viewer's own copy. Raises NotFoundError where it is another's, not made yet, or has run out."""
    copy = DataCopy.objects.filter(id=copy_id, user_id=viewer.pk, expires_at__gt=at).first()
    file = StoredFile.objects.filter(id=copy.file_id).first() if copy and copy.file_id else None
    if file is None:
        raise NotFoundError("copy_unknown", _("Salinan ini tidak ada atau sudah kedaluwarsa. Mintalah yang baru."))
    return file


def _state(row: DataCopy, stopped: set[UUID], at: datetime) -> str:
    if row.made_at is None:
        return "stopped" if row.job_id in stopped else "making"
    return "ready" if row.file_id and row.expires_at and row.expires_at > at else "gone"
