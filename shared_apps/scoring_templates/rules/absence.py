"""Which keys can be absent (no value, and yet not refused), read off the missing policies."""

from decimal import Decimal

from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.nodes import (
    Adjust,
    Clamp,
    Combination,
    Curve,
    NodeBase,
    Rubric,
    Sum,
    WeightedMean,
)
from shared_apps.scoring_templates.rules.sections import Matrix, Measure, Rating
from shared_apps.scoring_templates.rules.template import Template


def absent_keys(template: Template) -> frozenset[str]:
    """Every key that can be absent; keys in a circle count as never absent."""
    found: set[str] = set()
    level = graph.levels(template)
    for key in sorted(level, key=lambda name: level[name]):
        entry = graph.entry_of(template, key)
        if isinstance(entry, Measure):
            if entry.missing == "exclude_and_renormalise":
                found.add(key)
        elif isinstance(entry, Rating | Matrix):
            if graph.input_keys(entry) & found:
                found.add(key)
        elif isinstance(entry, NodeBase):
            passes_on = getattr(entry, "missing", "refuse") == "exclude_and_renormalise"
            if passes_on and too_few_possible(key, entry, found):
                found.add(key)
    return frozenset(found)


def too_few_possible(key: str, node: NodeBase, absent: frozenset[str] | set[str]) -> bool:
    """Whether the node can be left without a value by inputs that are absent."""
    if isinstance(node, Rubric | Curve | Clamp):
        return node.input in absent
    if isinstance(node, Adjust):
        return node.base in absent
    return any(part_too_few(node, part, absent) for part in graph.parts(key, node))


def part_too_few(node: NodeBase, part: graph.Part, absent: frozenset[str] | set[str]) -> bool:
    """Whether one part of a combining node can have too few inputs present."""
    used = part.in_use()
    always = [key for key in used if key not in absent]
    if len(always) == len(used):
        return False
    if isinstance(node, WeightedMean):
        present = sum((getattr(part.inputs[key], "weight", None) or Decimal(0) for key in always), Decimal(0))
        return node.minimum_weight_present is None or not present or present < node.minimum_weight_present
    if isinstance(node, Sum | Combination):
        return len(always) < max(1, node.minimum_present or 1)
    return False
