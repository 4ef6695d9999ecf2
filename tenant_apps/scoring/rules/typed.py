"""What pages filter by: results with a column of their own beside the arrays."""

from dataclasses import dataclass

from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.naming import KNOWN_RESULTS
from shared_apps.scoring_templates.rules.order import number_keys, value_code_keys

PREDICATE, BOX, PERFORMANCE, POTENTIAL = KNOWN_RESULTS
_CODES = {"predicate": PREDICATE, "box": BOX}
_NUMBERS = {"performance": PERFORMANCE, "potential": POTENTIAL}
KEYS = {**_CODES, **_NUMBERS}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column's value stands: in `codes` or `numbers`, counted from one as PostgreSQL does."""

    array: str
    position: int


def places(scheme: Template) -> dict[str, Place]:
    """The columns this scheme fills, from its results alone: a measure of the same name is no result."""
    codes, numbers = value_code_keys(scheme), number_keys(scheme)
    found = {
        column: Place("codes", codes.index(key) + 1)
        for column, key in _CODES.items()
        if key in scheme.results and key in codes
    }
    found |= {
        column: Place("numbers", numbers.index(key) + 1)
        for column, key in _NUMBERS.items()
        if key in scheme.results and key in numbers
    }
    return found


def box_number(code: str | None) -> int | None:
    """The number in the name of a box; the nine names are loaded from the document, never computed."""
    digits = (code or "").removeprefix("box_")
    return int(digits) if digits.isascii() and digits.isdigit() else None
