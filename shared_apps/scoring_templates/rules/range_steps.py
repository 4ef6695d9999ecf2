"""How a span passes through one node."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from shared_apps.scoring_templates.rules import decimals
from shared_apps.scoring_templates.rules.nodes import Band, Point


@dataclass(frozen=True, slots=True)
class Span:
    """The least and greatest value that can occur; no `high` means no end."""

    low: Fraction
    high: Fraction | None

    def including_zero(self) -> "Span":
        """The span when 0 may stand in as well."""
        return Span(min(self.low, Fraction(0)), None if self.high is None else max(self.high, Fraction(0)))

    def rounded(self, places: int) -> "Span":
        """Both ends rounded as the value is."""
        high = None if self.high is None else Fraction(decimals.round_half_up(self.high, places))
        return Span(Fraction(decimals.round_half_up(self.low, places)), high)


def weighted(spans: Sequence[Span], weights: Sequence[Decimal]) -> Span | None:
    """A weighted mean in which every input is always present."""
    total = sum((Fraction(weight) for weight in weights), Fraction(0))
    if total <= 0 or any(weight < 0 for weight in weights):
        return None
    pairs = list(zip(spans, weights, strict=True))
    low = sum((span.low * Fraction(weight) for span, weight in pairs), Fraction(0)) / total
    highs = [span.high * Fraction(weight) for span, weight in pairs if span.high is not None]
    return Span(low, sum(highs, Fraction(0)) / total if len(highs) == len(pairs) else None)


def combined(
    how: str,
    spans: Sequence[Span],
    *,
    times: Sequence[Decimal | None] = (),
    can_be_absent: Sequence[bool] = (),
) -> Span | None:
    """Hull, mean, min, max or sum of spans."""
    lows = [span.low for span in spans]
    highs = [span.high for span in spans if span.high is not None]
    endless = len(highs) < len(spans)
    if how == "sum":
        return _sum(spans, times, can_be_absent)
    if how == "mean":
        mean_high = None if endless else sum(highs, Fraction(0)) / len(spans)
        return Span(sum(lows, Fraction(0)) / len(spans), mean_high)
    if how == "min":
        return Span(min(lows), min(highs) if highs else None)
    if how == "max":
        return Span(max(lows), None if endless else max(highs))
    return Span(min(lows), None if endless else max(highs))


def _sum(spans: Sequence[Span], times: Sequence[Decimal | None], can_be_absent: Sequence[bool]) -> Span | None:
    moved: list[Span] = []
    for span, factor, absent in zip(spans, times, can_be_absent, strict=True):
        if factor is None:
            return None
        step = scaled(span, factor, None)
        moved.append(step.including_zero() if absent else step)
    highs = [span.high for span in moved if span.high is not None]
    high = sum(highs, Fraction(0)) if len(highs) == len(moved) else None
    return Span(sum((span.low for span in moved), Fraction(0)), high)


def scaled(span: Span, times: Decimal, at_most: Decimal | None) -> Span:
    """times·v, at most so much (times is positive)."""
    factor = Fraction(times)
    low, high = span.low * factor, None if span.high is None else span.high * factor
    if at_most is None:
        return Span(low, high)
    cap = Fraction(at_most)
    return Span(min(low, cap), cap if high is None else min(high, cap))


def adjusted(base: Span, steps: Iterable[tuple[int, Span]], floor: Decimal | None, cap: Decimal | None) -> Span:
    """Base plus bonuses minus deductions; an endless deduction has no low end, so a floor is needed there."""
    low: Fraction | None = base.low
    high = base.high
    for sign, step in steps:
        up, down = (step.high, step.low) if sign > 0 else (-step.low, None if step.high is None else -step.high)
        low = None if low is None or down is None else low + down
        high = None if high is None or up is None else high + up
    least = -Fraction(decimals.LARGEST) * 1000 if low is None else low
    return clamped(Span(least, high), floor, cap)


def clamped(span: Span, floor: Decimal | None, cap: Decimal | None) -> Span:
    """A floor, then a cap."""
    low, high = span.low, span.high
    if floor is not None:
        low = max(low, Fraction(floor))
        high = None if high is None else max(high, Fraction(floor))
    if cap is not None:
        low = min(low, Fraction(cap))
        high = Fraction(cap) if high is None else min(high, Fraction(cap))
    return Span(low, high)


def on_bands(below: Span | None, bands: Iterable[Band]) -> Span | None:
    """The points of the bands that the input can reach."""
    reached: list[Fraction] = []
    for band in bands:
        if band.from_ is None or band.points is None or below is None:
            return None
        starts_late = below.high is not None and Fraction(band.from_) > below.high
        ends_early = band.to is not None and Fraction(band.to) <= below.low
        if not starts_late and not ends_early:
            reached.append(Fraction(band.points))
    return Span(min(reached), max(reached)) if reached else None


def on_curve(below: Span | None, points: Iterable[Point]) -> Span | None:
    """The values of the curve between the ends of the input (outside: the end's value, or refused)."""
    corners = sorted((Fraction(p.x), Fraction(p.y)) for p in points if p.x is not None and p.y is not None)
    if below is None or len(corners) < 2 or len({x for x, _ in corners}) < len(corners):
        return None
    low, high = below.low, corners[-1][0] if below.high is None else below.high
    values = [line(corners, low), line(corners, max(low, high))]
    values.extend(y for x, y in corners if low <= x <= high)
    return Span(min(values), max(values))


def line(corners: Sequence[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """The exact value on the curve; beyond the ends, the end's value."""
    if x <= corners[0][0]:
        return corners[0][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        if x <= x1:
            return y0 + (x - x0) * (y1 - y0) / (x1 - x0)
    return corners[-1][1]
