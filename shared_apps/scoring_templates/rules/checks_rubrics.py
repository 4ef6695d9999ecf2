"""Rubrics and curves: every code has its points, bands leave no gap and no overlap, corners stand apart."""

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from shared_apps.scoring_templates.rules import kinds, pointers, ranges
from shared_apps.scoring_templates.rules.decimals import canonical_text
from shared_apps.scoring_templates.rules.nodes import Band, Curve, Point, Rubric, RubricPart
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.ranges import Span
from shared_apps.scoring_templates.rules.template import Template

FEWEST_CORNERS = 2


def check(template: Template) -> Iterator[Problem]:
    """Problems of rubrics and curves."""
    spans = ranges.spans(template)
    for key, node in template.nodes.items():
        if isinstance(node, Rubric):
            for place, part in _parts(key, node):
                yield from _rubric(template, node.input, place, part, spans.get(node.input))
        elif isinstance(node, Curve):
            if node.points or not node.variants:
                yield from _curve(key, ("nodes", key), node.points)
            for profile, variant in node.variants.items():
                yield from _curve(key, ("nodes", key, "variants", profile), variant.points)


def _parts(key: str, node: Rubric) -> Iterator[tuple[tuple[str, ...], RubricPart]]:
    if node.choices or node.bands or not node.variants:
        yield ("nodes", key), RubricPart.model_construct(choices=node.choices, bands=node.bands)
    for profile, variant in node.variants.items():
        yield ("nodes", key, "variants", profile), variant


def _rubric(
    template: Template, source: str, place: tuple[str, ...], part: RubricPart, span: Span | None
) -> Iterator[Problem]:
    if not part.choices and not part.bands:
        yield Problem("bands_missing", pointers.join(*place), {"name": place[1]})
    elif kinds.is_number(template, source):
        if part.choices:
            yield Problem("choices_on_number", pointers.join(*place, "choices"), {"name": source})
        if part.bands:
            yield from _bands((*place, "bands"), part.bands, span)
    else:
        if part.bands:
            yield Problem("bands_on_code", pointers.join(*place, "bands"), {"name": source})
        if part.choices:
            yield from _choices(template, source, (*place, "choices"), part.choices)


def _choices(
    template: Template, source: str, place: tuple[str, ...], choices: Mapping[str, Decimal | None]
) -> Iterator[Problem]:
    codes = kinds.codes_of(template, source)
    if codes is None:
        return
    for code in codes:
        if code not in choices:
            yield Problem("choice_missing", pointers.join(*place), {"code": code})
    for code in choices:
        if code not in codes:
            yield Problem("code_unknown", pointers.join(*place, code), {"name": code})


def _bands(place: tuple[str, ...], bands: Mapping[str, Band], span: Span | None) -> Iterator[Problem]:
    if any(band.from_ is None for band in bands.values()):
        return
    for name, band in bands.items():
        if band.to is not None and band.from_ is not None and band.from_ >= band.to:
            yield Problem("band_empty", pointers.join(*place, name), {"a": name, "b": name, "range": ""})
    ordered = sorted(bands, key=lambda name: (bands[name].from_ or Decimal(0), name))
    for first, second in itertools.pairwise(ordered):
        yield from _neighbours(place, (first, bands[first]), (second, bands[second]))
    if span is not None:
        yield from _ends(place, bands, ordered, span)


def _neighbours(place: tuple[str, ...], first: tuple[str, Band], second: tuple[str, Band]) -> Iterator[Problem]:
    (a, left), (b, right) = first, second
    start = right.from_ or Decimal(0)
    if left.to is None or left.to > start:
        reach = "" if left.to is None else canonical_text(left.to)
        params = {"a": a, "b": b, "range": f"{canonical_text(start)}–{reach}"}
        yield Problem("bands_overlap", pointers.join(*place, b), params)
    elif left.to < start:
        params = {"a": a, "b": b, "range": f"{canonical_text(left.to)}–{canonical_text(start)}"}
        yield Problem("bands_gap", pointers.join(*place, b), params)


def _ends(place: tuple[str, ...], bands: Mapping[str, Band], ordered: list[str], span: Span) -> Iterator[Problem]:
    lowest, highest = bands[ordered[0]], bands[ordered[-1]]
    start = lowest.from_ or Decimal(0)
    if Fraction(start) > span.low:
        params = {"a": ordered[0], "b": ordered[0], "range": f"{ranges.text(span)} < {canonical_text(start)}"}
        yield Problem("bands_gap", pointers.join(*place, ordered[0]), params)
    if highest.to is not None and (span.high is None or Fraction(highest.to) <= span.high):
        params = {"a": ordered[-1], "b": ordered[-1], "range": f"{canonical_text(highest.to)} ≤ {ranges.text(span)}"}
        yield Problem("bands_gap", pointers.join(*place, ordered[-1]), params)


def _curve(key: str, place: tuple[str, ...], points: Mapping[str, Point]) -> Iterator[Problem]:
    if len(points) < FEWEST_CORNERS:
        yield Problem("points_too_few", pointers.join(*place, "points"), {"name": key})
    seen: dict[Decimal, str] = {}
    for name in sorted(points):
        x = points[name].x
        if x is None:
            continue
        if x in seen:
            params = {"a": seen[x], "b": name, "range": canonical_text(x)}
            yield Problem("points_same_x", pointers.join(*place, "points", name), params)
        seen.setdefault(x, name)
