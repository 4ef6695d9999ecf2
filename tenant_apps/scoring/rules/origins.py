"""Whether what stands in the source room today is what a run used: an open period goes on after it was computed."""

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
