"""Who is whose superior on a day, given the chart and who heads what.

The superior is the head of the own unit; for a head, the head of the unit above. A vacant post never blocks:
the next level up answers. Nobody is their own superior: whoever heads a unit on their own way up, also in an
acting capacity, is answered for by the level above the highest such unit. A named override comes first.

The superior rates, unless another assessor was named for the time; somebody named who has left, or for whom the
naming has ended, does not count, and the superior rates again. This is what `queries.superiors` says in SQL; the
same in Python stands in the tests, which compare both.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Why somebody is the superior, or the assessor."""

    OVERRIDE = "override"
    HEAD = "head"
    ACTING = "acting"
    NEXT_LEVEL = "next_level"
    NAMED = "named"


@dataclass(frozen=True)
class Superior:
    """The superior, and the unit through which they are."""

    employee_id: uuid.UUID
    source: Source
    unit_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Above:
    """Who answers for somebody on a day and who rates them; None where only the regional head is left."""

    superior: Superior | None = None
    assessor: Superior | None = None


@dataclass(frozen=True)
class Heads:
    """Who heads each unit on a day: its own head, and who acts for it."""

    own: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    acting: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)

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
