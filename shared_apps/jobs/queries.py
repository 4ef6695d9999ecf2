"""Jobs, seen by whoever asked for them and still may ask."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts.access import may_within
from shared_apps.errors import NotFoundError
from shared_apps.jobs.models import Job
from shared_apps.jobs.rules import NEEDED


def own_job(viewer: Any, job_id: UUID, *, kind: str = "") -> Job:
    """A job the viewer asked for, for pages that are guarded themselves; any other (or other kind) is not there."""
    job = Job.objects.prefetch_related("steps").filter(id=job_id, requested_by=viewer.id).first()
    if job is None or (kind and job.kind != kind):
        raise NotFoundError("job_unknown", _("Tugas ini tidak ditemukan."))
    return job


def visible_job(viewer: Any, job_id: UUID, day: date) -> Job:
    """The same for the job's own page: who may not ask for such a job any more does not see what it found."""
    job = own_job(viewer, job_id)
    needed = NEEDED.get(job.kind)
    if needed and not may_within(viewer, needed, day):
        raise NotFoundError("job_unknown", _("Tugas ini tidak ditemukan."))
    return job


def job_with_key(key: str) -> Job | None:
    """The job of an idempotency key, for commands that wait for it."""
    return Job.objects.prefetch_related("steps").filter(key=key).first()
