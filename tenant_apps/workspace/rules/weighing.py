"""The weighted parts of an axis: what each brings, exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.nodes import WeightedInput, WeightedMean
from tenant_apps.workspace.rules.values import Values


@dataclass(frozen=True)
class Share:
    """One weighted input: its value, its weight as written, and what it brings to the axis."""

    key: str
    value: Decimal | None
    weight: Decimal
    most: Fraction
    points: Fraction | None

    @property
    def of(self) -> Decimal:
        """The most it can bring on a scale of 100, to two decimals."""
        return rounded(self.most, 2)

    @property
    def brought(self) -> Decimal | None:
        """What it brings, to two decimals."""
        return None if self.points is None else rounded(self.points, 2)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero, from the exact quotient."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    number = Decimal(whole).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return -number if value < 0 and number else number


def inputs_in_use(scheme: Template, key: str, profile: str | None) -> Mapping[str, Decimal]:
    """The weights of a weighted mean for a profile; weight 0 is not an input. Empty for any other kind."""
    node = scheme.nodes.get(key)
    if not isinstance(node, WeightedMean):
        return {}
    variant = node.variants.get(profile) if profile is not None else None
    inputs: Mapping[str, WeightedInput] = variant.inputs if variant is not None else node.inputs
    return {name: entry.weight for name, entry in sorted(inputs.items()) if entry.weight}


def shares(values: Values, key: str) -> tuple[Share, ...]:
    """The parts of an axis, the heaviest first. What is absent leaves its weight to the others; what is refused does
    not: the axis waits for it, so the others keep their written weight.
    """
    weights = inputs_in_use(values.scheme, key, values.profile)
    if not weights or not values.hidden.isdisjoint(weights):
        return ()  # with its parts, what is hidden among them could be worked out
    absent = {name for name in weights if values.number(name) is None} if values.number(key) is not None else set()
    total = sum((weight for name, weight in weights.items() if name not in absent), Decimal(0))
    found = [
        _share(name, values.number(name), weight, total, left_out=name in absent) for name, weight in weights.items()
    ]
    return tuple(sorted(found, key=lambda share: (-share.weight, share.key)))


def _share(key: str, value: Decimal | None, weight: Decimal, total: Decimal, *, left_out: bool) -> Share:
    used = Fraction(0) if left_out else Fraction(weight) / Fraction(total)
    points = None if value is None else Fraction(value) * used
    return Share(key=key, value=value, weight=weight, most=used * 100, points=points)


def recomputed(values: Values, key: str, replaced: Mapping[str, Decimal]) -> Decimal | None:
    """The weighted mean with some inputs replaced; None where one of them is still missing."""
    weights = inputs_in_use(values.scheme, key, values.profile)
    numbers = {name: replaced.get(name, values.number(name)) for name in weights}
    if not weights or any(number is None for number in numbers.values()):
        return None
    over = sum(
        (Fraction(weights[name]) * Fraction(number) for name, number in numbers.items() if number is not None),
        Fraction(0),
    )
    total = sum((Fraction(weight) for weight in weights.values()), Fraction(0))
    return rounded(over / total, kinds.decimals_of(values.scheme, key))
