"""Ratings, matrices, recommendations, gates, results: nothing falls through."""

import itertools
from collections.abc import Iterator
from fractions import Fraction

from shared_apps.scoring_templates.rules import cells, graph, kinds, pointers, ranges
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.ranges import Span
from shared_apps.scoring_templates.rules.sections import Condition, Cut, Matrix, Rating, Recommendation
from shared_apps.scoring_templates.rules.template import Template

AXES = 2


def check(template: Template) -> Iterator[Problem]:
    """Problems of what is made of the numbers."""
    spans = ranges.spans(template)
    for key, rating in template.ratings.items():
        yield from _rating(template, key, rating, spans.get(rating.input))
    for key, matrix in template.matrices.items():
        yield from _matrix(template, key, matrix)
    for key, recommendation in template.recommendations.items():
        yield from _recommendation(template, key, recommendation)
    for key, gate in template.gates.items():
        for condition in gate.closes_when:
            yield from _condition(template, pointers.join("gates", key, "closes_when"), condition)
    for key, rules in template.distribution.items():
        if graph.entry_of(template, rules.of) is None:
            yield Problem("input_unknown", pointers.join("distribution", key, "of"), {"name": rules.of})
    yield from _results(template)


def _results(template: Template) -> Iterator[Problem]:
    if not template.results:
        yield Problem("inputs_missing", "/results", {"name": "results"})
    for key in template.results:
        if graph.entry_of(template, key) is None or key in template.measures:
            yield Problem("input_unknown", "/results", {"name": key})
    if len(set(template.results)) < len(template.results):
        yield Problem("duplicate_key", "/results", {"detail": ", ".join(template.results)})


def _rating(template: Template, key: str, rating: Rating, span: Span | None) -> Iterator[Problem]:
    codes = kinds.codes_of(template, key)
    if codes is None:
        return
    path = ("ratings", key, "cuts")
    for code in codes[1:]:
        if code not in rating.cuts:
            yield Problem("cut_missing", pointers.join(*path), {"code": code})
    for code in rating.cuts:
        if code not in codes[1:]:
            yield Problem("code_unknown", pointers.join(*path, code), {"name": code})
    if span is not None and rating.decimals is not None:
        span = span.rounded(rating.decimals)
    given = [(code, rating.cuts[code]) for code in codes[1:] if code in rating.cuts]
    for code, cut in given:
        if span is not None and not _reachable(cut, span):
            params = {"level": code, "range": ranges.text(span)}
            yield Problem("cut_unreachable", pointers.join(*path, code), params)
    known = [(code, cut.value) for code, cut in given if cut.value is not None]
    for (_, lower), (code, higher) in itertools.pairwise(known):
        if lower >= higher:
            params = {"level": code, "range": "" if span is None else ranges.text(span)}
            yield Problem("cuts_not_ascending", pointers.join(*path, code), params)


def _reachable(cut: Cut, span: Span) -> bool:
    """Some value must lie on each side of the cut."""
    if cut.value is None:
        return True
    value = Fraction(cut.value)
    if cut.comparator == ">":
        return span.low <= value and (span.high is None or value < span.high)
    if cut.comparator == ">=":
        return span.low < value and (span.high is None or value <= span.high)
    return span.low <= value and (span.high is None or value <= span.high)


def _matrix(template: Template, key: str, matrix: Matrix) -> Iterator[Problem]:
    path = ("matrices", key)
    if len(matrix.axes) != AXES:
        yield Problem("axes_not_two", pointers.join(*path, "axes"), {"name": key})
        return
    codes = {axis: kinds.codes_of(template, source) for axis, source in matrix.axes.items()}
    known = {axis: order for axis, order in codes.items() if order is not None}
    if len(known) < AXES:
        return
    axes = sorted(known)
    expected = {
        cells.name(dict(zip(axes, pair, strict=True))) for pair in itertools.product(*(known[axis] for axis in axes))
    }
    for cell in sorted(expected - set(matrix.cells)):
        yield Problem("cell_missing", pointers.join(*path, "cells"), {"code": cell})
    given = template.scales.get(matrix.gives)
    for cell, code in matrix.cells.items():
        place = pointers.join(*path, "cells", cell)
        if cell not in expected:
            yield Problem("cell_unknown", place, {"name": cell})
        if given is not None and code not in given.order:
            yield Problem("code_unknown", place, {"name": code})


def _recommendation(template: Template, key: str, recommendation: Recommendation) -> Iterator[Problem]:
    path = ("recommendations", key)
    if graph.entry_of(template, recommendation.of) is None:
        yield Problem("input_unknown", pointers.join(*path, "of"), {"name": recommendation.of})
        return
    codes = kinds.codes_of(template, recommendation.of)
    if codes is None:
        yield Problem("code_expected", pointers.join(*path, "of"), {"name": recommendation.of})
        return
    for code in codes:
        if code not in recommendation.give:
            yield Problem("choice_missing", pointers.join(*path, "give"), {"code": code})
    for code in recommendation.give:
        if code not in codes:
            yield Problem("code_unknown", pointers.join(*path, "give", code), {"name": code})
    for advice in sorted({advice for given in recommendation.give.values() for advice in given}):
        if advice not in recommendation.titles:
            yield Problem("title_missing", pointers.join(*path, "titles"), {"code": advice})


def _condition(template: Template, path: str, condition: Condition) -> Iterator[Problem]:
    if graph.entry_of(template, condition.key) is None:
        yield Problem("input_unknown", path, {"name": condition.key})
        return
    codes = kinds.codes_of(template, condition.key)
    compares = condition.comparator is not None and condition.value is not None
    partly = condition.comparator is not None or condition.value is not None
    if kinds.is_number(template, condition.key):
        if condition.one_of is not None or not compares:
            yield Problem("condition_invalid", path, {"name": condition.key})
    elif partly or not condition.one_of:
        yield Problem("condition_invalid", path, {"name": condition.key})
    else:
        for code in condition.one_of:
            if codes is not None and code not in codes:
                yield Problem("code_unknown", path, {"name": code})
