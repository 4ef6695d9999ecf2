"""The history of one unit as values: from its rows in all versions and the successions that name it.

DOMAIN §15: units keep their identity, names change by decree, units have successors and splits.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

EventKind = Literal[
    "first",  # stands in the first structure that is known
    "founded",
    "returned",
    "split_from",
    "took_over",  # others were merged into it
    "took_people",  # others were closed, their people came here
    "moved",
    "renamed",
    "changed",
    "split",
    "merged",
    "closed",
]
_CAME: Mapping[str, EventKind] = {"split": "split_from", "merged": "took_over", "closed": "took_people"}
_WENT: Mapping[str, EventKind] = {"split": "split", "merged": "merged", "closed": "closed"}


@dataclass(frozen=True)
class Facet:
    """What a unit was at a time; `parent_name` is what the unit above it was called then."""

    name: str
    abbreviation: str = ""
    parent_id: uuid.UUID | None = None
    parent_name: str = ""
    code: str = ""
    unit_type: str = ""
    echelon: str = ""


@dataclass(frozen=True)
class Standing:
    """How the unit stands from the day of a version on; None where that version does not have it."""

    day: date
    facet: Facet | None


@dataclass(frozen=True)
class Handing:
    """A unit that ended or gave a part, by kind `merged`, `split` or `closed`."""

    kind: str
    unit_id: uuid.UUID
    successor_id: uuid.UUID | None
    day: date
    decree: str


@dataclass(frozen=True)
class Event:
    """One change of the unit on a day; `decree` is empty where the one of that day's version counts."""

    day: date
    kind: EventKind
    before: Facet | None
    after: Facet | None
    units: tuple[uuid.UUID, ...] = ()  # it came from, or went to
    decree: str = ""


def events(
    unit_id: uuid.UUID,
    standings: Sequence[Standing],
    handings: Sequence[Handing],
    stands: Collection[tuple[uuid.UUID, date]],
) -> tuple[Event, ...]:
    """Everything that happened to a unit, the oldest first.

    `standings` are in the order of their days; `stands` tells which other units stand in the version of a day: a
    succession that a later decision took back again, before or on its day, is left out.
    """
    found: list[Event] = []
    before: Facet | None = None
    is_known = False
    for place, standing in enumerate(standings):
        held = [each for each in handings if each.day == standing.day]
        found += _on(unit_id, standing, before, _holding(unit_id, standing, held, stands), is_known, place == 0)
        before, is_known = standing.facet, is_known or standing.facet is not None
    return tuple(found)


def _holding(
    unit_id: uuid.UUID, standing: Standing, held: Sequence[Handing], stands: Collection[tuple[uuid.UUID, date]]
) -> list[Handing]:
    """The successions that agree with the version of their day."""

    def is_there(each: uuid.UUID | None) -> bool:
        return standing.facet is not None if each == unit_id else (each, standing.day) in stands

    def agrees(each: Handing) -> bool:
        if each.kind == "split":
            return is_there(each.successor_id)
        return not is_there(each.unit_id) and (each.successor_id is None or is_there(each.successor_id))

    return [each for each in held if agrees(each)]


def _on(
    unit_id: uuid.UUID, now: Standing, before: Facet | None, held: Sequence[Handing], is_known: bool, is_first: bool
) -> Iterator[Event]:
    """What a version did to the unit."""
    after = now.facet
    came = _grouped(now, before, [each for each in held if each.successor_id == unit_id], _CAME)
    went = _grouped(now, before, [each for each in held if each.unit_id == unit_id], _WENT)
    if before is None and after is not None:
        is_part = any(event.kind == "split_from" for event in came)
        if not is_part:
            kind: EventKind = "returned" if is_known else "first" if is_first else "founded"
            yield Event(now.day, kind, None, after)
    elif before is not None and after is not None and before != after:
        yield from _facts(now.day, before, after)
    yield from came
    yield from went
    if before is not None and after is None and not any(event.kind in {"merged", "closed"} for event in went):
        yield Event(now.day, "closed", before, None)


def _facts(day: date, before: Facet, after: Facet) -> Iterator[Event]:
    """Moved and renamed on one day are two changes; a parent that is only called otherwise is none."""
    if before.parent_id != after.parent_id:
        yield Event(day, "moved", before, after)
    if (before.name, before.abbreviation) != (after.name, after.abbreviation):
        yield Event(day, "renamed", before, after)
    if (before.code, before.unit_type, before.echelon) != (after.code, after.unit_type, after.echelon):
        yield Event(day, "changed", before, after)


def _grouped(
    now: Standing, before: Facet | None, held: Sequence[Handing], kinds: Mapping[str, EventKind]
) -> list[Event]:
    """Successions of one kind and decree are one event; who it came from, or went to, stands in it."""
    is_coming = kinds is _CAME
    units: dict[tuple[EventKind, str], list[uuid.UUID]] = {}
    for each in held:
        other = each.unit_id if is_coming else each.successor_id
        named = units.setdefault((kinds[each.kind], each.decree), [])
        if other is not None and other not in named:
            named.append(other)
    return [Event(now.day, kind, before, now.facet, tuple(named), decree) for (kind, decree), named in units.items()]
