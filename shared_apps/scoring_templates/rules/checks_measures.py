"""Measures: what each type needs and may not have."""

from collections.abc import Iterator

from shared_apps.scoring_templates.rules import pointers
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.sections import NUMERIC_TYPES, Measure
from shared_apps.scoring_templates.rules.template import Template

UNITS_OF_TIME = frozenset({"days", "months", "years"})


def check(template: Template) -> Iterator[Problem]:
    """Problems of the measures."""
    for key, measure in template.measures.items():
        numeric = measure.type in NUMERIC_TYPES
        yield from _number(key, measure) if numeric else _code(key, measure)
        if measure.window is not None and _lengths(measure) != 1:
            yield _problem(key, "window", "shape", detail="years | months | days")
        if measure.minimum_answers is not None and not measure.private:
            yield _problem(key, "minimum_answers", "shape", detail="private")


def _lengths(measure: Measure) -> int:
    window = measure.window
    return 0 if window is None else sum(part is not None for part in (window.years, window.months, window.days))


def _problem(key: str, field: str, code: str, **params: str) -> Problem:
    return Problem(code, pointers.join("measures", key, field), {"name": key, **params})


def _number(key: str, measure: Measure) -> Iterator[Problem]:
    if measure.scale is not None:
        yield _problem(key, "scale", "scale_on_number")
    if measure.min is None:
        yield _problem(key, "min", "range_required")
    elif measure.max is not None and measure.max < measure.min:
        yield _problem(key, "max", "range_empty")
    elif measure.missing == "zero" and (measure.min > 0 or (measure.max is not None and measure.max < 0)):
        yield _problem(key, "missing", "zero_outside_range")
    if measure.type == "number" and measure.decimals is None:
        yield _problem(key, "decimals", "shape", detail="decimals")
    if measure.type != "number" and measure.decimals is not None:
        yield _problem(key, "decimals", "count_has_decimals")
    if measure.type == "date_window":
        if measure.window is None:
            yield _problem(key, "window", "range_required")
        if measure.unit not in UNITS_OF_TIME:
            yield _problem(key, "unit", "shape", detail="days | months | years")


def _code(key: str, measure: Measure) -> Iterator[Problem]:
    if measure.type == "flag":
        if measure.scale is not None:
            yield _problem(key, "scale", "scale_on_number")
    elif measure.scale is None:
        yield _problem(key, "scale", "scale_unknown")
    if measure.min is not None or measure.max is not None or measure.decimals is not None:
        yield _problem(key, "min", "range_on_code")
    if measure.missing == "zero":
        yield _problem(key, "missing", "zero_for_code")
