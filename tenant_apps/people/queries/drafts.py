"""A structure draft with the people who sit in its units."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.drafts import queries as drafts
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.people.queries.chart import UnitOnChart, units_of
from tenant_apps.people.queries.roster import people_by_unit


@dataclass(frozen=True)
class EndedUnit:
    """A unit the draft ends, how many people sit in it then or later, and where they go."""

    node: Node
    people: int
    to: Node | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet where its people go."""
        return bool(self.people) and self.to is None


@dataclass(frozen=True)
class DraftChart:
    """The drafted chart as it is drawn, and what ends."""

    page: drafts.DraftPage
    root: UnitOnChart | None
    by_id: Mapping[uuid.UUID, UnitOnChart]
    ended: Sequence[EndedUnit]

    @property
    def homeless(self) -> int:
        """How many people have no unit yet to go to."""
        return sum(unit.people for unit in self.ended if unit.is_open)


def people_in_drafted(page: drafts.DraftPage, unit_id: uuid.UUID) -> int:
    """How many people sit in a unit on the draft's day or later, with those the draft has sent there."""
    day = page.draft.effective_from
    people = people_by_unit(day, organisation.next_version_day(day))
    sent = [gone for gone, to in page.destinations.items() if to == unit_id]
    return sum(people.get(each, 0) for each in (unit_id, *sent))


def draft_chart(viewer: Any, draft_id: uuid.UUID) -> DraftChart:
    """The draft with heads and headcounts of its day; for who manages the organisation."""
    page = drafts.draft_page(viewer, draft_id)
    chart, day = page.made.chart, page.draft.effective_from
    by_id = units_of(chart, day, page.destinations)
    people = people_by_unit(day, organisation.next_version_day(day)) if page.difference.removed else {}
    ended = [
        EndedUnit(
            node, people.get(node.unit_id, 0), chart.nodes.get(to) if (to := page.destinations[node.unit_id]) else None
        )
        for node in page.difference.removed
    ]
    root = by_id[chart.root.unit_id] if chart.root else None
    return DraftChart(page, root, by_id, ended)
