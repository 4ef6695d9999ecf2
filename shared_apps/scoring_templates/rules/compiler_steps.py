"""Nodes over one input, and the adjusted base: rubric, curve, clamp, adjust."""

import itertools
from collections.abc import Mapping
from decimal import Decimal

from shared_apps.scoring_templates.rules.compiler_binding import GUARD, any_of, case, column
from shared_apps.scoring_templates.rules.compiler_nodes import Expression, Frame, by_profile
from shared_apps.scoring_templates.rules.decimals import EXACT, exact_quotient
from shared_apps.scoring_templates.rules.nodes import Adjust, Adjustment, Band, Clamp, Curve, Point, Rubric


def rubric(frame: Frame, key: str, node: Rubric) -> Expression:
    """A code or a band becomes points."""
    found: dict[str | None, Expression] = {}
    if node.choices or node.bands:
        found[None] = _rubric(frame, key, node, node.choices, node.bands)
    for profile, part in sorted(node.variants.items()):
        found[profile] = _rubric(frame, key, node, part.choices, part.bands)
    return by_profile(frame, found)


def _rubric(
    frame: Frame, key: str, node: Rubric, choices: Mapping[str, Decimal | None], bands: Mapping[str, Band]
) -> Expression:
    source, places = column("v", node.input), frame.places(key)
    branches: list[tuple[str, str]] = []
    for code, points in sorted(choices.items()):
        branches.append((f"{source} = {frame.binder.text(code)}", frame.rounded_number(_given(points), places)))
    for band in sorted(bands.values(), key=lambda band: _given(band.from_)):
        below = "true" if band.to is None else f"{source} < {frame.binder.number(band.to)}"
        branches.append((below, frame.rounded_number(_given(band.points), places)))
    return _over_one(frame, key, node, case(branches))


def curve(frame: Frame, key: str, node: Curve) -> Expression:
    """A straight line between neighbouring corners."""
    found: dict[str | None, Expression] = {}
    if node.points:
        found[None] = _curve(frame, key, node, node.points)
    for profile, part in sorted(node.variants.items()):
        found[profile] = _curve(frame, key, node, part.points)
    return by_profile(frame, found)


def _curve(frame: Frame, key: str, node: Curve, points: Mapping[str, Point]) -> Expression:
    source, places = column("v", node.input), frame.places(key)
    corners = sorted((_given(point.x), _given(point.y)) for point in points.values())
    first, last = corners[0], corners[-1]
    holds = node.outside == "hold"
    branches = [
        (f"{source} < {frame.binder.number(first[0])}", frame.rounded_number(first[1], places) if holds else "NULL")
    ]
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        line = _line(frame, source, (x0, y0), (x1, y1))
        branches.append((f"{source} <= {frame.binder.number(x1)}", f"round({line}, {places})"))
    beyond = frame.rounded_number(last[1], places) if holds else "NULL"
    outside = None
    if not holds:
        outside = f"coalesce({source} NOT BETWEEN {frame.binder.number(first[0])} AND "
        outside += f"{frame.binder.number(last[0])}, false)"
    return _over_one(frame, key, node, case(branches, beyond), outside)


def _line(frame: Frame, source: str, start: tuple[Decimal, Decimal], end: tuple[Decimal, Decimal]) -> str:
    (x0, y0), number = start, frame.binder.number
    run, rise = EXACT.subtract(end[0], x0), EXACT.subtract(end[1], y0)
    beyond = f"({source} - {number(x0)})" if x0 else source
    slope = exact_quotient(rise, run)
    if slope is not None:
        return f"{beyond} * {number(slope)} + {number(y0)}" if y0 else f"{beyond} * {number(slope)}"
    return f"({beyond} * {number(rise)} + {number(EXACT.multiply(y0, run))} + {GUARD}) / {number(run)}"


def clamp(frame: Frame, key: str, node: Clamp) -> Expression:
    """A floor, a cap, or both."""
    value = _clamped(frame, column("v", node.input), node.min, node.max)
    return _over_one(frame, key, node, f"round({value}, {frame.places(key)})")


def _over_one(
    frame: Frame, key: str, node: Rubric | Curve | Clamp, value: str, outside: str | None = None
) -> Expression:
    source, inherited = column("v", node.input), frame.refused(node.input)
    reasons = [inherited]
    if outside is not None:
        reasons.append(outside)
    if node.input in frame.absent and node.missing == "refuse":
        reasons.append(f"{source} IS NULL")
    branches = [(f"{source} IS NULL", "NULL")]
    if node.input in frame.absent and node.missing == "zero":
        # Refusal before absence: `zero` may stand for what is not there, never for what was refused.
        branches = [(inherited, "NULL"), (f"{source} IS NULL", frame.nothing(key, node.missing))]
    return Expression(case(branches, value), any_of(reasons), inherited)


def adjust(frame: Frame, key: str, node: Adjust) -> Expression:
    """Base plus bonuses minus deductions, then floor and cap, then rounding."""
    sources = [node.base, *sorted(node.bonuses), *sorted(node.deductions)]
    inherited = any_of([frame.refused(name) for name in dict.fromkeys(sources)])
    total = column("v", node.base)
    for sign, steps in (("+", node.bonuses), ("-", node.deductions)):
        for name, step in sorted(steps.items()):
            total += f" {sign} {_step(frame, name, step)}"
    value = f"round({_clamped(frame, f'({total})', node.min, node.max)}, {frame.places(key)})"
    base = column("v", node.base)
    refused = inherited
    if node.base in frame.absent and node.missing == "refuse":
        refused = f"({inherited} OR {base} IS NULL)"
    branches = [(inherited, "NULL")]
    if node.base in frame.absent:
        branches.append((f"{base} IS NULL", frame.nothing(key, node.missing)))
    return Expression(case(branches, value), refused, inherited)


def _step(frame: Frame, name: str, step: Adjustment) -> str:
    source = column("v", name)
    value = f"{source} * {frame.binder.number(_given(step.times))}"
    if step.at_most is not None:
        value = f"LEAST({value}, {frame.binder.number(step.at_most)})"
    if name not in frame.absent:
        return value
    # LEAST would take the cap for an absent value, so absence is asked first.
    return f"CASE WHEN {source} IS NULL THEN {frame.binder.number(Decimal(0))} ELSE {value} END"


def _clamped(frame: Frame, value: str, floor: Decimal | None, cap: Decimal | None) -> str:
    if floor is not None:
        value = f"GREATEST({value}, {frame.binder.number(floor)})"
    return value if cap is None else f"LEAST({value}, {frame.binder.number(cap)})"


def _given(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("A scheme may have no holes.")
    return value
