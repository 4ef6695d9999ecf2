"""Explaining rubrics, curves, clamps and adjustments."""

import itertools
from collections.abc import Mapping
from decimal import Decimal

from shared_apps.scoring_templates.rules import decimals, kinds
from shared_apps.scoring_templates.rules.decimals import EXACT
from shared_apps.scoring_templates.rules.explanation import (
    Adjusted,
    Choice,
    Division,
    Explanation,
    Input,
    Limits,
    Line,
    State,
    Step,
    Table,
)
from shared_apps.scoring_templates.rules.nodes import Adjust, Adjustment, Clamp, Curve, Rubric, RubricPart
from shared_apps.scoring_templates.rules.outcome import Outcome, left_without, number_of, refused_by
from shared_apps.scoring_templates.rules.template import Template


def _rounded(value: Decimal, places: int) -> Decimal:
    return decimals.with_places(decimals.round_half_up(value, places), places)


def _over_one(missing: str, places: int, child: Explanation, step: Step, value: Decimal | None) -> Outcome:
    """Refusal and absence pass through a node with one input, absence by its own policy."""
    inputs = (Input(child, "input", used=child.state is State.VALUE),)
    if child.state is State.REFUSED:
        return Outcome(State.REFUSED, step=step, inputs=inputs)
    if child.state is State.ABSENT:
        return left_without(missing, places, step, inputs)
    if value is None:
        return Outcome(State.REFUSED, reason="outside_curve", step=step, inputs=inputs)
    return Outcome(State.VALUE, _rounded(value, places), step=step, inputs=inputs)


def rubric(scheme: Template, node: Rubric, profile: str | None, places: int, child: Explanation) -> Outcome:
    """The row of the code, or the band [from, to) of the number."""
    part: Rubric | RubricPart = node.variants.get(profile or "", node)
    rows: list[Choice] = []
    for code in kinds.codes_of(scheme, node.input) or ():
        points = part.choices.get(code)
        if points is not None:
            rows.append(Choice(code, None, None, points, code == child.value))
    bands = sorted(part.bands.values(), key=lambda band: band.from_ or Decimal(0))
    for band in bands:
        low, points = band.from_, band.points
        if low is None or points is None:
            continue
        number = child.value if isinstance(child.value, Decimal) else None
        chosen = number is not None and low <= number and (band.to is None or number < band.to)
        rows.append(Choice(None, low, band.to, points, chosen))
    found = next((row.points for row in rows if row.chosen), None)
    return _over_one(node.missing, places, child, Table(tuple(rows)), found)


def curve(node: Curve, profile: str | None, places: int, child: Explanation) -> Outcome:
    """A straight line between the two corners around the value."""
    variant = node.variants.get(profile or "")
    points = node.points if variant is None else variant.points
    corners = sorted((p.x, p.y) for p in points.values() if p.x is not None and p.y is not None)
    if not isinstance(child.value, Decimal):
        return _over_one(node.missing, places, child, Line(tuple(corners), None, None, None), None)
    x = child.value
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        if x0 <= x <= x1:
            run = EXACT.subtract(x1, x0)
            rise = EXACT.multiply(EXACT.subtract(x, x0), EXACT.subtract(y1, y0))
            division = Division(EXACT.add(EXACT.multiply(y0, run), rise), run, places)
            line = Line(tuple(corners), (x0, y0), (x1, y1), division)
            return _over_one(node.missing, places, child, line, division.rounded)
    end = corners[0][1] if x < corners[0][0] else corners[-1][1]
    outside = end if node.outside == "hold" else None
    return _over_one(node.missing, places, child, Line(tuple(corners), None, None, None), outside)


def clamp(node: Clamp, places: int, child: Explanation) -> Outcome:
    """At least the floor, at most the cap."""
    value = _clamped(number_of(child), node.min, node.max) if child.state is State.VALUE else None
    return _over_one(node.missing, places, child, Limits(node.min, node.max), value)


def _clamped(value: Decimal, floor: Decimal | None, cap: Decimal | None) -> Decimal:
    if floor is not None:
        value = max(value, floor)
    return value if cap is None else min(value, cap)


def adjust(node: Adjust, places: int, children: Mapping[str, Explanation]) -> Outcome:
    """Base plus bonuses minus deductions, each at most so much."""
    base = children[node.base]
    inputs = [Input(base, "base", used=base.state is State.VALUE)]
    for role, steps in (("bonus", node.bonuses), ("deduction", node.deductions)):
        inputs.extend(_adjustment(children[name], role, step) for name, step in sorted(steps.items()))
    found = tuple(inputs)
    before: Decimal | None = None
    refused = refused_by(entry.explanation for entry in found)
    if not refused and base.state is State.VALUE:
        before = number_of(base)
        for entry in found[1:]:
            signed = entry.product or Decimal(0)
            before = EXACT.add(before, signed if entry.role == "bonus" else -signed)
    step = Adjusted(before, node.min, node.max)
    if refused:
        return Outcome(State.REFUSED, step=step, inputs=found)
    if before is None:
        return left_without(node.missing, places, step, found)
    value = _rounded(_clamped(before, node.min, node.max), places)
    return Outcome(State.VALUE, value, step=step, inputs=found)


def _adjustment(child: Explanation, role: str, step: Adjustment) -> Input:
    product = None
    if child.state is State.VALUE:
        product = EXACT.multiply(number_of(child), step.times or Decimal(1))
        product = product if step.at_most is None else min(product, step.at_most)
    there = child.state is State.VALUE
    return Input(child, role, used=there, times=step.times, at_most=step.at_most, product=product, clause=step.clause)
