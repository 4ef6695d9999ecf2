"""Which measures bring a number as near to a wished one as a short search finds; the statement has the last word."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from shared_apps.scoring_templates.rules import decimals, graph, kinds, range_steps
from shared_apps.scoring_templates.rules.explanation import Value
from shared_apps.scoring_templates.rules.nodes import (
    Adjust,
    Band,
    Clamp,
    Combination,
    Curve,
    Rubric,
    Sum,
    TimesInput,
    WeightedInput,
    WeightedMean,
)
from shared_apps.scoring_templates.rules.sections import Measure
from shared_apps.scoring_templates.rules.template import Template

MOST_WAYS = 200
Given = Mapping[str, Value]
Ways = dict[Fraction, Given]


@dataclass(slots=True)
class Reaching:
    """The ways to reach each number of a scheme in one profile; `steps` are the values tried for each measure."""

    scheme: Template
    profile: str | None
    steps: Mapping[str, tuple[Value, ...]]
    known: dict[str, Ways] = field(default_factory=dict)

    def nearest(self, key: str, wished: Decimal) -> Given | None:
        """The measures that come nearest; a number weighed directly is moved until the wish is met, if it can be."""
        ways = self.ways(key)
        if not ways:
            return None
        found = min(ways, key=lambda value: (abs(value - Fraction(wished)), value))
        short = Fraction(wished) - found
        return {**ways[found], **self._moved(key, ways[found], short)} if short else ways[found]

    def ways(self, key: str) -> Ways:
        """The numbers found for a key, each with the measures that give it."""
        if key not in self.known:
            self.known[key] = _thinned(self._ways(key))
        return self.known[key]

    def _ways(self, key: str) -> Ways:
        entry = graph.entry_of(self.scheme, key)
        if isinstance(entry, Measure):
            return {Fraction(step): {key: step} for step in self.steps[key] if isinstance(step, Decimal)}
        if isinstance(entry, Rubric):
            return self._rubric(entry)
        found: Ways = {}
        if isinstance(entry, Curve):
            found = self._curve(entry)
        elif isinstance(entry, Clamp):
            found = _limited(self.ways(entry.input), entry.min, entry.max)
        elif isinstance(entry, WeightedMean | Sum | Combination):
            found = self._combined(entry)
        elif isinstance(entry, Adjust):
            found = self._adjusted(entry)
        places = kinds.decimals_of(self.scheme, key)
        return {Fraction(decimals.round_half_up(value, places)): given for value, given in found.items()}

    def _rubric(self, node: Rubric) -> Ways:
        part = node.variants.get(self.profile or "", node)
        if part.choices:
            steps = (step for step in self.steps.get(node.input, ()) if isinstance(step, str))
            chosen = {step: part.choices.get(step) for step in steps}
            return {Fraction(points): {node.input: step} for step, points in chosen.items() if points is not None}
        found: Ways = {}
        for value, given in self.ways(node.input).items():
            band = next((band for band in part.bands.values() if _holds(band, value)), None)
            if band is not None and band.points is not None:
                found.setdefault(Fraction(band.points), given)
        return found

    def _curve(self, node: Curve) -> Ways:
        part = node.variants.get(self.profile or "", node)
        corners = sorted(
            (Fraction(p.x), Fraction(p.y)) for p in part.points.values() if p.x is not None and p.y is not None
        )
        return {range_steps.line(corners, value): given for value, given in self.ways(node.input).items()}

    def _combined(self, node: WeightedMean | Sum | Combination) -> Ways:
        inputs = self._inputs(node)
        if isinstance(node, Combination) and node.kind in ("min", "max"):
            least = min if node.kind == "min" else max
            return self._joined(inputs, lambda total, value, _times: least(total, value), start=None)
        whole = sum(inputs.values()) if isinstance(node, WeightedMean) else Fraction(1)
        divisor = Fraction(len(inputs)) if isinstance(node, Combination) else Fraction(whole)
        found = self._joined(inputs, lambda total, value, times: total + value * times)
        return {value / divisor: given for value, given in found.items()} if divisor else {}

    def _inputs(self, node: WeightedMean | Sum | Combination) -> dict[str, Fraction]:
        """Every input in use with its factor."""
        path = next((part for part in graph.parts("", node) if part.profile == self.profile), None)
        own = path or next((part for part in graph.parts("", node) if part.profile is None), None)
        if own is None:
            return {}
        return {key: _factor(own.inputs[key]) for key in own.in_use()}

    def _adjusted(self, node: Adjust) -> Ways:
        found = dict(self.ways(node.base))
        for sign, group in ((1, node.bonuses), (-1, node.deductions)):
            for key, step in group.items():
                moved = {value * Fraction(step.times or 0): given for value, given in self.ways(key).items()}
                capped = _limited(moved, None, step.at_most)
                found = _thinned(
                    {
                        total + sign * value: {**one, **two}
                        for total, one in found.items()
                        for value, two in capped.items()
                    }
                )
        return _limited(found, node.min, node.max)

    def _joined(
        self,
        inputs: Mapping[str, Fraction],
        join: Callable[[Fraction, Fraction, Fraction], Fraction],
        *,
        start: Fraction | None = Fraction(0),
    ) -> Ways:
        """All inputs together; without a start the first input is it."""
        found: Ways | None = None if start is None else {start: {}}
        for key, times in inputs.items():
            ways = self.ways(key)
            if found is None:
                found = dict(ways)
                continue
            found = _thinned(
                {
                    join(total, value, times): {**one, **two}
                    for total, one in found.items()
                    for value, two in ways.items()
                }
            )
        return found or {}

    def _moved(self, key: str, given: Given, short: Fraction) -> Given:
        """One directly weighed measure moved by what is short, where its range and decimals allow it."""
        node = self.scheme.nodes.get(key)
        if not isinstance(node, WeightedMean):
            return {}
        inputs = self._inputs(node)
        for name, weight in inputs.items():
            measure, value = self.scheme.measures.get(name), given.get(name)
            if measure is None or not isinstance(value, Decimal):
                continue
            wanted = Fraction(value) + short * sum(inputs.values()) / weight
            written = decimals.round_half_up(wanted, kinds.decimals_of(self.scheme, name))
            top = measure.max is None or written <= measure.max
            if Fraction(written) == wanted and top and (measure.min is None or written >= measure.min):
                return {name: written}
        return {}


def _factor(entry: graph.AnyInput) -> Fraction:
    if isinstance(entry, WeightedInput):
        return Fraction(entry.weight or 0)
    return Fraction(entry.times or 0) if isinstance(entry, TimesInput) else Fraction(1)


def _holds(band: Band, value: Fraction) -> bool:
    return band.from_ is not None and band.from_ <= value and (band.to is None or value < band.to)


def _limited(ways: Ways, floor: Decimal | None, cap: Decimal | None) -> Ways:
    found: Ways = {}
    for value, given in ways.items():
        inside = value if floor is None else max(value, Fraction(floor))
        found.setdefault(inside if cap is None else min(inside, Fraction(cap)), given)
    return found


def _thinned(ways: Ways) -> Ways:
    """Not more ways than a page can wait for, spread evenly from the least to the greatest."""
    values: Iterable[Fraction] = sorted(ways)
    if len(ways) > MOST_WAYS:
        ordered = list(values)
        values = [ordered[place * (len(ordered) - 1) // (MOST_WAYS - 1)] for place in range(MOST_WAYS)]
    return {value: ways[value] for value in values}
