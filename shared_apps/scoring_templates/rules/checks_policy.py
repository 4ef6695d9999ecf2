"""Holes, and what the template lets a region change."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from shared_apps.scoring_templates.rules import pointers
from shared_apps.scoring_templates.rules.nodes import WeightedMean
from shared_apps.scoring_templates.rules.permissions import permission_at
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template


def check(template: Template, *, as_scheme: bool) -> Iterator[Problem]:
    """Problems of holes and permissions."""
    for place in holes(template):
        path = pointers.join(*place)
        if as_scheme:
            yield Problem("value_required", path, {"path": path})
            continue
        permission = permission_at(template, place)
        if permission is None or not permission.required:
            yield Problem("hole_not_required", path, {"path": path})
    if template.customisation is not None:
        yield from _permissions(template)
        yield from _local(template)


def holes(part: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every place with null where a number or comparator belongs (where null is not simply the default)."""
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            here = (*place, field.alias or name)
            if here[0] == "customisation":
                continue
            if value is None and not (field.default is None and not field.is_required()) and name != "to":
                yield here
            else:
                yield from holes(value, here)
    elif isinstance(part, Mapping):
        for key, value in part.items():
            if value is None:
                yield (*place, str(key))
            else:
                yield from holes(value, (*place, str(key)))


def _permissions(template: Template) -> Iterator[Problem]:
    paths = template.customisation.paths if template.customisation else {}
    for pattern, permission in paths.items():
        path = pointers.join("customisation", "paths", pattern)
        if pointers.split(pattern) is None:
            yield Problem("shape", path, {"detail": "a pattern begins with /"})
        ends = permission.min is not None or permission.max is not None
        if permission.allow == "bounded" and ends == (permission.one_of is not None):
            yield Problem("shape", path, {"detail": "bounded needs min and max, or one_of"})
        if permission.min is not None and permission.max is not None and permission.min > permission.max:
            yield Problem("range_empty", path, {"name": pattern})
        if permission.required and permission.allow == "locked":
            yield Problem("shape", path, {"detail": "required, but locked"})


def _local(template: Template) -> Iterator[Problem]:
    local = template.customisation.local if template.customisation else None
    for key, share in (local.shares if local else {}).items():
        path = pointers.join("customisation", "local", "shares", key)
        node = template.nodes.get(key)
        if not isinstance(node, WeightedMean):
            yield Problem("path_unknown", path, {"name": key})
        elif share <= 0 or share > node.total:
            yield Problem("range_empty", path, {"name": key})
