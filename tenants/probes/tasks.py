"""The probe by the clock: begun once a night, then a little every minute, so that it never loads the machine."""

from celery import shared_task
from django.utils import timezone

from tenants.probes import services, turns
from tenants.probes.models import Night
from tenants.regions.task_bases import HostTask

_SECONDS_A_MINUTE = 20.0
"""After so much work a turn ends and leaves the machine to others for the rest of the minute."""


@shared_task(base=HostTask, name="tenants.probes.tasks.begin")
def begin(_schema_name: str) -> None:
    """Plan the night; the turns do the rest."""
    services.begin(at=timezone.now())


# It expires before the next one: a worker that was busy goes on with the newest.
@shared_task(base=HostTask, name="tenants.probes.tasks.go_on", expires=55)
def go_on(_schema_name: str) -> None:
    """One turn of the oldest night that is not over."""
    night = Night.objects.filter(concluded_at=None).order_by("begun_at").first()
    if night is not None:
        turns.go_on(night, seconds=_SECONDS_A_MINUTE)
