"""Changes to a chart from a date on, and how they reach the versions that follow.

A change made from day D is applied to the version of D and to every later version, until a later
version has itself decided the same thing otherwise: a rename of a unit that a later decree renames
again leaves that decree alone. What would break a later version is refused, naming that version's date.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from tenant_apps.organisation.rules.chart import Chart, Node


@dataclass(frozen=True)
class Refusal:
    """Why a change is not possible in a chart."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class Change(Protocol):
    """One decision about the chart."""

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The chart after the change."""

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Whether a later chart has not decided the same thing otherwise since `before`."""


class SingleChange(Change, Protocol):
    """One that is made alone, outside a draft, also by the administrator of one agency."""

    @property
    def touched(self) -> tuple[uuid.UUID | None, ...]:
        """The standing units it is about: who changes must be allowed to in each."""


@dataclass(frozen=True)
class Addition:
    """A new unit."""

    node: Node

    @property
    def touched(self) -> tuple[uuid.UUID | None, ...]:
        """The parent."""
        return (self.node.parent_id,)

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The chart with the unit as the last child of its parent."""
        if self.node.parent_id is None or self.node.parent_id not in chart.nodes:
            return Refusal("unknown_parent")
        if self.node.code in chart.by_code:
            return Refusal("code_taken", {"code": self.node.code, "name": chart.by_code[self.node.code].name})
        return _with(chart, replace(self.node, order=last_place(chart, self.node.parent_id)))

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """A new unit stands in every later version."""
        return self.node.unit_id not in later.nodes and self.node.unit_id not in before.nodes


@dataclass(frozen=True)
class Renaming:
    """Another name for a unit."""

    unit_id: uuid.UUID
    name: str
    abbreviation: str

    @property
    def touched(self) -> tuple[uuid.UUID | None, ...]:
        """The unit."""
        return (self.unit_id,)

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The chart with the new name."""
        node = chart.nodes.get(self.unit_id)
        if node is None:
            return Refusal("unknown_unit")
        return _with(chart, replace(node, name=self.name, abbreviation=self.abbreviation))

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Whether the later version still has the old name."""
        old, new = before.nodes.get(self.unit_id), later.nodes.get(self.unit_id)
        return old is not None and new is not None and (old.name, old.abbreviation) == (new.name, new.abbreviation)


@dataclass(frozen=True)
class Move:
    """Another parent for a unit and all under it."""

    unit_id: uuid.UUID
    parent_id: uuid.UUID

    @property
    def touched(self) -> tuple[uuid.UUID | None, ...]:
        """The unit, from its old place to its new one."""
        return (self.unit_id, self.parent_id)

    def applied(self, chart: Chart) -> Chart | Refusal:
        """The chart with the unit as the last child of its new parent."""
        node, parent = chart.nodes.get(self.unit_id), chart.nodes.get(self.parent_id)
        if node is None:
            return Refusal("unknown_unit")
        if parent is None:
            return Refusal("unknown_parent")
        if self.parent_id in chart.subtree_ids(self.unit_id):
            return Refusal("own_descendant", {"name": node.name, "parent": parent.name})
        if node.parent_id == self.parent_id:
            return chart
        return _with(chart, replace(node, parent_id=self.parent_id, order=last_place(chart, self.parent_id)))

    def is_open_in(self, later: Chart, before: Chart) -> bool:
        """Whether the unit still stands where it stood."""
        old, new = before.nodes.get(self.unit_id), later.nodes.get(self.unit_id)
        return old is not None and new is not None and old.parent_id == new.parent_id


def carried(
    versions: Sequence[tuple[date, Chart]], change: Change
) -> tuple[list[tuple[date, Chart]], None] | tuple[None, tuple[date, Refusal]]:
    """The versions with the change, the first being that of the date itself; or where and why it fails."""
    after: list[tuple[date, Chart]] = []
    before = versions[0][1]
    for place, (day, chart) in enumerate(versions):
        if place and not change.is_open_in(chart, before):
            break
        changed = change.applied(chart)
        if isinstance(changed, Refusal):
            return None, (day, changed)
        after.append((day, changed))
    return after, None


def last_place(chart: Chart, parent_id: uuid.UUID) -> int:
    """The order number behind the present children of a unit."""
    return 1 + max((child.order for child in chart.children.get(parent_id, ())), default=0)


def _with(chart: Chart, node: Node) -> Chart:
    return Chart({**chart.nodes, node.unit_id: node})
