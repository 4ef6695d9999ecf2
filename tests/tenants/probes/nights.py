"""Whole nights at once, for tests."""

from collections.abc import Callable

from django.utils import timezone

from tenants.probes import services, turns
from tenants.probes.models import Night, Search


def night_of(*only: str, between: Callable[[], None] = lambda: None) -> Night:
    """Plan, plant, search, tell; `between` happens after planting."""
    night = services.begin(at=timezone.now(), only=only)
    for row in night.searches.filter(state=Search.State.PLANNED):
        services.plant(search_id=row.id, at=timezone.now())
    between()
    turns.finish(night)
    return night


def verdicts(night: Night) -> dict[str, str]:
    """What it says of each."""
    return {row.region: row.verdict for row in night.searches.all()}


def crossings(night: Night) -> set[tuple[str, str, str]]:
    """Whose canary stood where, and on which way."""
    return {(each["owner"], row.region, each["way"]) for row in night.searches.all() for each in row.found}


def blind(night: Night) -> dict[str, list[str]]:
    """What gave no answer that could be searched."""
    return {row.region: row.blind for row in night.searches.all() if row.blind}
