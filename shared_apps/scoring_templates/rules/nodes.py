"""The kinds of node: how a number is made of others."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from shared_apps.scoring_templates.rules.fields import Code, Count, Key, Number, Places, Section, Text, Title, Weight

Missing = Literal["exclude_and_renormalise", "zero", "refuse"]


class NodeBase(Section):
    """What every node may carry."""

    title: Title | None = None
    note: Text | None = None
    clause: Text | None = None
    decimals: Places | None = None


class WeightedInput(Section):
    """One input of a weighted mean; a weight of null is a hole."""

    weight: Weight | None
    group: Key | None = None
    clause: Text | None = None


class Group(Section):
    """A checked subtotal for display; never multiplied."""

    weight: Weight
    title: Title | None = None


class WeightedPart(Section):
    """The inputs of a weighted mean for one profile."""

    inputs: Mapping[Key, WeightedInput]


class WeightedMean(NodeBase):
    """Σ w·v / Σ w over the present inputs."""

    kind: Literal["weighted_mean"]
    total: Weight = Decimal(100)
    inputs: Mapping[Key, WeightedInput] = {}
    groups: Mapping[Key, Group] = {}
    minimum_weight_present: Weight | None = None
    variants: Mapping[Key, WeightedPart] = {}
    missing: Missing = "refuse"


class TimesInput(Section):
    """One input of a sum and how often it counts."""

    times: Number | None = Decimal(1)
    clause: Text | None = None


class SumPart(Section):
    """The inputs of a sum for one profile."""

    inputs: Mapping[Key, TimesInput]


class Sum(NodeBase):
    """Σ times·v over the present inputs."""

    kind: Literal["sum"]
    inputs: Mapping[Key, TimesInput] = {}
    minimum_present: Count | None = None
    variants: Mapping[Key, SumPart] = {}
    missing: Missing = "refuse"


class PlainInput(Section):
    """One input without a factor."""

    clause: Text | None = None


class CombinationPart(Section):
    """The inputs of a mean, minimum or maximum for one profile."""

    inputs: Mapping[Key, PlainInput]


class Combination(NodeBase):
    """Mean, least or greatest of the present inputs."""

    kind: Literal["mean", "min", "max"]
    inputs: Mapping[Key, PlainInput] = {}
    minimum_present: Count | None = None
    variants: Mapping[Key, CombinationPart] = {}
    missing: Missing = "refuse"


class Band(Section):
    """Numbers in [from, to) earn these points; `to: null` has no end."""

    from_: Number | None = Field(alias="from")
    to: Number | None
    points: Number | None


class RubricPart(Section):
    """The points of a rubric for one profile."""

    choices: Mapping[Code, Number | None] = {}
    bands: Mapping[Key, Band] = {}


class Rubric(NodeBase):
    """A code or a number becomes points."""

    kind: Literal["rubric"]
    input: Key
    choices: Mapping[Code, Number | None] = {}
    bands: Mapping[Key, Band] = {}
    variants: Mapping[Key, RubricPart] = {}
    missing: Missing = "exclude_and_renormalise"


class Point(Section):
    """One corner of a curve."""

    x: Number | None
    y: Number | None


class CurvePart(Section):
    """The corners of a curve for one profile."""

    points: Mapping[Key, Point]


class Curve(NodeBase):
    """A straight line between neighbouring corners."""

    kind: Literal["curve"]
    input: Key
    points: Mapping[Key, Point] = {}
    outside: Literal["hold", "refuse"]
    variants: Mapping[Key, CurvePart] = {}
    missing: Missing = "exclude_and_renormalise"


class Clamp(NodeBase):
    """A floor, a cap, or both; the only way anything is ever clamped."""

    kind: Literal["clamp"]
    input: Key
    min: Number | None = None
    max: Number | None = None
    missing: Missing = "exclude_and_renormalise"


class Adjustment(Section):
    """One bonus or deduction: times the value, at most so much."""

    times: Number | None = Decimal(1)
    at_most: Number | None = None
    clause: Text | None = None


class Adjust(NodeBase):
    """A base, plus bonuses, minus deductions, then a floor and a cap."""

    kind: Literal["adjust"]
    base: Key
    bonuses: Mapping[Key, Adjustment] = {}
    deductions: Mapping[Key, Adjustment] = {}
    min: Number | None = None
    max: Number | None = None
    missing: Missing = "refuse"


Node = Annotated[
    WeightedMean | Sum | Combination | Rubric | Curve | Clamp | Adjust,
    Field(discriminator="kind"),
]
