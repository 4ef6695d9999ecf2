"""Tasks of departures: the pack under the region's login, the erasure as the owner, and what every day brings."""

from contextlib import AbstractContextManager

from celery import shared_task
from django.utils import timezone

from shared_apps.audit.acting import acting
from shared_apps.jobs import services as jobs
from shared_apps.rows import new_id
from tenants.departure import days, erasing, making, services
from tenants.regions.provisioning import Provisioner
from tenants.regions.task_bases import HostTask


@shared_task(base=HostTask, name="tenants.departure.tasks.make_pack")
def make_pack(_schema_name: str, job_id: str) -> None:
    """Make a region's exit pack."""
    try:
        with jobs.working(job_id) as job:
            making.run(job)
    except jobs.NotClaimed:
        return


@shared_task(base=HostTask, name="tenants.departure.tasks.erase")
def erase(_schema_name: str, job_id: str) -> None:
    """Erase a region; on the owner's queue."""
    try:
        with jobs.working(job_id) as job:
            erasing.run(job)
    except jobs.NotClaimed:
        return


@shared_task(base=HostTask, name="tenants.departure.tasks.daily")
def daily(_schema_name: str = "public") -> None:
    """Every morning: which agreements end, which ended, what was received."""
    with _by_the_clock():
        days.daily(actor=Provisioner(), at=timezone.now(), day=timezone.localdate())


@shared_task(base=HostTask, name="tenants.departure.tasks.take_receipts", expires=300)
def take_receipts(_schema_name: str = "public") -> None:
    """What regions said about their packs."""
    with _by_the_clock():
        services.take_receipts(at=timezone.now())


def _by_the_clock() -> AbstractContextManager[None]:
    """The audit of the host and of the region names who did it: nobody but the program."""
    return acting(request_id=new_id(), who=lambda: (None, Provisioner().name))
