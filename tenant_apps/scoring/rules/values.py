"""A stored row by key instead of by position."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Values:
    """What came in and what was computed: numbers and codes by their keys."""

    numbers: Mapping[str, Decimal | None]
    codes: Mapping[str, str | None]
    profile: str | None = None

    def without(self, hidden: Collection[str]) -> "Values":
        """The same row, with nothing at the keys that nobody may see."""
        if not hidden:
            return self
        return replace(
            self,
            numbers={key: value for key, value in self.numbers.items() if key not in hidden},
            codes={key: value for key, value in self.codes.items() if key not in hidden},
        )
