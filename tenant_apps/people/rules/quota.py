"""How many people are in office from a day on, and whether a sheet makes them too many."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date


def steps(timeline: Iterable[tuple[date, bool]], start: date) -> Iterator[tuple[date, int]]:
    """When somebody comes into office (1) and goes (-1) from a day on; who is there already comes on that day."""
    held = False
    ordered = sorted(timeline)
    for place, (day, in_office) in enumerate(ordered):
        if day <= start and place + 1 < len(ordered) and ordered[place + 1][0] <= start:
            continue  # over before the start
        if in_office != held:
            yield max(day, start), 1 if in_office else -1
        held = in_office


def fullest(before: Counter[date], added: Counter[date]) -> int:
    """The most people in office on a day on which the sheet adds somebody; 0 where it adds nobody.

    Days on which it adds nobody are not the sheet's doing: the same sheet again is never refused.
    """
    there = more = most = 0
    for day in sorted({*before, *added}):
        there += before[day]
        more += added[day]
        if more > 0:
            most = max(most, there + more)
    return most


def is_near(used: int, limit: int) -> bool:
    """Whether it is time to speak of the quota: nine tenths of it are used."""
    return used * 10 >= limit * 9
