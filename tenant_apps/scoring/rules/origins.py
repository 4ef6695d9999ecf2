"""Whether what stands in the source room today is what a run used: an open period goes on after it was computed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from shared_apps.scoring_templates.rules import decimals, kinds
from shared_apps.scoring_templates.rules.document import Template

Value = Decimal | str | None


class Standing(StrEnum):
    """How an entry of today stands to the value that was computed with."""

    USED = "used"
    CHANGED = "changed"
    REMOVED = "removed"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person entered of one measure; `superseded_at` is None while it stands."""

    number: Decimal | None
    code: str | None
    answers: int | None
    source: str
    evidence: str
    entered_by_name: str
    entered_at: datetime
    superseded_at: datetime | None = None

    @property
    def value(self) -> Value:
        """The number or the code."""
        return self.code if self.number is None else self.number


def entry_used(entries: Iterable[Entry], *, started_at: datetime, gives: Callable[[Value], bool]) -> Entry | None:
    """Of all that was ever entered of a measure, what a run that began at `started_at` computed with; None: unknown.

    `gives` says whether a value is the one that was used. The first such entry that still stood when the run began
    counts; where none did, the last one: the person was computed again with it.
    """
    same = sorted((each for each in entries if gives(each.value)), key=_in_time)
    stood = (each for each in same if each.superseded_at is None or each.superseded_at > started_at)
    return next(stood, same[-1] if same else None)


def _in_time(entry: Entry) -> tuple[datetime, bool, datetime]:
    """What stands comes last, also where a hand changed a row and left its time."""
    return entry.entered_at, entry.superseded_at is None, entry.superseded_at or entry.entered_at


def standing(scheme: Template, measure: str, used: Value, entered: Value) -> Standing | None:
    """`used` as the run stored it, `entered` as it stands today (None: nothing); None where there never was anything.

    A number is compared as the run rounds it: an entry is the one that was used when it gives the same value.
    """
    if entered is None:
        return None if used is None else Standing.REMOVED
    if used is None:
        return Standing.LATER
    if isinstance(entered, Decimal) and isinstance(used, Decimal):
        return (
            Standing.USED
            if decimals.round_half_up(entered, kinds.decimals_of(scheme, measure)) == used
            else (Standing.CHANGED)
        )
    return Standing.USED if entered == used else Standing.CHANGED
