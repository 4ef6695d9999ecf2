"""A stored row by key instead of by position."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Values:
    """What came in and what was computed: numbers and codes by their keys."""

    numbers: Mapping[str, Decimal | None]
    codes: Mapping[str, str | None]
    profile: str | None = None
