"""Looking up a place in a document by its path, and comparing values as they are written."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from shared_apps.scoring_templates.rules import canonical

NOWHERE = object()


def look_up(document: BaseModel, place: Sequence[str]) -> Any:
    """The value at a place; NOWHERE when there is no such place (an optional field that is empty is None)."""
    found: Any = document
    for step in place:
        if isinstance(found, BaseModel):
            found = _field(found, step)
        elif isinstance(found, Mapping):
            found = found.get(step, NOWHERE)
        else:
            return NOWHERE
        if found is NOWHERE:
            return NOWHERE
    return found


def _field(section: BaseModel, step: str) -> Any:
    for name, field in type(section).model_fields.items():
        if step == (field.alias or name):
            return getattr(section, name)
    return NOWHERE


def is_leaf(value: Any) -> bool:
    """Only a number, a word, true or false, or a hole may be overridden one by one."""
    return not isinstance(value, BaseModel | Mapping | list | tuple)


def same_value(first: Any, second: Any) -> bool:
    """Equal as stored: 46, 46.0 and "46" are one value, because a stored document keeps decimals as text."""
    if first is None or second is None:
        return first is second
    return bool(_written(first) == _written(second))


def _written(value: Any) -> Any:
    plain = canonical.plain(value)
    return str(plain) if isinstance(plain, int) and not isinstance(plain, bool) else plain
