"""Work of this room that takes longer than a page."""

from celery import shared_task
from django.utils import timezone

from shared_apps.jobs import services as jobs
from tenant_apps.people.services import inviting, undoing, uploads


@shared_task(name=uploads.TASK)
def import_people(_schema_name: str, job_id: str) -> None:
    """Check or apply an uploaded people sheet."""
    try:
        with jobs.working(job_id) as job:
            job.result = uploads.work(job=job, today=timezone.localdate())
    except jobs.NotClaimed:
        return


@shared_task(name=undoing.TASK)
def undo_import(_schema_name: str, job_id: str) -> None:
    """Take an applied people sheet back."""
    try:
        with jobs.working(job_id) as job:
            job.result = undoing.work(job=job, today=timezone.localdate())
    except jobs.NotClaimed:
        return


@shared_task(name=inviting.TASK)
def invite_people(_schema_name: str, job_id: str) -> None:
    """Write invitations and send them by e-mail."""
    try:
        with jobs.working(job_id) as job:
            job.result = inviting.work(job=job)
    except jobs.NotClaimed:
        return
