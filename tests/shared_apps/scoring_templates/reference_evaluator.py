"""The plain evaluator: one person at a time, exact fractions, written from the document's meaning and from nothing
else. It shares with the product only the document model, so that both can be wrong only in different ways.
"""

import itertools
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shared_apps.scoring_templates.rules.template import Template

ABSENT, REFUSED = "absent", "refused"
LIMIT = Fraction(999999999999999999, 1000000)
Found = Fraction | str | None


def half_up(value: Fraction, places: int) -> Fraction:
    """Away from zero at a tie."""
    step = Fraction(1, 10**places)
    steps = abs(value) / step
    whole = steps.numerator // steps.denominator
    if steps - whole >= Fraction(1, 2):
        whole += 1
    return (whole if value >= 0 else -whole) * step


@dataclass
class Person:
    """One person's way through a scheme."""

    scheme: Template
    profile: str | None
    given: dict[str, Decimal | str | None]
    known: dict[str, tuple[str | None, Found]] = field(default_factory=dict)
    reasons: set[str] = field(default_factory=set)

    def result(self) -> dict[str, Any]:
        """Values of everything, status, reasons and gates."""
        keys = [*self.scheme.measures, *self.scheme.nodes, *self.scheme.ratings, *self.scheme.matrices]
        for key in keys:
            self.find(key)
        states = [self.find(key)[0] for key in self.scheme.results]
        status = "complete"
        if ABSENT in states:
            status = "incomplete"
        if REFUSED in states:
            status = "needs_verification"
        return {
            "values": {key: self.find(key)[1] for key in keys},
            "status": status,
            "reasons": tuple(sorted(self.reasons)),
            "gates": {key: self.gate(gate) for key, gate in self.scheme.gates.items()},
        }

    def find(self, key: str) -> tuple[str | None, Found]:
        """State (None: there is a value) and value of a key."""
        if key not in self.known:
            self.known[key] = self.compute(key)
        return self.known[key]

    def compute(self, key: str) -> tuple[str | None, Found]:
        if key in self.scheme.measures:
            return self.measure(key)
        if key in self.scheme.ratings:
            return self.rating(self.scheme.ratings[key])
        if key in self.scheme.matrices:
            return self.matrix(self.scheme.matrices[key])
        return self.node(key, self.scheme.nodes[key])

    def measure(self, key: str) -> tuple[str | None, Found]:
        measure, given = self.scheme.measures[key], self.given.get(key)
        if given is None:
            if measure.missing == "zero":
                return None, Fraction(0)
            if measure.missing == "exclude_and_renormalise":
                return ABSENT, None
            return self.refuse(key, "missing")
        if measure.type in {"rating", "level", "flag"}:
            codes = ("false", "true") if measure.type == "flag" else self.scheme.scales[measure.scale or ""].order
            return (None, str(given)) if given in codes else self.refuse(key, "unknown_code")
        assert isinstance(given, Decimal)
        if not given.is_finite():
            return self.refuse(key, "out_of_range")
        number = half_up(Fraction(given), measure.decimals or 0)
        assert measure.min is not None
        highest = LIMIT if measure.max is None else Fraction(measure.max)
        if number < Fraction(measure.min) or number > highest:
            return self.refuse(key, "out_of_range")
        return None, number

    def refuse(self, key: str, reason: str) -> tuple[str, None]:
        self.reasons.add(f"{key}:{reason}")
        return REFUSED, None

    def few(self, key: str, node: Any) -> tuple[str | None, Found]:
        """Too few inputs: the node's own policy."""
        if node.missing == "zero":
            return None, Fraction(0)
        if node.missing == "refuse":
            return self.refuse(key, "too_few")
        return ABSENT, None

    def node(self, key: str, node: Any) -> tuple[str | None, Found]:
        part = node
        if getattr(node, "variants", None):
            if self.profile not in self.scheme.profiles:
                self.reasons.add("profile:unknown")
                return REFUSED, None
            part = node.variants.get(self.profile, node)
        state, value = getattr(self, "kind_" + node.kind)(key, node, part)
        if state is None:
            places = self.scheme.rounding.decimals if node.decimals is None else node.decimals
            value = half_up(value, places)
        return state, value

    def several(self, key: str, node: Any, names: list[str]) -> tuple[str | None, dict[str, Fraction]]:
        """The present inputs; refused wins."""
        found = {name: self.find(name) for name in names}
        if any(state == REFUSED for state, _ in found.values()):
            return REFUSED, {}
        return None, {name: value for name, (_, value) in found.items() if isinstance(value, Fraction)}

    def kind_weighted_mean(self, key: str, node: Any, part: Any) -> tuple[str | None, Found]:
        weights = {name: Fraction(entry.weight) for name, entry in part.inputs.items() if entry.weight != 0}
        state, present = self.several(key, node, list(weights))
        if state:
            return state, None
        weight = sum((weights[name] for name in present), Fraction(0))
        if not present or (node.minimum_weight_present is not None and weight < Fraction(node.minimum_weight_present)):
            return self.few(key, node)
        return None, sum((weights[name] * value for name, value in present.items()), Fraction(0)) / weight

    def kind_sum(self, key: str, node: Any, part: Any) -> tuple[str | None, Found]:
        state, present = self.several(key, node, list(part.inputs))
        if state:
            return state, None
        if len(present) < max(1, node.minimum_present or 1):
            return self.few(key, node)
        return None, sum((Fraction(part.inputs[name].times) * value for name, value in present.items()), Fraction(0))

    def combination(self, key: str, node: Any, part: Any, how: Any) -> tuple[str | None, Found]:
        state, present = self.several(key, node, list(part.inputs))
        if state:
            return state, None
        if len(present) < max(1, node.minimum_present or 1):
            return self.few(key, node)
        return None, how(list(present.values()))

    def kind_mean(self, key: str, node: Any, part: Any) -> tuple[str | None, Found]:
        return self.combination(key, node, part, lambda values: sum(values, Fraction(0)) / len(values))

    def kind_min(self, key: str, node: Any, part: Any) -> tuple[str | None, Found]:
        return self.combination(key, node, part, min)

    def kind_max(self, key: str, node: Any, part: Any) -> tuple[str | None, Found]:
        return self.combination(key, node, part, max)

    def kind_rubric(self, key: str, node: Any, part: Any) -> tuple[str | None, Found]:
        state, value = self.find(node.input)
        if state == REFUSED:
            return REFUSED, None
        if state == ABSENT:
            return self.few(key, node)
        if part.choices:
            return None, Fraction(part.choices[value])
        assert isinstance(value, Fraction)
        hits = [
            band.points
            for band in part.bands.values()
            if Fraction(band.from_) <= value and (band.to is None or value < Fraction(band.to))
        ]
        assert len(hits) == 1
        return None, Fraction(hits[0])

    def kind_curve(self, key: str, node: Any, part: Any) -> tuple[str | None, Found]:
        state, value = self.find(node.input)
        if state == REFUSED:
            return REFUSED, None
        if state == ABSENT:
            return self.few(key, node)
        assert isinstance(value, Fraction)
        corners = sorted((Fraction(point.x), Fraction(point.y)) for point in part.points.values())
        if not corners[0][0] <= value <= corners[-1][0]:
            if node.outside == "refuse":
                return self.refuse(key, "outside_curve")
            return None, corners[0][1] if value < corners[0][0] else corners[-1][1]
        for (x0, y0), (x1, y1) in itertools.pairwise(corners):
            if x0 <= value <= x1:
                return None, y0 + (y1 - y0) * (value - x0) / (x1 - x0)
        raise AssertionError("between no corners")

    def kind_clamp(self, key: str, node: Any, _part: Any) -> tuple[str | None, Found]:
        state, value = self.find(node.input)
        if state == REFUSED:
            return REFUSED, None
        if state == ABSENT:
            return self.few(key, node)
        return None, self.limited(value, node)

    def limited(self, value: Any, node: Any) -> Fraction:
        if node.min is not None and value < Fraction(node.min):
            value = Fraction(node.min)
        if node.max is not None and value > Fraction(node.max):
            value = Fraction(node.max)
        assert isinstance(value, Fraction)
        return value

    def kind_adjust(self, key: str, node: Any, _part: Any) -> tuple[str | None, Found]:
        names = [node.base, *node.bonuses, *node.deductions]
        if any(self.find(name)[0] == REFUSED for name in names):
            return REFUSED, None
        state, total = self.find(node.base)
        if state == ABSENT:
            return self.few(key, node)
        assert isinstance(total, Fraction)
        for sign, steps in ((1, node.bonuses), (-1, node.deductions)):
            for name, step in steps.items():
                value = self.find(name)[1]
                if isinstance(value, Fraction):
                    amount = Fraction(step.times) * value
                    if step.at_most is not None:
                        amount = min(amount, Fraction(step.at_most))
                    total += sign * amount
        return None, self.limited(total, node)

    def rating(self, rating: Any) -> tuple[str | None, Found]:
        state, value = self.find(rating.input)
        if state:
            return state, None
        assert isinstance(value, Fraction)
        if rating.decimals is not None:
            value = half_up(value, rating.decimals)
        order = self.scheme.scales[rating.scale].order
        level = order[0]
        for code in order[1:]:
            cut = rating.cuts[code]
            if value > Fraction(cut.value) or (cut.comparator == ">=" and value == Fraction(cut.value)):
                level = code
        return None, level

    def matrix(self, matrix: Any) -> tuple[str | None, Found]:
        found = {axis: self.find(source) for axis, source in matrix.axes.items()}
        states = [state for state, _ in found.values()]
        if REFUSED in states:
            return REFUSED, None
        if ABSENT in states:
            return ABSENT, None
        wanted = {f"{axis}={value}" for axis, (_, value) in found.items()}
        hits = [code for cell, code in matrix.cells.items() if set(cell.split(" ")) == wanted]
        assert len(hits) == 1
        return None, hits[0]

    def gate(self, gate: Any) -> str:
        unknown = False
        for condition in gate.closes_when:
            value = self.find(condition.key)[1]
            if value is None:
                unknown = True
            elif condition.one_of is not None:
                if value in condition.one_of:
                    return "closed"
            else:
                assert isinstance(value, Fraction)
                limit = Fraction(condition.value)
                if value > limit or (condition.comparator == ">=" and value == limit):
                    return "closed"
        return str(gate.when_unknown) if unknown else "open"


def evaluate(scheme: Template, given: dict[str, Decimal | str | None], profile: str | None) -> dict[str, Any]:
    """Everything the scheme makes of one person."""
    return Person(scheme, profile, given).result()
