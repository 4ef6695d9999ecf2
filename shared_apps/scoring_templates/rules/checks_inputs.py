"""Combining nodes: weights that sum, subtotals, factors, minima."""

from collections.abc import Iterator
from decimal import Decimal

from shared_apps.scoring_templates.rules import absence, graph, pointers
from shared_apps.scoring_templates.rules.decimals import canonical_text
from shared_apps.scoring_templates.rules.nodes import (
    Adjust,
    Clamp,
    Combination,
    Sum,
    WeightedInput,
    WeightedMean,
)
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template


def check(template: Template) -> Iterator[Problem]:
    """Problems of inputs, weights and factors."""
    absent = absence.absent_keys(template)
    for key, node in template.nodes.items():
        if isinstance(node, WeightedMean | Sum | Combination):
            if not graph.parts(key, node) and not node.variants:
                yield Problem("inputs_missing", pointers.join("nodes", key, "inputs"), {"name": key})
            for part in graph.parts(key, node):
                if not part.inputs:
                    yield Problem("inputs_missing", pointers.join(*part.path), {"name": key})
                yield from _minimum(key, node, part, absent)
        if isinstance(node, WeightedMean):
            yield from _weights(key, node)
        elif isinstance(node, Sum):
            for part in graph.parts(key, node):
                yield from _factors(part)
        elif isinstance(node, Adjust):
            yield from _adjustments(key, node)
        if isinstance(node, Adjust | Clamp):
            yield from _ends(key, node)


def _weights(key: str, node: WeightedMean) -> Iterator[Problem]:
    if node.total <= 0:
        yield Problem("total_not_positive", pointers.join("nodes", key, "total"), {"name": key})
    for part in graph.parts(key, node):
        entries = {name: entry for name, entry in part.inputs.items() if isinstance(entry, WeightedInput)}
        for name, entry in entries.items():
            if entry.weight is not None and entry.weight < 0:
                yield Problem("weight_negative", pointers.join(*part.path, name, "weight"), {"name": name})
            if entry.group is not None and entry.group not in node.groups:
                yield Problem("group_unknown", pointers.join(*part.path, name, "group"), {"name": entry.group})
        total = _total(list(entries.values()))
        if entries and total is not None and total != node.total:
            sums = {"sum": canonical_text(total), "total": canonical_text(node.total)}
            yield Problem("weights_sum", pointers.join(*part.path), sums)
        yield from _groups(key, node, part, entries)


def _groups(key: str, node: WeightedMean, part: graph.Part, entries: dict[str, WeightedInput]) -> Iterator[Problem]:
    place = part.path if part.profile else ("nodes", key, "groups")
    for name, group in node.groups.items():
        total = _total([entry for entry in entries.values() if entry.group == name])
        if total is not None and total != group.weight:
            params = {"group": name, "sum": canonical_text(total), "expected": canonical_text(group.weight)}
            yield Problem("group_sum", pointers.join(*place, name), params)


def _total(entries: list[WeightedInput]) -> Decimal | None:
    """The sum of the weights; None while one of them is a hole."""
    weights = [entry.weight for entry in entries if entry.weight is not None]
    return sum(weights, Decimal(0)) if len(weights) == len(entries) else None


def _factors(part: graph.Part) -> Iterator[Problem]:
    for name, entry in part.inputs.items():
        times = getattr(entry, "times", None)
        if times is not None and times <= 0:
            yield Problem("times_not_positive", pointers.join(*part.path, name, "times"), {"name": name})


def _adjustments(key: str, node: Adjust) -> Iterator[Problem]:
    for field, steps in (("bonuses", node.bonuses), ("deductions", node.deductions)):
        for name, step in steps.items():
            if step.times is not None and step.times <= 0:
                path = pointers.join("nodes", key, field, name, "times")
                yield Problem("times_not_positive", path, {"name": name})
    if not node.bonuses and not node.deductions:
        yield Problem("inputs_missing", pointers.join("nodes", key, "bonuses"), {"name": key})


def _ends(key: str, node: Adjust | Clamp) -> Iterator[Problem]:
    useless = isinstance(node, Clamp) and node.min is None and node.max is None
    crossed = node.min is not None and node.max is not None and node.min > node.max
    if useless or crossed:
        yield Problem("clamp_empty", pointers.join("nodes", key, "max"), {"name": key})


def _minimum(
    key: str, node: WeightedMean | Sum | Combination, part: graph.Part, absent: frozenset[str]
) -> Iterator[Problem]:
    field = "minimum_weight_present" if isinstance(node, WeightedMean) else "minimum_present"
    minimum: Decimal | int | None = getattr(node, field)
    path = pointers.join("nodes", key, field)
    optional = [name for name in part.in_use() if name in absent]
    if minimum is None:
        if optional:
            yield Problem("minimum_required", path, {"name": ", ".join(optional)})
        return
    most = node.total if isinstance(node, WeightedMean) else len(part.inputs)
    if minimum <= 0 or minimum > most:
        yield Problem("minimum_impossible", path, {"name": key})
