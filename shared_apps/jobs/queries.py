"""Jobs, seen by whoever asked for them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from shared_apps.jobs.models import Job


def own_job(viewer: Any, job_id: UUID) -> Job:
    """A job the viewer asked for; any other is not there."""
    job = Job.objects.prefetch_related("steps").filter(id=job_id, requested_by=viewer.id).first()
    if job is None:
        raise NotFoundError("job_unknown", _("Tugas ini tidak ditemukan."))
    return job


def job_with_key(key: str) -> Job | None:
    """The job of an idempotency key, for commands that wait for it."""
    return Job.objects.prefetch_related("steps").filter(key=key).first()
