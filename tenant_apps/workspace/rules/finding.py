"""What the leader's page says first: the finding, from the figures of the same page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

FALLING = Decimal("-1")
"""From one point of loss on, a unit is worth a look."""

LOW_SHARE = 80
"""Below so many percent of its people with complete results, a unit is worth a look."""


class Kind(StrEnum):
    """What a finding is about."""

    NOBODY = "nobody"
    NOT_SCORED = "not_scored"
    INCOMPLETE = "incomplete"
    RISEN = "risen"
    FALLEN = "fallen"
    STEADY = "steady"


@dataclass(frozen=True)
class Figures:
    """How a group of people stands."""

    people: int = 0
    complete: int = 0
    needs_verification: int = 0
    rated: int = 0
    average: Decimal | None = None
    change: Decimal | None = None

    @property
    def missing(self) -> int:
        """People without a complete result."""
        return self.people - self.complete

    @property
    def unscored(self) -> int:
        """People of whom nothing was computed yet."""
        return self.people - self.complete - self.needs_verification

    @property
    def complete_percent(self) -> int:
        """Whole percent with complete results, rounded down: 100 means everybody."""
        return self.complete * 100 // self.people if self.people else 0


Subject = TypeVar("Subject")


@dataclass(frozen=True)
class UnitFigures(Generic[Subject]):
    """A unit and how its people stand."""

    unit: Subject
    figures: Figures

    @property
    def fell(self) -> bool:
        """Whether the same people stand clearly lower than before."""
        return self.figures.change is not None and self.figures.change <= FALLING

    @property
    def waits(self) -> bool:
        """Whether many of its people have no complete result."""
        return bool(self.figures.people) and self.figures.complete_percent < LOW_SHARE

    @property
    def needs_attention(self) -> bool:
        """Whether the unit lost points, or waits for much evidence."""
        return self.fell or self.waits


@dataclass(frozen=True)
class Finding:
    """The headline: what is so, and how many units are worth a look."""

    kind: Kind
    figures: Figures
    attention: int = 0


def finding(whole: Figures, units: Sequence[UnitFigures[Subject]]) -> Finding:
    """Missing results come before good news: an average of half the people is no finding."""
    attention = sum(1 for unit in units if unit.needs_attention)
    if not whole.people:
        kind = Kind.NOBODY
    elif not whole.complete and not whole.needs_verification:
        kind = Kind.NOT_SCORED
    elif whole.missing:
        kind = Kind.INCOMPLETE
    elif whole.change is not None and whole.change > 0:
        kind = Kind.RISEN
    elif whole.change is not None and whole.change < 0:
        kind = Kind.FALLEN
    else:
        kind = Kind.STEADY
    return Finding(kind=kind, figures=whole, attention=attention)


def in_order(units: Sequence[UnitFigures[Subject]]) -> list[UnitFigures[Subject]]:
    """Units with the highest average first; those without one at the end, in the order they came."""
    return sorted(units, key=lambda unit: (unit.figures.average is None, -(unit.figures.average or Decimal(0))))
