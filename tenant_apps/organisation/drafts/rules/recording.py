"""A change as plain values, as it is kept and sent, and back."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from tenant_apps.organisation.rules.changes import Addition, Change, Move, Renaming
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.organisation.rules.endings import Closing, Handover, Merge, Replacement, Split

Values = Mapping[str, Any]


def recorded(change: Change) -> tuple[str, dict[str, Any]]:
    """Kind and values of a change, fit for JSON."""
    match change:
        case Addition(node):
            return "add", _plain(node)
        case Renaming(unit_id, name, abbreviation):
            return "rename", {"unit_id": str(unit_id), "name": name, "abbreviation": abbreviation}
        case Move(unit_id, parent_id):
            return "move", {"unit_id": str(unit_id), "parent_id": str(parent_id)}
        case Merge(unit_ids, into):
            return "merge", {"unit_ids": [str(each) for each in unit_ids], "into": str(into)}
        case Split(unit_id, parts, taken):
            gone = {str(child): str(part) for child, part in taken.items()}
            return "split", {"unit_id": str(unit_id), "parts": [_plain(part) for part in parts], "taken": gone}
        case Closing(unit_id, people_to, units_to):
            told = {"people_to": people_to, "units_to": units_to}
            return "close", {"unit_id": str(unit_id)} | {key: str(to) if to else None for key, to in told.items()}
        case Handover(unit_id, people_to):
            return "hand_over", {"unit_id": str(unit_id), "people_to": str(people_to)}
        case Replacement(nodes, source):
            return "replace", {"units": [_plain(node) for node in nodes], "source": source}
    raise TypeError(type(change).__name__)


def change_of(kind: str, values: Values) -> Change:
    """The change that was recorded."""
    return _KINDS[kind](values)


def is_same(kind: str, values: Values, other_kind: str, other: Values) -> bool:
    """Whether two changes ask for the same thing; the identity a new unit was given does not count."""
    return kind == other_kind and _asked(kind, values) == _asked(kind, other)


def _asked(kind: str, values: Values) -> Any:
    if kind == "add":
        return {key: value for key, value in values.items() if key != "unit_id"}
    if kind == "split":
        parts = [{key: value for key, value in part.items() if key != "unit_id"} for part in values["parts"]]
        numbers = {part["unit_id"]: number for number, part in enumerate(values["parts"])}
        return values["unit_id"], parts, {child: numbers[part] for child, part in values["taken"].items()}
    return values


def _plain(node: Node) -> dict[str, Any]:
    known = asdict(node)
    return {**known, "unit_id": str(node.unit_id), "parent_id": str(node.parent_id) if node.parent_id else None}


def _node(values: Values) -> Node:
    parent_id = values["parent_id"]
    ids = {"unit_id": uuid.UUID(values["unit_id"]), "parent_id": uuid.UUID(parent_id) if parent_id else None}
    return Node(**{**values, **ids})


def _id(values: Values, key: str = "unit_id") -> uuid.UUID:
    return uuid.UUID(values[key])


_KINDS: Mapping[str, Callable[[Values], Change]] = {
    "add": lambda v: Addition(_node(v)),
    "rename": lambda v: Renaming(_id(v), v["name"], v["abbreviation"]),
    "move": lambda v: Move(_id(v), _id(v, "parent_id")),
    "merge": lambda v: Merge(tuple(uuid.UUID(each) for each in v["unit_ids"]), _id(v, "into")),
    "split": lambda v: Split(
        _id(v),
        tuple(_node(part) for part in v["parts"]),
        {uuid.UUID(child): uuid.UUID(part) for child, part in v["taken"].items()},
    ),
    "close": lambda v: Closing(
        _id(v),
        _id(v, "people_to") if v["people_to"] else None,
        _id(v, "units_to") if v.get("units_to") else None,  # steps of before name none: one level up
    ),
    "hand_over": lambda v: Handover(_id(v), _id(v, "people_to")),
    "replace": lambda v: Replacement(tuple(_node(each) for each in v["units"]), v["source"]),
}
