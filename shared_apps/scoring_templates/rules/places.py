"""Looking up a place in a document by its path, and comparing values as they are written."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from shared_apps.scoring_templates.rules import decimals

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
    """Equal as stored: 46, 46.0 and "46" are one number, because a stored document keeps decimals as text."""
    if _is_number(first) or _is_number(second):
        numbers = [decimals.read_text(value) if isinstance(value, str) else value for value in (first, second)]
        return all(_is_number(number) for number in numbers) and bool(numbers[0] == numbers[1])
    return type(first) is type(second) and bool(first == second)


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def steps(section: Any) -> list[tuple[str, Any]]:
    """What stands one step below, under the names a path uses."""
    if isinstance(section, BaseModel):
        return [(field.alias or name, getattr(section, name)) for name, field in type(section).model_fields.items()]
    return list(section.items()) if isinstance(section, Mapping) else []
