"""What can really occur: the least and greatest value of every number, computed through the tree."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from shared_apps.scoring_templates.rules import absence, decimals, graph, kinds
from shared_apps.scoring_templates.rules.nodes import (
    Adjust,
    Clamp,
    Combination,
    Curve,
    NodeBase,
    Rubric,
    RubricPart,
    Sum,
    WeightedMean,
)
from shared_apps.scoring_templates.rules.range_steps import (
    Span,
    adjusted,
    clamped,
    combined,
    on_bands,
    on_curve,
    scaled,
    weighted,
)
from shared_apps.scoring_templates.rules.sections import NUMERIC_TYPES, Measure
from shared_apps.scoring_templates.rules.template import Template

__all__ = ["Span", "spans"]


def spans(template: Template) -> dict[str, Span | None]:
    """The span of every numeric key; None where it cannot be told (a hole, or a fault told elsewhere)."""
    walk = _Walk(template, absence.absent_keys(template), {})
    level = graph.levels(template)
    for key in sorted(level, key=lambda name: level[name]):
        if kinds.is_number(template, key):
            walk.found[key] = walk.span(key)
    return walk.found


@dataclass(frozen=True, slots=True)
class _Walk:
    template: Template
    absent: frozenset[str]
    found: dict[str, Span | None]

    def span(self, key: str) -> Span | None:
        entry = graph.entry_of(self.template, key)
        if isinstance(entry, Measure):
            return measure_span(entry)
        if not isinstance(entry, NodeBase):
            return None
        span = self._node(key, entry)
        if span is None:
            return None
        places = kinds.decimals_of(self.template, key)
        if getattr(entry, "missing", "") == "zero" and absence.too_few_possible(key, entry, self.absent):
            span = span.including_zero()
        return span.rounded(places)

    def _node(self, key: str, node: NodeBase) -> Span | None:
        if isinstance(node, Rubric):
            return self._rubric(node)
        if isinstance(node, Curve):
            below = self.found.get(node.input)
            sets = [node.points, *(variant.points for variant in node.variants.values())]
            return _union(on_curve(below, points.values()) for points in sets if points)
        if isinstance(node, Clamp):
            below = self.found.get(node.input)
            return None if below is None else clamped(below, node.min, node.max)
        if isinstance(node, Adjust):
            return self._adjust(node)
        return _union(self._part(node, part) for part in graph.parts(key, node))

    def _rubric(self, node: Rubric) -> Span | None:
        below = self.found.get(node.input)
        found: list[Span | None] = []
        parts: list[Rubric | RubricPart] = [node, *node.variants.values()]
        for part in parts:
            if part.choices:
                points = list(part.choices.values())
                known = [Fraction(point) for point in points if point is not None]
                found.append(Span(min(known), max(known)) if len(known) == len(points) else None)
            elif part.bands:
                found.append(on_bands(below, part.bands.values()))
        return _union(found)

    def _adjust(self, node: Adjust) -> Span | None:
        steps: list[tuple[int, Span]] = []
        for sign, group in ((1, node.bonuses), (-1, node.deductions)):
            for key, step in group.items():
                below = self.found.get(key)
                if below is None or step.times is None:
                    return None
                moved = scaled(below, step.times, step.at_most)
                steps.append((sign, moved.including_zero() if key in self.absent else moved))
        base = self.found.get(node.base)
        return None if base is None else adjusted(base, steps, node.min, node.max)

    def _part(self, node: NodeBase, part: graph.Part) -> Span | None:
        used = part.in_use()
        below = [self.found.get(key) for key in used]
        known = [span for span in below if span is not None]
        if not used or len(known) < len(used):
            return None
        can_be_absent = [key in self.absent for key in used]
        if isinstance(node, WeightedMean):
            weights = [getattr(part.inputs[key], "weight", None) for key in used]
            given = [weight for weight in weights if weight is not None]
            if any(can_be_absent) or len(given) < len(weights):
                return combined("hull", known)
            return weighted(known, given)
        if isinstance(node, Sum):
            times = [getattr(part.inputs[key], "times", None) for key in used]
            return combined("sum", known, times=times, can_be_absent=can_be_absent)
        if isinstance(node, Combination):
            return combined("hull" if any(can_be_absent) else node.kind, known)
        return None


def measure_span(measure: Measure) -> Span | None:
    """The range a measure allows; without a maximum the limit of all numbers is its end."""
    if measure.type not in NUMERIC_TYPES or measure.min is None:
        return None
    if measure.max is not None and measure.max < measure.min:
        return None
    return Span(Fraction(measure.min), None if measure.max is None else Fraction(measure.max))


def _union(found: Iterable[Span | None]) -> Span | None:
    every = list(found)
    known = [span for span in every if span is not None]
    return combined("hull", known) if known and len(known) == len(every) else None


def text(span: Span) -> str:
    """`0–100`, `0–`: a range as people write it."""
    return f"{_end(span.low)}–{'' if span.high is None else _end(span.high)}"


def _end(value: Fraction) -> str:
    return decimals.canonical_text(decimals.round_half_up(value, decimals.PLACES))


def ends(span: Span | None) -> tuple[Decimal | None, Decimal | None]:
    """The ends of a span as decimals, for drawing; None where it has none."""
    if span is None:
        return None, None
    low = decimals.round_half_up(span.low, decimals.PLACES)
    return low, None if span.high is None else decimals.round_half_up(span.high, decimals.PLACES)
