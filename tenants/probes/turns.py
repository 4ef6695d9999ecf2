"""How a night goes on: planted first, then searched, then told; by whoever has time, and never twice."""

import time
from collections.abc import Callable

from django.utils import timezone

from tenants.probes import concluding, services
from tenants.probes.models import Night, Search

_PAUSE = 0.5  # seconds, while another process holds what is left


def go_on(night: Night, *, seconds: float) -> bool:
    """Work on a night for so long; whether it is over."""
    until = time.monotonic() + seconds
    services.give_up_lost(night=night, at=timezone.now())
    for state, act in ((Search.State.PLANNED, services.plant), (Search.State.PLANTED, services.search)):
        for row in iter(night.searches.filter(state=state).order_by("region").first, None):
            act(search_id=row.id, at=timezone.now())
            if time.monotonic() > until:
                return False
        if night.searches.filter(state__in=[Search.State.PLANTING, Search.State.RUNNING]).exists():
            return False
    concluding.conclude(night=night, at=timezone.now())
    return True


def finish(night: Night, *, wait: Callable[[float], None] = time.sleep) -> None:
    """Work on it until it is over, also where another process takes part."""
    while not go_on(night, seconds=services.MOST_SECONDS):
        wait(_PAUSE)
