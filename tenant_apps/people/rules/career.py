"""Grades and kinds of employment as single changes: where a grade goes in its timeline, which kind follows which."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from tenant_apps.people.rules.plan import Rank

# a PPPK may become PNS, by way of CPNS or at once by a rule of its own (DOMAIN §14); nothing leads back
STEPS: Mapping[str, frozenset[str]] = {
    "cpns": frozenset({"pns"}),
    "pns": frozenset(),
    "pppk_part_time": frozenset({"pppk", "cpns", "pns"}),
    "pppk": frozenset({"cpns", "pns"}),
}


class Refusal(StrEnum):
    """Why a grade cannot be written so."""

    IN_FORCE = "in_force"  # the same grade counts already
    STANDS = "stands"  # that day has another grade


def rank_to_write(
    employee_id: uuid.UUID, ranks: Sequence[Rank], grade: str, starts_on: date, *, corrects: bool
) -> Rank | Refusal | None:
    """The row to add or to correct so that a grade counts from a day on; None where it is written so already.

    The same grade known from a later day on is known from the earlier one then. Another grade of the very day
    gives way only to who says that it was wrong (`corrects`).
    """
    before = [rank for rank in ranks if rank.starts_on < starts_on]
    same_day = next((rank for rank in ranks if rank.starts_on == starts_on), None)
    after = [rank for rank in ranks if rank.starts_on > starts_on]
    if same_day is not None:
        if same_day.grade == grade:
            return None
        return replace(same_day, grade=grade) if corrects else Refusal.STANDS
    if before and before[-1].grade == grade:
        return Refusal.IN_FORCE
    if after and after[0].grade == grade:
        return replace(after[0], starts_on=starts_on)
    return Rank(None, employee_id, starts_on, grade)


def is_step(before: str, after: str) -> bool:
    """Whether one kind of employment follows another; anything else is a mistake that is put right."""
    return after in STEPS.get(before, frozenset())
