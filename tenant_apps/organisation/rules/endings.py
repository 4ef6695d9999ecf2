"""Changes after which a unit is another one or none: merged, split, closed; and a whole new chart.

What became of each unit is kept as links (DOMAIN §15: names change by decree, units have successors and splits).
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tenant_apps.organisation.rules.changes import Addition, Refusal, last_place
from tenant_apps.organisation.rules.chart import Chart, Node

LinkKind = Literal["merged", "split", "closed"]


@dataclass(frozen=True)
class Link:
    """From a unit to its successor, to a part split off, or to where its people go when it is closed."""

    kind: LinkKind
    unit_id: uuid.UUID
    successor_id: uuid.UUID | None


@dataclass(frozen=True)
class Merge:
    """Units end; what stands under them and their people go to another unit, which stays."""

    unit_ids: tuple[uuid.UUID, ...]
    into: uuid.UUID

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The chart without the merged units, their children behind those of the unit that stays."""
        target = chart.nodes.get(self.into)
        if target is None or not self.unit_ids or any(each not in chart.nodes for each in self.unit_ids):
            return Refusal("unknown_unit")
        for unit_id in self.unit_ids:
            node = chart.nodes[unit_id]
            if node.parent_id is None:
                return Refusal("top_stays", {"name": node.name})
            if self.into in chart.subtree_ids(unit_id):
                return Refusal("merged_below", {"name": node.name, "parent": target.name})
        return _without(chart, self.unit_ids, self.into)

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Whether all of them still stand where they stood."""
        return all(_stands_alike(each, later, before) for each in self.unit_ids) and self.into in later.nodes

    @property
    def links(self) -> tuple[Link, ...]:
        """Each merged unit goes on in the one that stays."""
        return tuple(Link("merged", each, self.into) for each in self.unit_ids)


@dataclass(frozen=True)
class Split:
    """New units are split off beside a unit, which stays; some of what stood under it goes with them."""

    unit_id: uuid.UUID
    parts: tuple[Node, ...]
    taken: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The chart with the parts as last siblings of the unit."""
        node = chart.nodes.get(self.unit_id)
        if node is None:
            return Refusal("unknown_unit")
        if node.parent_id is None:
            return Refusal("top_stays", {"name": node.name})
        drawn = chart
        for part in self.parts:
            added = Addition(replace(part, parent_id=node.parent_id)).applied(drawn)
            if isinstance(added, Refusal):
                return added
            drawn = added
        for child_id, part_id in self.taken.items():
            child = drawn.nodes.get(child_id)
            if child is None or child.parent_id != self.unit_id or part_id not in drawn.nodes:
                return Refusal("unknown_unit")
            moved = replace(child, parent_id=part_id, order=last_place(drawn, part_id))
            drawn = Chart({**drawn.nodes, child_id: moved})
        return drawn

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Whether the unit and what goes along still stand where they stood."""
        return all(_stands_alike(each, later, before) for each in (self.unit_id, *self.taken))

    @property
    def links(self) -> tuple[Link, ...]:
        """Each part comes from the unit."""
        return tuple(Link("split", self.unit_id, part.unit_id) for part in self.parts)


@dataclass(frozen=True)
class Closing:
    """A unit ends without a successor; what stands under it and its people go where it is said.

    Where nothing is said of what stands under it, that goes one level up.
    """

    unit_id: uuid.UUID
    people_to: uuid.UUID | None = None
    units_to: uuid.UUID | None = None

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The chart without the unit, its children under their new parent."""
        node = chart.nodes.get(self.unit_id)
        if node is None or any(to is not None and to not in chart.nodes for to in (self.people_to, self.units_to)):
            return Refusal("unknown_unit")
        if node.parent_id is None:
            return Refusal("top_stays", {"name": node.name})
        if self.people_to == self.unit_id:
            return Refusal("people_stay", {"name": node.name})
        if self.units_to in chart.subtree_ids(self.unit_id):
            return Refusal("units_stay", {"name": node.name})
        return _without(chart, (self.unit_id,), self.units_to or node.parent_id)

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Whether the unit still stands where it stood."""
        return _stands_alike(self.unit_id, later, before)

    @property
    def links(self) -> tuple[Link, ...]:
        """Where the people go."""
        return (Link("closed", self.unit_id, self.people_to),)


@dataclass(frozen=True)
class Handover:
    """Where the people of a unit go that a draft has ended; the chart stays."""

    unit_id: uuid.UUID
    people_to: uuid.UUID

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The same chart."""
        if self.people_to not in chart.nodes:
            return Refusal("unknown_unit")
        stays = chart.nodes.get(self.unit_id)
        return Refusal("not_ended", {"name": stays.name}) if stays else chart

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Only where the later version says the same; people are moved on the day itself."""
        return later == before

    @property
    def links(self) -> tuple[Link, ...]:
        """Where the people go."""
        return (Link("closed", self.unit_id, self.people_to),)


@dataclass(frozen=True)
class Replacement:
    """A whole chart, from a file say; later versions stay as they are, each being complete in itself."""

    nodes: tuple[Node, ...]
    source: str = ""

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The new chart whatever stood before."""
        new = Chart.of(self.nodes)
        return chart if chart == new else new

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Only where the later version says the same; else it has decided everything itself."""
        return later == before


def destinations(
    links: Sequence[Link], ended: Collection[uuid.UUID], chart: Chart
) -> dict[uuid.UUID, uuid.UUID | None]:
    """Where the people of each ended unit go in the chart: along the links until a unit that stands; or None."""
    onward = {link.unit_id: link.successor_id for link in links if link.kind != "split"}
    found: dict[uuid.UUID, uuid.UUID | None] = {}
    for unit_id in ended:
        passed = {unit_id}
        place = onward.get(unit_id)
        while place is not None and place not in chart.nodes and place not in passed:
            passed.add(place)
            place = onward.get(place)
        found[unit_id] = place if place in chart.nodes else None
    return found


def _without(chart: Chart, gone: Collection[uuid.UUID], to: uuid.UUID) -> Chart:
    """The chart without some units; what stood directly under them stands behind the children of another."""
    nodes = {unit_id: node for unit_id, node in chart.nodes.items() if unit_id not in gone}
    place = last_place(chart, to)
    for parent_id in gone:
        for child in chart.children.get(parent_id, ()):
            if child.unit_id in nodes:
                nodes[child.unit_id] = replace(child, parent_id=to, order=place)
                place += 1
    return Chart(nodes)


def _stands_alike(unit_id: uuid.UUID, later: Chart, before: Chart) -> bool:
    old, new = before.nodes.get(unit_id), later.nodes.get(unit_id)
    return old is not None and new is not None and old.parent_id == new.parent_id
