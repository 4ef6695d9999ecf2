"""What a task of a region sees of ids it is sent. Also finishes planting where the process that began it died."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from shared_apps.assurance import services
from shared_apps.assurance.queries import seen_by_tasks
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job


@shared_task(name="shared_apps.assurance.tasks.plant", reads_only=True)
def plant(_schema_name: str, job_id: str) -> None:
    """The same act as the night's; a job that is done or held by a living worker is left alone."""
    job = Job.objects.filter(id=job_id).first()
    if job is None:  # a later night has replaced it
        return
    try:
        services.plant(key=job.key, value=job.arguments["value"], at=timezone.now())
    except jobs.NotClaimed:
        return


@shared_task(name="shared_apps.assurance.tasks.look", reads_only=True)
def look(_schema_name: str, job_ids: list[str], file_ids: list[str]) -> list[str]:
    """The texts of jobs and files that a task of this region reads when it is sent these ids."""
    return seen_by_tasks([UUID(each) for each in job_ids], [UUID(each) for each in file_ids])
