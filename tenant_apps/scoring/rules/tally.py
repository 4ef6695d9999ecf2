"""The counts of a run after some of its people were computed again."""

from collections.abc import Mapping
from typing import Any


def moved(counts: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """`counts` with those people taken out as they were and put in as they are; a box nobody is in is left out."""
    found: dict[str, Any] = {}
    for name in {**counts, **after}:
        whole, old, new = (
            each.get(name, {} if isinstance(after[name], Mapping) else 0) for each in (counts, before, after)
        )
        if isinstance(new, Mapping):
            sums = {key: whole.get(key, 0) - old.get(key, 0) + new.get(key, 0) for key in sorted({*whole, *new})}
            found[name] = {key: number for key, number in sums.items() if number}
        else:
            found[name] = whole - old + new
    return found
