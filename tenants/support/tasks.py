"""The owner's task about support grants."""

from celery import shared_task
from django.utils import timezone

from tenants.regions.task_bases import HostTask
from tenants.support import tending


# It expires with the next beat: a worker that was busy tends once afterwards.
@shared_task(base=HostTask, name="tenants.support.tasks.tend", expires=60)
def tend(_schema_name: str) -> None:
    """Make the logins of living grants and drop those of all others; on the owner's queue, rung and by the clock."""
    tending.tend(at=timezone.now())
