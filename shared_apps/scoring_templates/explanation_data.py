"""An explanation as programs read it: the same steps and numbers as on the page, decimals as text."""

import dataclasses
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from shared_apps.scoring_templates.rules import canonical
from shared_apps.scoring_templates.rules.explanation import Division, Explanation


def as_data(told: Explanation) -> dict[str, Any]:
    """The key with its step and, beneath `inputs`, what it is made of. What is hidden or closed holds nothing more."""
    return {
        "key": told.key,
        "kind": told.kind,
        "title": _plain(told.title),
        "clause": told.clause,
        "state": told.state.value,
        "value": _plain(told.value),
        "reason": told.reason,
        "counted_as_zero": told.counted_as_zero,
        "hidden": told.hidden,
        "closed": told.closed,
        "step": None if told.step is None else {"type": type(told.step).__name__.lower(), **_fields(told.step)},
        "inputs": [{**_fields(each), "explanation": as_data(each.explanation)} for each in told.inputs],
    }


def _fields(part: Any) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(part, field.name))
        for field in dataclasses.fields(part)
        if field.name != "explanation"
    }


def _plain(value: Any) -> Any:
    """Numbers as text, exact quotients as `5/7`, sections of the document in their written form."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, BaseModel):
        return canonical.plain(value)
    if isinstance(value, Division):
        return {**_fields(value), "rounded": _plain(value.rounded)}
    if dataclasses.is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
