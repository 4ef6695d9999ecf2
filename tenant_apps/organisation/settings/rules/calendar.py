"""Which days are worked, and what is due after so many of them. Offices work Monday to Friday (Perpres 21/2023).

Holidays, joint leave and a region's own days come in as a set of closed days. Where no list is published for a year
yet, only its weekends are known; whoever asks about such a year says so beside the answer.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_DAYS = 366  # working days one may count ahead
_SATURDAY = 5


class Kind(StrEnum):
    """Why the offices are closed."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    REGIONAL = "regional"


@dataclass(frozen=True)
class ClosedDay:
    """A day on which offices are closed; `id` and `decree` where the region closed them itself."""

    day: date
    name: str
    kind: Kind
    is_tentative: bool = False
    decree: str = ""
    id: UUID | None = None

    @property
    def is_weekend(self) -> bool:
        """Whether the offices would be closed anyway."""
        return is_weekend(self.day)


@dataclass(frozen=True)
class Month:
    """A month of the calendar: its closed days and how many days are worked."""

    first: date
    days: tuple[ClosedDay, ...]
    working_days: int


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def is_working_day(day: date, closed: Container[date]) -> bool:
    """Whether the offices are open."""
    return not is_weekend(day) and day not in closed


def working_days_after(day: date, count: int, closed: Container[date]) -> date:
    """The last day of a term of so many working days; the day itself, from which it runs, is not counted.

    Raises ValueError for a term that is not positive.
    """
    if count < 1:
        raise ValueError("A term has at least one working day.")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, closed)
    return day


def working_days_between(first: date, last: date, closed: Container[date]) -> int:
    """How many days are worked from the first to the last, both included; none where the last is earlier."""
    return sum(is_working_day(first + timedelta(days=each), closed) for each in range((last - first).days + 1))


def months_of(year: int, days: Iterable[ClosedDay]) -> tuple[Month, ...]:
    """The twelve months of a year with their closed days."""
    known = sorted(days, key=lambda each: (each.day, each.name))
    closed = frozenset(each.day for each in known)
    months = []
    for number in range(1, 13):
        first = date(year, number, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        inside = tuple(each for each in known if first <= each.day <= last)
        months.append(Month(first, inside, working_days_between(first, last, closed)))
    return tuple(months)
