"""A number line cut where anything begins or ends: what holds on each piece, where nothing does, where two do."""

from collections.abc import Iterable
from dataclasses import dataclass
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
    """The line from the least to the greatest edge; `low` and `high` are the ends of what can occur (high included).

    A range that is empty or turned round holds nowhere. Without a `high` the line goes on for ever.
    """
    known = [each for each in stretches if each.high is None or each.low < each.high]
    edges = {each.low for each in known} | {each.high for each in known if each.high is not None}
    edges |= {end for end in (low, high) if end is not None}
    ordered = sorted(edges)
    found: list[Segment] = []
    for place, start in enumerate(ordered):
        end = ordered[place + 1] if place + 1 < len(ordered) else None
        if end is None and high is not None and start >= high and not _holds_on(known, start):
            break
        found.append(Segment(start, end, tuple(each.name for each in known if _covers(each, start))))
    if high is not None:
        return [each for each in found if each.low < high or each.names]
    return found


def _covers(each: Stretch, start: Decimal) -> bool:
    return each.low <= start and (each.high is None or start < each.high)


def _holds_on(known: Iterable[Stretch], start: Decimal) -> bool:
    return any(_covers(each, start) for each in known)
