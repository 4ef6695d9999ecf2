"""How many points each input gives to a weighted mean, exactly; and what changed between two rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.nodes import WeightedMean
from shared_apps.scoring_templates.rules.ranges import spans

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Values:
    """A stored row by key: what came in, and what was computed."""

    numbers: Mapping[str, Decimal | None]
    codes: Mapping[str, str | None]
    profile: str | None = None

    def shown(self, key: str) -> Decimal | str | None:
        """The number or code of a key."""
        return self.numbers[key] if key in self.numbers else self.codes.get(key)


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points of one input: weight × value ÷ present weight, of the most it could give."""

    key: str
    weight: Decimal
    value: Decimal | None
    points: Fraction | None
    most: Fraction | None


@dataclass(frozen=True, slots=True)
class Change:
    """One input that gives more or fewer points than before, with the measures behind it that differ."""

    node: str
    key: str
    points: Fraction
    measures: tuple[tuple[str, Decimal | str | None, Decimal | str | None], ...]


def contributions(scheme: Template, key: str, values: Values) -> tuple[Contribution, ...]:
    """The inputs of a weighted mean in the order of their weight; empty for any other kind."""
    node = scheme.nodes.get(key)
    if not isinstance(node, WeightedMean):
        return ()
    own = node.variants[values.profile].inputs if values.profile in node.variants else node.inputs
    used = {name: entry.weight for name, entry in own.items() if entry.weight}
    present = sum(
        (Fraction(weight) for name, weight in used.items() if values.numbers.get(name) is not None), Fraction()
    )
    most, found = spans(scheme), []
    for name, weight in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        value, span = values.numbers.get(name), most.get(name)
        share = Fraction(weight) / present if present and value is not None else None
        found.append(
            Contribution(
                key=name,
                weight=weight,
                value=value,
                points=None if share is None or value is None else share * Fraction(value),
                most=None
                if span is None or span.high is None
                else Fraction(weight) / Fraction(node.total) * span.high,
            )
        )
    return tuple(found)


def changes(scheme: Template, key: str, *, now: Values, before_scheme: Template, before: Values) -> tuple[Change, ...]:
    """What moved a weighted mean since the row before, the largest movement first."""
    old = {entry.key: entry.points or Fraction() for entry in contributions(before_scheme, key, before)}
    new = {entry.key: entry.points or Fraction() for entry in contributions(scheme, key, now)}
    found = [
        Change(key, name, points, _moved(scheme, name, now, before))
        for name in sorted({*old, *new})
        if (points := new.get(name, Fraction()) - old.get(name, Fraction()))
    ]
    return tuple(sorted(found, key=lambda change: (-abs(change.points), change.key)))


def measures_below(scheme: Template, key: str) -> tuple[str, ...]:
    """The measures a key is made of, by key."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        name = waiting.pop()
        entry = graph.entry_of(scheme, name)
        if entry is not None and name not in seen:
            seen.add(name)
            waiting.extend(graph.input_keys(entry))
    return tuple(sorted(name for name in seen if name in scheme.measures))


def in_cents(exact: Fraction) -> Decimal:
    """For the eye: two decimals, half away from zero."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_CENT, rounding=ROUND_HALF_UP)


def _moved(
    scheme: Template, name: str, now: Values, before: Values
) -> tuple[tuple[str, Decimal | str | None, Decimal | str | None], ...]:
    pairs = ((key, before.shown(key), now.shown(key)) for key in measures_below(scheme, name))
    return tuple((key, old, new) for key, old, new in pairs if old != new)
