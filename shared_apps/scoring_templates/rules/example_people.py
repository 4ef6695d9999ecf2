"""A few people who exercise a scheme: the best, the worst, without evidence, on every cut. Always the same ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from shared_apps.scoring_templates.rules import decimals, graph, kinds
from shared_apps.scoring_templates.rules.explanation import Value
from shared_apps.scoring_templates.rules.nodes import Curve, Rubric
from shared_apps.scoring_templates.rules.reaching import Reaching
from shared_apps.scoring_templates.rules.sections import Measure, Rating
from shared_apps.scoring_templates.rules.template import Template

MOST_CUTS = 8
_POLICIES = ("refuse", "exclude_and_renormalise", "zero")


class Kind(StrEnum):
    """What a person is an example of."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"
    MISSING = "missing"
    CUT = "cut"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Example:
    """One person; `about` names the measure without evidence, the profile, or the rating whose `level` is near."""

    kind: Kind
    measures: Mapping[str, Value]
    profile: str | None
    about: str = ""
    level: str = ""


def people(scheme: Template) -> list[Example]:
    """Everything at its best, its middle and its worst; each way of missing; each profile; each cut of a rating."""
    first = next(iter(scheme.profiles), None)
    middle = _everything_at(scheme, Fraction(1, 2))
    found = [
        Example(Kind.TOP, _everything_at(scheme, Fraction(1)), first),
        Example(Kind.MIDDLE, middle, first),
        Example(Kind.BOTTOM, _everything_at(scheme, Fraction(0)), first),
    ]
    for policy in _POLICIES:
        key = next((key for key, measure in scheme.measures.items() if measure.missing == policy), None)
        if key is not None:
            found.append(Example(Kind.MISSING, middle | {key: None}, first, key))
    found += [Example(Kind.PROFILE, middle, profile, profile) for profile in list(scheme.profiles)[1:]]
    return [*found, *_on_cuts(scheme, middle, first)]


def _on_cuts(scheme: Template, middle: dict[str, Value], profile: str | None) -> Iterator[Example]:
    reaching = Reaching(scheme, profile, {key: _steps(scheme, key) for key in scheme.measures})
    cuts = [
        (rating, key, code, cut.value)
        for key, rating in scheme.ratings.items()
        for code, cut in rating.cuts.items()
        if cut.value is not None
    ]
    for rating, key, code, value in cuts[:MOST_CUTS]:
        nearest = reaching.nearest(rating.input, value)
        if nearest is not None:
            yield Example(Kind.CUT, {**middle, **nearest}, profile, key, code)


def _everything_at(scheme: Template, goodness: Fraction) -> dict[str, Value]:
    return {key: _at(scheme, key, measure, goodness) for key, measure in scheme.measures.items()}


def _at(scheme: Template, key: str, measure: Measure, goodness: Fraction) -> Value:
    share = 1 - goodness if measure.direction == "lower" else goodness
    codes = kinds.codes_of(scheme, key)
    if codes is not None:
        # A scale goes from worst to best whatever the direction says; a flag has none of its own.
        place = share if measure.type == "flag" else goodness
        return codes[int(place * (len(codes) - 1))]
    low, high = _ends(scheme, key, measure)
    return decimals.round_half_up(low + (high - low) * share, kinds.decimals_of(scheme, key))


def _ends(scheme: Template, key: str, measure: Measure) -> tuple[Fraction, Fraction]:
    """The range of a number; where it has no end, a little beyond the last place where anything changes."""
    low = Fraction(measure.min or 0)
    if measure.max is not None:
        return low, Fraction(measure.max)
    return low, max([low + 10, *(Fraction(edge) + 1 for edge in _edges(scheme, key))])


def _edges(scheme: Template, key: str) -> Iterator[Decimal]:
    """Where something changes: the bands, corners and cuts that read this very measure."""
    for _name, entry in graph.value_entries(scheme):
        found: list[Decimal | None] = []
        if isinstance(entry, Rubric) and entry.input == key:
            sets = [entry.bands, *(variant.bands for variant in entry.variants.values())]
            found = [band.from_ for bands in sets for band in bands.values()]
        elif isinstance(entry, Curve) and entry.input == key:
            corners = [entry.points, *(variant.points for variant in entry.variants.values())]
            found = [point.x for points in corners for point in points.values()]
        elif isinstance(entry, Rating) and entry.input == key:
            found = [cut.value for cut in entry.cuts.values()]
        yield from (edge for edge in found if edge is not None)


def _steps(scheme: Template, key: str) -> tuple[Value, ...]:
    """Values worth trying for a measure: every code, or the ends, the middle and the edges of a number."""
    codes = kinds.codes_of(scheme, key)
    measure = scheme.measures[key]
    if codes is not None or not kinds.is_number(scheme, key):
        return codes or ()
    low, high = _ends(scheme, key, measure)
    places = kinds.decimals_of(scheme, key)
    inside = {Fraction(edge) for edge in _edges(scheme, key) if low <= edge <= high}
    found = sorted({low, (low + high) / 2, high, *inside})
    return tuple(dict.fromkeys(decimals.round_half_up(value, places) for value in found))
