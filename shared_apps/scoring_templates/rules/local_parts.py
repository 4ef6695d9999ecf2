"""A region's own measures and nodes: `local_…` keys, within the share the template grants."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from shared_apps.scoring_templates.rules import graph, pointers
from shared_apps.scoring_templates.rules.decimals import canonical_text
from shared_apps.scoring_templates.rules.nodes import WeightedInput, WeightedMean
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template

LOCAL = "local_"


def is_local(place: Sequence[str]) -> bool:
    """A whole measure, a whole node, or an input of a node, whose key is the region's own."""
    return bool(place) and place[-1].startswith(LOCAL) and _kind(place) is not None


def _kind(place: Sequence[str]) -> str | None:
    if len(place) == 2 and place[0] in {"measures", "nodes"}:
        return place[0]
    if len(place) == 4 and place[0] == "nodes" and place[2] == "inputs":
        return "inputs"
    if len(place) == 6 and (place[0], place[2], place[4]) == ("nodes", "variants", "inputs"):
        return "inputs"
    return None


def problem(template: Template, place: Sequence[str], value: Any) -> Problem | None:
    """Why this local object may not be added here, if it may not."""
    path = pointers.join(*place)
    local = template.customisation.local if template.customisation else None
    if local is None:
        return Problem("local_not_allowed", path, {"detail": path})
    if not isinstance(value, Mapping):
        return Problem("path_not_a_value", path, {"path": path})
    if _kind(place) == "inputs" and (place[1] not in local.shares or not _exists(template, place)):
        return Problem("local_not_allowed", path, {"detail": place[1]})
    return None


def _exists(template: Template, place: Sequence[str]) -> bool:
    node = template.nodes.get(place[1])
    if not isinstance(node, WeightedMean):
        return False
    return place[3] in node.variants if place[2] == "variants" else bool(node.inputs)


def check(template: Template, scheme: Template) -> list[Problem]:
    """The limits over all local parts together."""
    local = template.customisation.local if template.customisation else None
    if local is None:
        return []
    own = [key for key in scheme.measures if key.startswith(LOCAL)]
    problems = list(_shares(scheme, local.shares))
    if len(own) > local.maximum_measures:
        detail = f"{len(own)} > {local.maximum_measures}"
        problems.append(Problem("local_too_many", "/measures", {"detail": detail}))
    for key in own:
        source = scheme.measures[key].source
        if source not in local.sources:
            problems.append(Problem("local_source", pointers.join("measures", key, "source"), {"detail": source}))
    return problems


def _shares(scheme: Template, shares: Mapping[str, Decimal]) -> Iterator[Problem]:
    for key, share in shares.items():
        node = scheme.nodes.get(key)
        for part in graph.parts(key, node) if node is not None else []:
            weights = [
                entry.weight
                for name, entry in part.inputs.items()
                if name.startswith(LOCAL) and isinstance(entry, WeightedInput) and entry.weight is not None
            ]
            total = sum(weights, Decimal(0))
            if total > share:
                detail = f"{canonical_text(total)} > {canonical_text(share)}"
                yield Problem("local_share", pointers.join(*part.path), {"detail": detail})
