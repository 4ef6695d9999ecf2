"""The other sections of a document: measures, scales, ratings, matrices, gates, what a region may change."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from shared_apps.scoring_templates.rules import cells
from shared_apps.scoring_templates.rules.fields import (
    Code,
    Count,
    Day,
    Key,
    Label,
    Number,
    Places,
    Section,
    Source,
    Text,
    Title,
)
from shared_apps.scoring_templates.rules.nodes import Missing

Comparator = Literal[">", ">="]
Direction = Literal["higher", "lower", "neutral"]
MeasureType = Literal["number", "count", "date_window", "rating", "level", "flag"]
NUMERIC_TYPES = frozenset({"number", "count", "date_window"})
FEWEST_ANSWERS = 3  # below it somebody's answer could be guessed; a template may ask for more, never for fewer


class LegalBasis(Section):
    """A rule this document rests on, and how sure we are of it."""

    title: Label
    clause: Text | None = None
    confidence: Literal["certain", "likely", "unverified"]


class Valid(Section):
    """The half-open days within which a version may be adopted for a period; it never affects a number."""

    from_: Day = Field(alias="from")
    to: Day | None = None


class Rounding(Section):
    """How many decimals a node has that does not say so itself."""

    decimals: Places


class Profile(Section):
    """A rater profile by position type."""

    title: Title | None = None


class Scale(Section):
    """Codes from worst to best, compared by name, never averaged."""

    order: Annotated[tuple[Code, ...], Field(min_length=1, max_length=100)]
    titles: Mapping[Code, Title] = {}


class Window(Section):
    """An instruction to the source room: how far back evidence counts."""

    years: Count | None = None
    months: Count | None = None
    days: Count | None = None
    edge: Literal["included", "excluded"]
    anchor: Key


class Measure(Section):
    """One observed quantity per subject and period. `source` is the room that provides it; `scheme_<template key>`
    means the result of the same key in another adopted scheme (its current run, where complete).
    """

    type: MeasureType
    title: Title | None = None
    note: Text | None = None
    clause: Text | None = None
    unit: Label | None = None
    source: Source
    scale: Key | None = None
    min: Number | None = None
    max: Number | None = None
    decimals: Places | None = None
    direction: Direction = "higher"
    missing: Missing
    take: Literal["latest", "highest", "lowest", "sum", "count", "mean"] | None = None
    window: Window | None = None
    private: StrictBool = False
    minimum_answers: Annotated[Count, Field(ge=FEWEST_ANSWERS)] | None = None


class Cut(Section):
    """The lower bound of a level; null is a hole."""

    comparator: Comparator | None
    value: Number | None
    clause: Text | None = None


class Rating(Section):
    """A number becomes the code of a level."""

    input: Key
    scale: Key
    decimals: Places | None = None
    cuts: Mapping[Code, Cut]
    title: Title | None = None
    note: Text | None = None
    clause: Text | None = None


class Matrix(Section):
    """Two named axes of codes and a code for every pair."""

    axes: Mapping[Key, Key]
    gives: Key
    cells: Annotated[Mapping[str, Code], BeforeValidator(cells.in_order)]
    title: Title | None = None
    note: Text | None = None
    clause: Text | None = None


class Recommendation(Section):
    """What follows from a code, as text only."""

    of: Key
    give: Mapping[Code, tuple[Code, ...]]
    titles: Mapping[Code, Title] = {}


class Condition(Section):
    """One condition of a gate."""

    key: Key
    one_of: tuple[Code, ...] | None = None
    comparator: Comparator | None = None
    value: Number | None = None


class Gate(Section):
    """A door that closes beside the score, never through it."""

    title: Title | None = None
    note: Text | None = None
    clause: Text | None = None
    closes_when: Annotated[tuple[Condition, ...], Field(min_length=1)]
    blocks: tuple[Key, ...]
    when_unknown: Literal["closed", "open", "unverified"]


class Distribution(Section):
    """The rule set that is checked over a unit's predicates; the compiler ignores it."""

    of: Key
    rules: Key
    version: Label
    enforcement: Key


def _bound(value: Any) -> Any:
    if isinstance(value, float):
        raise PydanticCustomError("decimal_expected", "a decimal number is expected")
    return value


class Permission(Section):
    """What a region may do at the paths of one pattern."""

    allow: Literal["locked", "bounded", "free"]
    min: Number | None = None
    max: Number | None = None
    one_of: tuple[Annotated[Label | Number, BeforeValidator(_bound)], ...] | None = None
    required: StrictBool = False


class LocalPolicy(Section):
    """How many measures of its own a region may add, from which rooms, and with which share of which node."""

    maximum_measures: Count
    sources: tuple[Source, ...]
    shares: Mapping[Key, Number] = {}


class Policy(Section):
    """What a region may change; a path not named is locked."""

    paths: Mapping[Text, Permission] = {}
    local: LocalPolicy | None = None
