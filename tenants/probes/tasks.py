"""The probe by the clock: begun once a night, then a little every minute, so that it never loads the machine."""

import time

from celery import shared_task
from django.utils import timezone

from tenants.probes import concluding, services
from tenants.probes.models import Night, Search
from tenants.regions.task_bases import HostTask

_SECONDS_A_MINUTE = 20
"""After so much work a turn ends; 552 regions take about an hour."""


@shared_task(base=HostTask, name="tenants.probes.tasks.begin")
def begin(_schema_name: str) -> None:
    """Plan the night; the turns do the rest."""
    services.begin(at=timezone.now())


# It expires before the next one: a worker that was busy goes on with the newest.
@shared_task(base=HostTask, name="tenants.probes.tasks.go_on", expires=55)
def go_on(_schema_name: str) -> None:
    """Plant first, then search, then tell; what is left waits for the next turn."""
    night = Night.objects.filter(concluded_at=None).order_by("-begun_at").first()
    if night is None:
        return
    until = time.monotonic() + _SECONDS_A_MINUTE
    services.give_up_lost(night=night, at=timezone.now())
    for state, act in ((Search.State.PLANNED, services.plant), (Search.State.PLANTED, services.search)):
        while time.monotonic() < until:
            row = night.searches.filter(state=state).order_by("region").first()
            if row is None:
                break
            act(search_id=row.id, at=timezone.now())
        if night.searches.filter(state=state).exists():
            return
    if not night.searches.filter(state=Search.State.RUNNING).exists():
        concluding.conclude(night=night, at=timezone.now())
