"""Tasks of the owner's queue: the only process that has the keys."""

from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from shared_apps.errors import ConflictError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.backups import services
from tenants.backups.making import Tell
from tenants.backups.models import Restore
from tenants.regions.task_bases import HostTask


@shared_task(base=HostTask, name="tenants.backups.tasks.backup_make")
def backup_make(_schema_name: str, job_id: str) -> None:
    """One backup; at night the surplus ones go."""
    _work(job_id, _make)


@shared_task(base=HostTask, name="tenants.backups.tasks.backup_restore")
def backup_restore(_schema_name: str, job_id: str) -> None:
    """One backup beside its region, proved."""
    _work(job_id, _restore)


@shared_task(base=HostTask, name="tenants.backups.tasks.backup_swap")
def backup_swap(_schema_name: str, job_id: str) -> None:
    """A proved copy in the region's place."""
    _work(
        job_id, lambda job: services.swap(restore_id=job.arguments["subject"], at=timezone.now(), tell=_telling(job))
    )


@shared_task(base=HostTask, name="tenants.backups.tasks.backup_drop")
def backup_drop(_schema_name: str, job_id: str) -> None:
    """What is not in use, destroyed."""
    _work(job_id, lambda job: services.drop(restore_id=job.arguments["subject"], at=timezone.now()))


@shared_task(base=HostTask, name="tenants.backups.tasks.backup_drill")
def backup_drill(_schema_name: str, job_id: str) -> None:
    """Everything from the backup to the drop, and the report."""
    _work(job_id, _drill)


@shared_task(base=HostTask, name="tenants.backups.tasks.nightly")
def nightly(_schema_name: str) -> None:
    """Every night: a job for every region."""
    services.nightly(at=timezone.now())


def _work(job_id: str, act: Callable[[Job], object]) -> None:
    try:
        with jobs.working(job_id) as job:
            act(job)
    except jobs.NotClaimed:
        return


def _telling(job: Job) -> Tell:
    return lambda done, total, note: jobs.report(job.id, done=done, total=total, note=note)


def _make(job: Job) -> None:
    name, is_nightly = job.arguments["region"], bool(job.arguments.get("is_nightly"))
    actor = services.By(job.requested_by_name, job.requested_by)
    services.make(schema_name=name, at=timezone.now(), actor=actor, is_nightly=is_nightly, tell=_telling(job))
    if is_nightly:
        services.prune(schema_name=name, at=timezone.now())


def _restore(job: Job) -> None:
    actor = services.By(job.requested_by_name, job.requested_by)
    backup_id = job.arguments["subject"]
    _refuse_unproved(services.restore(backup_id=backup_id, at=timezone.now(), actor=actor, tell=_telling(job)))


def _drill(job: Job) -> None:
    name = job.arguments["region"]
    actor = services.By(job.requested_by_name, job.requested_by)
    done = services.drill(schema_name=name, at=timezone.now(), actor=actor, tell=_telling(job))
    if job.arguments.get("is_nightly"):
        services.prune(schema_name=name, at=timezone.now())
    _refuse_unproved(done)


def _refuse_unproved(done: Restore) -> None:
    """The job fails where a check does: nobody has to open the report to see that."""
    for check in done.checks:
        if not check["holds"]:
            raise ConflictError("backup_not_proved", check["told"], details={"check": check["check"]})
