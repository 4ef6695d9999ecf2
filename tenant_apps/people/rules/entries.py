"""Rows of the timelines that an import writes: which one is added or corrected so that a sheet holds."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Chair:
    """What a person does; without a unit they have left."""

    unit_id: uuid.UUID | None
    position_title: str
    position_type: str
    is_head: bool
    superior_id: uuid.UUID | None


@dataclass(frozen=True)
class Entry:
    """A row of a timeline: the id is None where it is to be added."""

    row_id: uuid.UUID | None
    employee_id: uuid.UUID
    starts_on: date


@dataclass(frozen=True)
class Seat(Entry):
    """A row of the assignment timeline."""

    chair: Chair


@dataclass(frozen=True)
class Rank(Entry):
    """A row of the grade timeline."""

    grade: str


def seat_to_write(
    employee_id: uuid.UUID, seats: Sequence[Seat], chair: Chair, *, since: date | None, day: date
) -> Seat | None:
    """The row to add or to correct so that the chair is the one in force on the day; None where it is already.

    Another chair with a start after the present row's adds a row; the same or an earlier start corrects the
    present row, as far back as the row before it allows. The same chair never starts later than it is known to:
    moving it forward would take the person out of periods that were scored.
    """
    if not seats:
        return Seat(None, employee_id, since or day, chair)
    now = seats[-1]
    earliest = seats[-2].starts_on if len(seats) > 1 else date.min
    if now.chair == chair:
        return replace(now, starts_on=since) if since and earliest < since < now.starts_on else None
    start = since or day
    if now.chair.unit_id is None and start <= now.starts_on:
        start = day  # somebody who had left is back: the leaving stays in the timeline
    if start > now.starts_on:
        return Seat(None, employee_id, start, chair)
    return replace(now, chair=chair, starts_on=start if start > earliest else now.starts_on)


def rank_to_write(
    employee_id: uuid.UUID, ranks: Sequence[Rank], grade: str, *, since: date | None, day: date
) -> Rank | None:
    """The same of a grade: another one with a later start adds a row, else the present one is corrected; the same
    grade never starts later than it is known to.
    """
    start = since or day
    if not ranks:
        return Rank(None, employee_id, start, grade)
    now = ranks[-1]
    earliest = ranks[-2].starts_on if len(ranks) > 1 else date.min
    if now.grade == grade:
        return replace(now, starts_on=since) if since and earliest < since < now.starts_on else None
    if start > now.starts_on:
        return Rank(None, employee_id, start, grade)
    return replace(now, grade=grade, starts_on=start if start > earliest else now.starts_on)
