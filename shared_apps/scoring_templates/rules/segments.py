"""A number line cut where anything begins or ends: what holds on each piece, where nothing does, where two do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named half-open range `[low, high)`; without a high end it goes on."""

    name: str
    low: Decimal
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the line and the names of all that hold on it; none: a gap, several: an overlap."""

    low: Decimal
    high: Decimal | None
    names: tuple[str, ...]


def segments(
    stretches: Iterable[Stretch], *, low: Decimal | None = None, high: Decimal | None = None
) -> list[Segment]:
    """The line from the least edge on, cut where what holds changes.

    `low` and `high` are the ends of what can occur, both included: a range that ends *at* `high` leaves it out, and
    that is a gap. Without a `high` what can occur goes on for ever; without a `low` it is not known, and nothing is
    said of what lies beyond the ranges. A range that is empty or turned round holds nowhere.
    """
    known = [each for each in stretches if each.high is None or each.low < each.high]
    edges = {each.low for each in known} | {each.high for each in known if each.high is not None}
    edges |= {end for end in (low, high) if end is not None}
    found: list[Segment] = []
    for start in sorted(edges):
        names = tuple(each.name for each in known if _covers(each, start))
        if found and found[-1].names == names:
            continue
        if found:
            found[-1] = replace(found[-1], high=start)
        found.append(Segment(start, None, names))
    if found and not found[-1].names and (low is None or (high is not None and found[-1].low > high)):
        found.pop()  # the end of the line lies beyond everything that can occur
    return found


def _covers(each: Stretch, start: Decimal) -> bool:
    return each.low <= start and (each.high is None or start < each.high)
