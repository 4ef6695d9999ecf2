"""Whether a grade reaches the least one of an echelon: a remark, never a bar (PP 100/2000; not verified in full)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shortfall:
    """A grade below the least one of the echelon of a post."""

    grade: str
    minimum: str
    echelon: str


def shortfall(*, grade: str, minimum: str, echelon: str, ladder: Sequence[str]) -> Shortfall | None:
    """What is missing; None where nothing is, or the grade is not of this ladder: PPPK and PNS are not comparable.

    `ladder` holds the grades from the lowest on.
    """
    if grade not in ladder or minimum not in ladder or ladder.index(grade) >= ladder.index(minimum):
        return None
    return Shortfall(grade, minimum, echelon)
