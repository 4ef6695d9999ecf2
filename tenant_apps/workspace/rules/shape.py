"""What a scheme decides: axes cut into levels, a box where two of them meet, a predicate of two ratings."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from shared_apps.scoring_templates.rules import graph, kinds
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.nodes import Clamp, Curve, Rubric

WORK_RESULT = "work_result"


@dataclass(frozen=True)
class Cut:
    """Where a level begins, and whether the cut itself belongs to it."""

    code: str
    value: Decimal
    comparator: str

    def reached_by(self, number: Decimal) -> bool:
        """Whether a number stands in this level or above."""
        return number >= self.value if self.comparator == ">=" else number > self.value


@dataclass(frozen=True)
class Axis:
    """A number and the levels the region cuts it into, from the lowest up."""

    key: str
    rating: str
    codes: tuple[str, ...]
    cuts: tuple[Cut, ...]
    decimals: int

    def level(self, number: Decimal | None) -> str | None:
        """The level a rounded number stands in."""
        return None if number is None else self.codes[sum(cut.reached_by(number) for cut in self.cuts)]

    def next_step(self, number: Decimal | None) -> tuple[Cut, Decimal] | None:
        """The next level and how many points are missing; None at the top or without a number."""
        if number is None:
            return None
        for cut in self.cuts:
            if not cut.reached_by(number):
                return cut, first_reaching(cut, self.decimals) - number
        return None


@dataclass(frozen=True)
class Verdict:
    """A result read from a table of two codes; its axes by the names the table gives them."""

    key: str
    axes: Mapping[str, str]


def first_reaching(cut: Cut, decimals: int) -> Decimal:
    """The smallest number with so many decimals that stands in the level: 72,01 above 72, or 70,00 from 70 on."""
    step = Decimal(1).scaleb(-decimals)
    whole = (cut.value / step).to_integral_value(rounding=ROUND_FLOOR)
    at_or_below = whole * step
    if cut.comparator == ">=" and at_or_below == cut.value:
        return at_or_below.quantize(step)
    return (at_or_below + step).quantize(step)


def axes(scheme: Template) -> tuple[Axis, ...]:
    """The results that are numbers with levels, in the order the scheme names its results."""
    return tuple(_axis(scheme, key) for key in scheme.results if key in scheme.nodes and _rating_over(scheme, key))


def _axis(scheme: Template, key: str) -> Axis:
    name = _rating_over(scheme, key) or ""
    rating = scheme.ratings[name]
    codes = scheme.scales[rating.scale].order
    cuts = tuple(
        Cut(code, cut.value, cut.comparator)
        for code in codes[1:]
        if (cut := rating.cuts[code]).value is not None and cut.comparator is not None
    )
    own = kinds.decimals_of(scheme, key) if rating.decimals is None else rating.decimals
    return Axis(key=key, rating=name, codes=codes, cuts=cuts, decimals=own)


def _rating_over(scheme: Template, key: str) -> str | None:
    return next((name for name in sorted(scheme.ratings) if scheme.ratings[name].input == key), None)


def box(scheme: Template) -> Verdict | None:
    """The result where two axes meet."""
    return next((verdict for verdict in _verdicts(scheme) if set(verdict.axes.values()) <= set(scheme.ratings)), None)


def predicate(scheme: Template) -> Verdict | None:
    """The result of two ratings an official gave: no number stands behind it."""
    return next((verdict for verdict in _verdicts(scheme) if set(verdict.axes.values()) <= set(scheme.measures)), None)


def _verdicts(scheme: Template) -> list[Verdict]:
    return [Verdict(key, _in_order(scheme.matrices[key].axes)) for key in scheme.results if key in scheme.matrices]


def _in_order(axes: Mapping[str, str]) -> dict[str, str]:
    """What was achieved comes before how: documents keep their axes by name only."""
    return dict(sorted(axes.items(), key=lambda axis: (axis[1] != WORK_RESULT, axis[0])))


def box_number(code: str | None) -> int | None:
    """5 of `box_5`."""
    tail = (code or "").rpartition("_")[2]
    return int(tail) if tail.isdigit() else None


def measure_behind(scheme: Template, key: str) -> str | None:
    """The one measure a key is translated from: itself, or through rubric, curve and clamp; None for a combination."""
    while key not in scheme.measures:
        node = scheme.nodes.get(key)
        if not isinstance(node, Rubric | Curve | Clamp):
            return None
        key = node.input
    return key


def waiting_on(scheme: Template, key: str) -> tuple[str, ...]:
    """The results that stand on a key."""
    found = [result for result in scheme.results if key in _below(scheme, result)]
    return tuple(found)


def _below(scheme: Template, key: str) -> set[str]:
    seen: set[str] = set()
    pending = [key]
    while pending:
        here = pending.pop()
        entry = graph.entry_of(scheme, here)
        if entry is not None and here not in seen:
            seen.add(here)
            pending.extend(graph.input_keys(entry))
    return seen
