"""The history of a unit; everybody who is signed in may read it, as they may read every chart."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import StructureDraft, StructureVersion, Succession, Unit
from tenant_apps.organisation.rules import lineage as rules
from tenant_apps.organisation.rules.lineage import Event, Facet, Handing, Standing


@dataclass(frozen=True)
class OtherUnit:
    """A unit the one came from, or went to, as it was called around that day."""

    unit_id: uuid.UUID
    name: str


@dataclass(frozen=True)
class Told:
    """An event with its decree, who published it, and the other units by name."""

    event: Event
    decree: str
    published_by: str
    units: tuple[OtherUnit, ...]
    has_before: bool

    @property
    def day_before(self) -> date:
        """The last day of the chart before it."""
        return self.event.day - timedelta(days=1)


@dataclass(frozen=True)
class UnitHistory:
    """All changes of a unit, the oldest first; `name` is its last until today, `stands` whether it stands today."""

    unit_id: uuid.UUID
    name: str
    stands: bool
    events: tuple[Told, ...]


def history_of(viewer: Any, unit_id: uuid.UUID, today: date) -> UnitHistory:
    """Where a unit came from and what became of it.

    Raises NotFoundError for a unit that no structure here ever had.
    """
    versions = list(reversed(organisation.versions(viewer)))
    standings = _standings(unit_id, versions)
    facets = [each.facet for each in standings if each.facet is not None]
    if not facets:
        raise NotFoundError("unit_unknown", _("Unit itu tidak pernah ada dalam struktur di sini."))
    rows = Succession.objects.filter(unit_id=unit_id) | Succession.objects.filter(successor_id=unit_id)
    handings = [
        Handing(each.kind, each.unit_id, each.successor_id, each.effective_from, each.decree)
        for each in rows.order_by("effective_from", "id")
    ]
    others = {other for each in handings for other in (each.unit_id, each.successor_id) if other is not None}
    called = _called(others - {unit_id})
    stands = {(other, day) for other, named in called.items() for day, _name in named}
    found = rules.events(unit_id, standings, handings, stands)
    so_far = [each.facet for each in standings if each.day <= today]
    named = [each.name for each in so_far if each is not None] or [facet.name for facet in facets[:1]]
    return UnitHistory(
        unit_id=unit_id,
        name=named[-1],
        stands=bool(so_far) and so_far[-1] is not None,
        events=tuple(_told(found, versions, called)),
    )


def _standings(unit_id: uuid.UUID, versions: Sequence[StructureVersion]) -> list[Standing]:
    rows = Unit.objects.filter(unit_id=unit_id).values_list(
        "version_id", "name", "abbreviation", "parent__unit_id", "parent__name", "code", "unit_type", "echelon"
    )
    facets = {
        version: Facet(name, short, above, upper or "", *rest) for version, name, short, above, upper, *rest in rows
    }
    return [Standing(version.effective_from, facets.get(version.pk)) for version in versions]


def _called(unit_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[tuple[date, str]]]:
    """The names of units by the day of each version that has them, the oldest first."""
    named: dict[uuid.UUID, list[tuple[date, str]]] = {}
    rows = Unit.objects.filter(unit_id__in=list(unit_ids)).order_by("version__effective_from")
    for unit_id, day, name in rows.values_list("unit_id", "version__effective_from", "name"):
        named.setdefault(unit_id, []).append((day, name))
    return named


def _told(
    found: Sequence[Event], versions: Sequence[StructureVersion], called: dict[uuid.UUID, list[tuple[date, str]]]
) -> Iterator[Told]:
    published = {version.effective_from: version for version in versions}
    drafts = StructureDraft.objects.filter(
        state=StructureDraft.State.PUBLISHED, effective_from__in={event.day for event in found if event.decree}
    ).values_list("effective_from", "decree", "settled_by_name")
    settled = {(day, decree): name for day, decree, name in drafts}
    for event in found:
        version = published[event.day]
        decree = event.decree or version.decree
        yield Told(
            event=event,
            decree=decree,
            published_by=settled.get((event.day, decree), version.published_by_name),
            units=tuple(OtherUnit(each, _name_on(called.get(each, []), event.day)) for each in event.units),
            has_before=event.day > versions[0].effective_from,
        )


def _name_on(named: Sequence[tuple[date, str]], day: date) -> str:
    """What a unit was called on a day, or last before it."""
    names = [name for since, name in named if since <= day]
    return names[-1] if names else _("unit yang tidak ada lagi")
