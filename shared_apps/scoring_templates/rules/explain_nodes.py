"""Explaining nodes: the calculation as it can be repeated with a calculator."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from shared_apps.scoring_templates.rules import decimals, explain_steps, graph, kinds
from shared_apps.scoring_templates.rules.decimals import EXACT
from shared_apps.scoring_templates.rules.explanation import (
    Combined,
    Division,
    Explanation,
    GroupSum,
    Input,
    State,
    Weighted,
)
from shared_apps.scoring_templates.rules.nodes import (
    Adjust,
    Clamp,
    Combination,
    Curve,
    Node,
    Rubric,
    Sum,
    WeightedInput,
    WeightedMean,
)
from shared_apps.scoring_templates.rules.outcome import Outcome, left_without, number_of, refused_by
from shared_apps.scoring_templates.rules.template import Template


def calculated(
    scheme: Template, key: str, node: Node, profile: str | None, children: Mapping[str, Explanation]
) -> Outcome:
    """One node's value from its inputs' values."""
    if getattr(node, "variants", {}) and profile not in scheme.profiles:
        return Outcome(State.REFUSED, reason="profile:unknown")
    places = kinds.decimals_of(scheme, key)
    if isinstance(node, WeightedMean | Sum | Combination):
        variants = {part.profile: part for part in graph.parts(key, node)}
        part = variants[profile] if profile in variants else variants[None]
        if isinstance(node, WeightedMean):
            return _weighted(node, part, places, children)
        return _combined(node, part, places, children)
    if isinstance(node, Rubric):
        return explain_steps.rubric(scheme, node, profile, places, children[node.input])
    if isinstance(node, Curve):
        return explain_steps.curve(node, profile, places, children[node.input])
    if isinstance(node, Clamp):
        return explain_steps.clamp(node, places, children[node.input])
    if isinstance(node, Adjust):
        return explain_steps.adjust(node, places, children)
    raise TypeError(f"{key} is no known kind of node.")


def _weighted(node: WeightedMean, part: graph.Part, places: int, children: Mapping[str, Explanation]) -> Outcome:
    used = {name: _weight(part, name) for name in part.in_use()}
    there = {name: weight for name, weight in used.items() if children[name].state is State.VALUE}
    refused = refused_by(children[name] for name in used)
    present = decimals.total(there.values())
    enough = bool(there) and (node.minimum_weight_present is None or present >= node.minimum_weight_present)
    counted = enough and not refused
    inputs = tuple(_weighted_input(part, name, children[name], present if counted else None) for name in used)
    division = None
    if counted:
        total = decimals.total(entry.product for entry in inputs if entry.product is not None)
        division = Division(total, present, places)
    groups = tuple(GroupSum(name, group.title, group.weight) for name, group in sorted(node.groups.items()))
    step = Weighted(node.total, present, node.minimum_weight_present, groups, division)
    if refused:
        return Outcome(State.REFUSED, step=step, inputs=inputs)
    if division is None:
        return left_without(node.missing, places, step, inputs)
    return Outcome(State.VALUE, division.rounded, step=step, inputs=inputs)


def _weight(part: graph.Part, name: str) -> Decimal:
    entry = part.inputs[name]
    return (entry.weight if isinstance(entry, WeightedInput) else None) or Decimal(0)


def _weighted_input(part: graph.Part, name: str, child: Explanation, present: Decimal | None) -> Input:
    weight, entry = _weight(part, name), part.inputs[name]
    there = child.state is State.VALUE
    return Input(
        child,
        "input",
        used=there,
        weight=weight,
        share=Fraction(weight) / Fraction(present) if there and present else None,
        product=EXACT.multiply(weight, number_of(child)) if there else None,
        group=entry.group if isinstance(entry, WeightedInput) else None,
        clause=entry.clause,
    )


def _combined(node: Sum | Combination, part: graph.Part, places: int, children: Mapping[str, Explanation]) -> Outcome:
    inputs: list[Input] = []
    for name in part.in_use():
        child, times = children[name], getattr(part.inputs[name], "times", None)
        there = child.state is State.VALUE
        product = EXACT.multiply(number_of(child), times or Decimal(1)) if there else None
        inputs.append(Input(child, "input", used=there, times=times, product=product, clause=part.inputs[name].clause))
    found = tuple(inputs)
    products = [entry.product for entry in found if entry.product is not None]
    how = node.kind
    enough = len(products) >= max(1, node.minimum_present or 1)
    refused = refused_by(entry.explanation for entry in found)
    division = None
    if enough and not refused and how in {"sum", "mean"}:
        division = Division(decimals.total(products), Decimal(len(products) if how == "mean" else 1), places)
    step = Combined(how, len(products), node.minimum_present, division)
    if refused:
        return Outcome(State.REFUSED, step=step, inputs=found)
    if not enough:
        return left_without(node.missing, places, step, found)
    chosen = division.exact if division else Fraction(min(products) if how == "min" else max(products))
    value = decimals.with_places(decimals.round_half_up(chosen, places), places)
    return Outcome(State.VALUE, value, step=step, inputs=found)
