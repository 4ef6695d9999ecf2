"""From plain data to a template, with every fault of shape as a problem at its place."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from shared_apps.scoring_templates.rules import pointers, yaml_reading
from shared_apps.scoring_templates.rules.problems import Problem, in_order
from shared_apps.scoring_templates.rules.template import Template

_OWN = frozenset(
    {"shape", "decimal_expected", "decimal_out_of_limits", "weight_too_fine", "key_invalid", "duplicate_key"}
)
_Read = TypeVar("_Read", bound=BaseModel)


def load_yaml(text: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The plain data of a YAML document; data is None when it cannot be used at all."""
    data, problems = yaml_reading.load(text)
    if problems:
        return None, in_order(problems)
    if not isinstance(data, dict):
        return None, [Problem("shape", "", {"detail": "a mapping is expected"})]
    return data, []


def parse(data: Mapping[str, Any]) -> tuple[Template | None, list[Problem]]:
    """The template of this data, or every fault of its shape."""
    return parse_as(Template, data)


def parse_as(model: type[_Read], data: Any) -> tuple[_Read | None, list[Problem]]:
    """Read any section; used for templates, customisations and whole local objects."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, in_order(_problem(detail, data) for detail in error.errors(include_url=False))


def read_yaml(text: str) -> tuple[Template | None, list[Problem]]:
    """Both steps: YAML text to template."""
    data, problems = load_yaml(text)
    return (None, problems) if data is None else parse(data)


def from_json(text: str) -> Template:
    """A stored document; it was checked before it was stored, so a fault here is a fault of the program."""
    return Template.model_validate(json.loads(text))


def _problem(detail: ErrorDetails, data: Any) -> Problem:
    code = detail["type"] if detail["type"] in _OWN else "shape"
    path = pointers.join(*_place(detail["loc"], data, missing=detail["type"] == "missing"))
    context = detail.get("ctx") or {}
    expected = context.get("expected") or context.get("expected_tags") or context.get("max_length") or ""
    return Problem(code, path, {"detail": detail["msg"], "kind": detail["type"], "expected": str(expected)})


def _place(loc: Iterable[int | str], data: Any, *, missing: bool) -> list[str]:
    """The place in the data: pydantic's own marks (the kind of a union, `[key]`) are no part of it."""
    segments: list[str] = []
    steps = [step for step in loc if step != "[key]"]
    for number, step in enumerate(steps):
        known = (isinstance(data, Mapping) and step in data) or (isinstance(data, list) and isinstance(step, int))
        if known:
            data = data[step] if not isinstance(data, list) else data[int(step)]
        elif not (missing and number == len(steps) - 1):
            continue
        segments.append(str(step))
    return segments
