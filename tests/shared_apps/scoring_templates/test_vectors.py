"""The worked examples: through the production SQL and through the plain evaluator, to the last digit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, evaluate
from tests.shared_apps.scoring_templates import examples, reference_evaluator


@pytest.mark.parametrize("name", examples.VECTORS)
def test_the_statement_gives_every_vector(name: str, cursor: CursorWrapper) -> None:
    vectors = examples.vectors(name)
    outcomes = evaluate(cursor, examples.scheme(name), [vector.case for vector in vectors])
    for vector, outcome in zip(vectors, outcomes, strict=True):
        shown = {key: "" if (value := outcome.values[key]) is None else str(value) for key in vector.values}
        assert (shown, outcome.status, outcome.reasons, dict(outcome.gates)) == (
            vector.values,
            vector.status,
            vector.reasons,
            vector.gates,
        ), vector.name


@pytest.mark.parametrize("name", examples.VECTORS)
def test_the_plain_evaluator_gives_every_vector(name: str) -> None:
    scheme = examples.scheme(name)
    for vector in examples.vectors(name):
        found = reference_evaluator.evaluate(scheme, dict(vector.case.measures), vector.case.profile)
        assert (found["status"], found["reasons"], found["gates"]) == (vector.status, vector.reasons, vector.gates)
        for key, text in vector.values.items():
            value = found["values"][key]
            assert value == _read(text, value), (vector.name, key)


def _read(text: str, like: object) -> Fraction | str | None:
    if text == "":
        return None
    return Fraction(text) if isinstance(like, Fraction) else text


PREDICATES = {
    ("above", "above"): "very_good",
    ("above", "meets"): "good",
    ("above", "below"): "poor",
    ("meets", "above"): "good",
    ("meets", "meets"): "good",
    ("meets", "below"): "poor",
    ("below", "above"): "needs_improvement",
    ("below", "meets"): "needs_improvement",
    ("below", "below"): "very_poor",
}


def test_the_nine_cells_of_the_predicate(cursor: CursorWrapper) -> None:
    cases = [
        Case(
            {
                "work_result": f"{result}_expectation",
                "work_behaviour": f"{behaviour}_expectation",
            }
        )
        for result, behaviour in PREDICATES
    ]
    outcomes = evaluate(cursor, examples.scheme("asn_performance"), cases)
    assert [outcome.values["predicate"] for outcome in outcomes] == list(PREDICATES.values())


def test_the_axes_of_the_predicate_cannot_be_exchanged(cursor: CursorWrapper) -> None:
    """Good work with poor behaviour is not poor work with good behaviour."""
    plain = examples.data("asn_performance")
    cells = plain["matrices"]["predicate"]["cells"]
    plain["matrices"]["predicate"]["cells"] = {" ".join(reversed(cell.split())): code for cell, code in cells.items()}
    either_way = examples.parsed(plain)
    case = Case({"work_result": "above_expectation", "work_behaviour": "below_expectation"})
    swapped = Case({"work_result": "below_expectation", "work_behaviour": "above_expectation"})
    found = [outcome.values["predicate"] for outcome in evaluate(cursor, either_way, [case, swapped])]
    assert found == ["poor", "needs_improvement"]


BOXES = {
    ("below", "low"): "box_1",
    ("meets", "low"): "box_2",
    ("below", "medium"): "box_3",
    ("above", "low"): "box_4",
    ("meets", "medium"): "box_5",
    ("below", "high"): "box_6",
    ("above", "medium"): "box_7",
    ("meets", "high"): "box_8",
    ("above", "high"): "box_9",
}
TYPICAL = examples.vectors("talent_national_2025")[0].case
PERFORMANCE = {
    "below": {"predicate": "very_poor", "awards": "none", "team_assignments": "none", "feedback_360": "very_poor"},
    "meets": {},
    "above": {"predicate": "very_good"},
}
POTENTIAL = {
    "low": {"potential_assessment": Decimal(0), "competency_assessment": Decimal(0)},
    "medium": {},
    "high": {"potential_assessment": Decimal(100), "competency_assessment": Decimal(100)},
}


def test_the_nine_boxes(cursor: CursorWrapper) -> None:
    cases = [
        Case({**TYPICAL.measures, **PERFORMANCE[performance], **POTENTIAL[potential]})
        for performance, potential in BOXES
    ]
    outcomes = evaluate(cursor, examples.scheme("talent_national_2025"), cases)
    for (performance, potential), outcome in zip(BOXES, outcomes, strict=True):
        assert outcome.values["performance_level"] == performance
        assert outcome.values["potential_level"] == potential
        assert outcome.values["talent_box"] == BOXES[performance, potential]


@pytest.mark.parametrize("comparator", [">", ">="])
@pytest.mark.parametrize("cut", ["46", "72"])
def test_on_just_under_and_just_over_a_cut(comparator: str, cut: str, cursor: CursorWrapper) -> None:
    """Round, then compare: 46.004 is printed 46.00 and stands on the cut, 46.005 is printed 46.01 and above it."""
    scheme = _one_number(comparator, cut)
    given = ["-0.01", "-0.005", "-0.0051", "0", "0.004", "0.005", "0.01"]
    cases = [Case({"score": Decimal(cut) + Decimal(step)}) for step in given]
    levels = [outcome.values["level"] for outcome in evaluate(cursor, scheme, cases)]
    on_the_cut = "high" if comparator == ">=" else "low"
    assert levels == ["low", on_the_cut, "low", on_the_cut, on_the_cut, "high", "high"]


def _one_number(comparator: str, cut: str):  # type: ignore[no-untyped-def]
    return examples.parsed(
        {
            "format": 1,
            "key": "one_number",
            "version": "1",
            "title": {"id": "Satu angka"},
            "valid": {"from": "2026-01-01"},
            "rounding": {"decimals": 2},
            "scales": {"two": {"order": ["low", "high"]}},
            "measures": {
                "score": {
                    "type": "number",
                    "min": 0,
                    "max": 100,
                    "decimals": 4,
                    "source": "people",
                    "missing": "refuse",
                }
            },
            "nodes": {"rounded": {"kind": "clamp", "input": "score", "max": 100}},
            "ratings": {
                "level": {
                    "input": "rounded",
                    "scale": "two",
                    "cuts": {"high": {"comparator": comparator, "value": cut}},
                }
            },
            "results": ["level"],
        }
    )
