"""What a task of a region sees of ids it is sent, and the task whose finished job carries the canary."""

from uuid import UUID

from celery import shared_task

from shared_apps.assurance.queries import seen_by_tasks


@shared_task(  # type: ignore[call-overload, untyped-decorator]  # the stubs do not know our base
    name="shared_apps.assurance.tasks.planted", reads_only=True
)
def planted(_schema_name: str, _job_id: str) -> None:
    """The bell of a job that was done in the transaction that asked for it: nothing is left to do."""


@shared_task(  # type: ignore[call-overload, untyped-decorator]  # the stubs do not know our base
    name="shared_apps.assurance.tasks.look", reads_only=True
)
def look(_schema_name: str, job_ids: list[str], file_ids: list[str]) -> list[str]:
    """The texts of jobs and files that a task of this region reads when it is sent these ids."""
    return seen_by_tasks([UUID(each) for each in job_ids], [UUID(each) for each in file_ids])
