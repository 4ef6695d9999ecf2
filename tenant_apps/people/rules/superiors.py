"""Who is whose superior on a day, given the chart and who heads what.

The superior is the head of the own unit; for a head, the head of the unit above. A vacant post never blocks:
the next level up answers. Nobody is their own superior: whoever heads a unit on their own way up, also in an
acting capacity, is answered for by the level above the highest such unit. A named override comes first.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tenant_apps.organisation.rules.chart import Chart, Node


class Source(StrEnum):
    """Why somebody is the superior."""

    OVERRIDE = "override"
    HEAD = "head"
    ACTING = "acting"
    NEXT_LEVEL = "next_level"


@dataclass(frozen=True)
class Superior:
    """The superior, and the unit through which they are."""

    employee_id: uuid.UUID
    source: Source
    unit_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Heads:
    """Who heads each unit on a day: its own head, and who acts for it."""

    own: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    acting: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def is_head(self, unit_id: uuid.UUID, employee_id: uuid.UUID) -> bool:
        """Whether somebody heads the unit in either way."""
        return employee_id in (self.own.get(unit_id), self.acting.get(unit_id))

    def answering(self, unit_id: uuid.UUID) -> tuple[uuid.UUID, bool] | None:
        """Who answers for the unit and whether acting: an acting head stands in for an absent or missing one."""
        if unit_id in self.acting:
            return self.acting[unit_id], True
        return (self.own[unit_id], False) if unit_id in self.own else None

    def units_of(self, employee_id: uuid.UUID) -> frozenset[uuid.UUID]:
        """The units somebody heads in either way."""
        return frozenset(
            unit_id for held in (self.own, self.acting) for unit_id, head in held.items() if head == employee_id
        )


def superior_of(
    *,
    employee_id: uuid.UUID,
    unit_id: uuid.UUID | None,
    override: uuid.UUID | None,
    chart: Chart,
    heads: Heads,
) -> Superior | None:
    """The superior of somebody in a unit; None at the top, where only the regional head is left."""
    if override is not None and override != employee_id:
        return Superior(override, Source.OVERRIDE)
    upwards = tuple(reversed(chart.path(unit_id))) if unit_id is not None else ()
    start = _first_level(upwards, heads, employee_id)
    for level, unit in enumerate(upwards[start:]):
        found = heads.answering(unit.unit_id)
        if found is not None and found[0] != employee_id:
            source = Source.NEXT_LEVEL if level else Source.ACTING if found[1] else Source.HEAD
            return Superior(found[0], source, unit.unit_id)
    return None


def _first_level(upwards: tuple[Node, ...], heads: Heads, employee_id: uuid.UUID) -> int:
    """The level above the highest unit the person heads on their own way up."""
    headed = [level for level, unit in enumerate(upwards) if heads.is_head(unit.unit_id, employee_id)]
    return max(headed) + 1 if headed else 0
