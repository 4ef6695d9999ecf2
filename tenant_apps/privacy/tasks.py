"""Work of this room that takes longer than a page."""

from celery import shared_task

from shared_apps.jobs import services as jobs
from tenant_apps.privacy.services import copies


@shared_task(  # type: ignore[call-overload, untyped-decorator]  # an option of the base
    name=copies.TASK,
    reads_only=True,  # a right does not wait while a region is only read
)
def make_copy(_schema_name: str, job_id: str) -> None:
    """Collect and pack everything that is held of whoever asked."""
    try:
        with jobs.working(job_id) as job:
            job.result = copies.work(job=job)
    except jobs.NotClaimed:
        return
