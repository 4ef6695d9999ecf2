"""Breaches of personal data in values: the clock, who must be told, and when a breach can be closed."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

NOTICE_HOURS = 72  # UU 27/2022 art. 46 (1): 3 x 24 hours, to the persons and to the authority


class Told(StrEnum):
    """Whom a notice goes to."""

    PERSON = "person"
    AUTHORITY = "authority"
    PUBLIC = "public"  # art. 46 (3): where it disturbs public service or many are hit


REQUIRED = (Told.PERSON, Told.AUTHORITY)


def due_at(discovered_at: datetime) -> datetime:
    """Until when persons and authority must know."""
    return discovered_at + timedelta(hours=NOTICE_HOURS)


def hours_left(discovered_at: datetime, at: datetime) -> int:
    """Whole hours until then, below zero when it has passed."""
    return int((due_at(discovered_at) - at) // timedelta(hours=1))


def lacking(told: Collection[str]) -> tuple[Told, ...]:
    """Who must be told and is not: while there is one the breach stays open."""
    return tuple(each for each in REQUIRED if each not in told)
