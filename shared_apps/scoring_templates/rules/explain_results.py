"""Explaining measures, ratings and matrices."""

from collections.abc import Mapping
from decimal import Decimal

from shared_apps.scoring_templates.rules import cells, decimals, kinds
from shared_apps.scoring_templates.rules.compiler_measures import ends
from shared_apps.scoring_templates.rules.explanation import (
    Cell,
    Explanation,
    Input,
    Level,
    Measured,
    Rated,
    State,
    Value,
)
from shared_apps.scoring_templates.rules.outcome import Outcome, number_of, refused_by
from shared_apps.scoring_templates.rules.sections import Matrix, Measure, Rating
from shared_apps.scoring_templates.rules.template import Template


def measured(scheme: Template, key: str, measure: Measure, given: Value) -> Outcome:
    """Nothing given: by policy. Out of range or unknown: refused, whatever the policy says."""
    step = Measured(measure, given)
    if given is None:
        if measure.missing == "refuse":
            return Outcome(State.REFUSED, reason="missing", step=step)
        if measure.missing == "zero":
            zero = decimals.with_places(Decimal(0), kinds.decimals_of(scheme, key))
            return Outcome(State.VALUE, zero, counted_as_zero=True, step=step)
        return Outcome(State.ABSENT, step=step)
    if isinstance(given, Decimal):
        low, high = ends(measure)
        if not given.is_finite() or not low <= given <= high:
            return Outcome(State.REFUSED, reason="out_of_range", step=step)
    elif given not in (kinds.codes_of(scheme, key) or ()):
        return Outcome(State.REFUSED, reason="unknown_code", step=step)
    return Outcome(State.VALUE, given, step=step)


def rated(scheme: Template, key: str, rating: Rating, children: Mapping[str, Explanation]) -> Outcome:
    """Round, then compare, from the best level down."""
    child = children[rating.input]
    inputs = (Input(child, "input", used=child.state is State.VALUE),)
    codes = kinds.codes_of(scheme, key) or ()
    if child.state is not State.VALUE:
        return Outcome(child.state, step=Rated(None, _levels(rating, codes, None)), inputs=inputs)
    compared = number_of(child)
    if rating.decimals is not None and rating.decimals < kinds.decimals_of(scheme, rating.input):
        compared = decimals.with_places(decimals.round_half_up(compared, rating.decimals), rating.decimals)
    level = codes[0]
    for code in codes[1:]:
        cut = rating.cuts[code]
        if cut.value is not None and (compared > cut.value if cut.comparator == ">" else compared >= cut.value):
            level = code
    return Outcome(State.VALUE, level, step=Rated(compared, _levels(rating, codes, level)), inputs=inputs)


def _levels(rating: Rating, codes: tuple[str, ...], chosen: str | None) -> tuple[Level, ...]:
    found = [Level(codes[0], None, None, None, codes[0] == chosen)]
    for code in codes[1:]:
        cut = rating.cuts[code]
        found.append(Level(code, cut.comparator, cut.value, cut.clause, code == chosen))
    return tuple(found)


def crossed(matrix: Matrix, children: Mapping[str, Explanation]) -> Outcome:
    """The code of the cell where both axes meet."""
    axes = sorted(matrix.axes.items())
    found = [children[source] for _, source in axes]
    inputs = tuple(
        Input(child, axis, used=child.state is State.VALUE) for (axis, _), child in zip(axes, found, strict=True)
    )
    codes = {axis: str(child.value) for (axis, _), child in zip(axes, found, strict=True) if child.value is not None}
    step = Cell(tuple((axis, codes.get(axis)) for axis, _ in axes))
    if refused_by(found):
        return Outcome(State.REFUSED, step=step, inputs=inputs)
    if len(codes) < len(axes):
        return Outcome(State.ABSENT, step=step, inputs=inputs)
    return Outcome(State.VALUE, matrix.cells[cells.name(codes)], step=step, inputs=inputs)
