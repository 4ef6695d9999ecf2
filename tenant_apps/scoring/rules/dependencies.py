"""In which order schemes run when one reads a result of another."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter


def in_order(needs: Mapping[str, Collection[str]]) -> tuple[str, ...] | None:
    """The templates, each after those whose results it reads, ties by key; None when they go in a circle.

    A template that is needed but not adopted is no step: its result is then simply not known.
    """
    sorter = TopologicalSorter({key: [other for other in needs[key] if other in needs] for key in sorted(needs)})
    try:
        sorter.prepare()
    except CycleError:
        return None
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order.extend(ready)
        sorter.done(*ready)
    return tuple(order)
