"""Lineage: the shown numbers give the stored ones, and what is private stays so."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, evaluate
from shared_apps.scoring_templates.rules import checks, document, privacy
from shared_apps.scoring_templates.rules.explain import Explanation, LineageError, StoredRow, explain, hidden_in
from shared_apps.scoring_templates.rules.explanation import Adjusted, Cell, Measured, Rated, State, Table, Weighted
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.random_people import people
from tests.shared_apps.scoring_templates.test_agreement import row_of, schemes

_TALENT, _360, _SURABAYA = "talent_national_2025", "behaviour_360", "surabaya_individual"


def _stored(cursor: CursorWrapper, name: str, case: str | Case) -> tuple[Template, StoredRow]:
    scheme = examples.scheme(name)
    if isinstance(case, str):
        case = next(vector.case for vector in examples.vectors(name) if vector.name == case)
    return scheme, row_of(scheme, case, evaluate(cursor, scheme, [case])[0])


def _keys(told: Explanation) -> set[str]:
    return {told.key}.union(*(_keys(entry.explanation) for entry in told.inputs))


def test_the_typical_axis_can_be_repeated_by_hand(cursor: CursorWrapper) -> None:
    told = explain(*_stored(cursor, _TALENT, "typical"), "performance")
    assert isinstance(told.step, Weighted)
    assert told.step.division is not None
    assert [
        (entry.explanation.key, entry.explanation.value, entry.weight, entry.product) for entry in told.inputs
    ] == [
        ("awards_points", Decimal("25.00"), Decimal(15), Decimal(375)),
        ("feedback_points", Decimal("80.00"), Decimal(10), Decimal(800)),
        ("performance_rating", Decimal("80.00"), Decimal(60), Decimal(4800)),
        ("team_points", Decimal("75.00"), Decimal(15), Decimal(1125)),
    ]
    assert (told.step.division.numerator, told.step.division.divisor) == (Decimal(7100), Decimal(100))
    assert told.value == told.step.division.rounded == Decimal("71.00")
    assert not told.step.division.goes_on
    assert [(group.key, group.weight) for group in told.step.groups] == [
        ("main", Decimal(60)),
        ("reinforcing", Decimal(40)),
    ]
    assert told.clause == "Kepka BKN 411/2025: sumbu kinerja"


def test_the_box_down_to_its_measures(cursor: CursorWrapper) -> None:
    told = explain(*_stored(cursor, _TALENT, "typical"), "talent_box")
    assert told.value == "box_5"
    assert told.step == Cell((("performance", "meets"), ("potential", "medium")))
    level = told.inputs[0].explanation
    assert isinstance(level.step, Rated)
    assert [(each.code, each.comparator, each.cut, each.chosen) for each in level.step.levels] == [
        ("below", None, None, False),
        ("meets", ">", Decimal(46), True),
        ("above", ">", Decimal(72), False),
    ]
    rubric = next(e.explanation for e in level.inputs[0].explanation.inputs if e.explanation.key == "awards_points")
    assert isinstance(rubric.step, Table)
    assert [(row.code, row.points) for row in rubric.step.rows if row.chosen] == [("agency", Decimal(25))]
    assert isinstance(rubric.inputs[0].explanation.step, Measured)
    assert _keys(told) >= {"predicate", "tenure", "discipline_record"}


def test_renormalised_weights_stand_beside_the_written_ones(cursor: CursorWrapper) -> None:
    told = explain(*_stored(cursor, _360, "structural without subordinates: 75 of 100"), "behaviour")
    assert isinstance(told.step, Weighted)
    assert told.step.division is not None
    shares = {entry.explanation.key: (entry.weight, entry.share, entry.used) for entry in told.inputs}
    assert shares == {
        "superior_percent": (Decimal(40), Fraction(40, 75), True),
        "peer_percent": (Decimal(30), Fraction(30, 75), True),
        "subordinate_percent": (Decimal(25), None, False),
        "self_percent": (Decimal(5), Fraction(5, 75), True),
    }
    assert (told.step.present, told.step.minimum) == (Decimal(75), Decimal(60))
    assert told.step.division.shown == Decimal("86.6666")
    assert told.step.division.goes_on
    assert told.value == Decimal("86.67")


def test_too_few_missing_and_counted_as_zero_are_told(cursor: CursorWrapper) -> None:
    behaviour = explain(*_stored(cursor, _360, "structural, superior and self missing: 55, no score"), "behaviour")
    assert (behaviour.state, behaviour.value) == (State.ABSENT, None)
    missing = explain(*_stored(cursor, _SURABAYA, "achievement missing: needs verification"), "individual")
    assert missing.state is State.REFUSED
    achievement = next(e.explanation for e in missing.inputs if e.explanation.key == "achievement_points")
    assert achievement.inputs[0].explanation.reason == "missing"
    quarter = explain(*_stored(cursor, _SURABAYA, "no absence record counts as 0 days"), "quarter_score")
    assert isinstance(quarter.step, Adjusted)
    assert [e.explanation.counted_as_zero for e in quarter.inputs if e.role == "deduction"] == [True]
    driver = explain(*_stored(cursor, _360, "position profile unknown"), "behaviour")
    assert (driver.state, driver.reason) == (State.REFUSED, "profile:unknown")
    beyond = explain(*_stored(cursor, _SURABAYA, "behaviour above the range"), "behaviour")
    assert (beyond.state, beyond.value, beyond.reason) == (State.REFUSED, None, "out_of_range")


@pytest.mark.parametrize("name", examples.VECTORS)
def test_every_vector_can_be_explained(name: str, cursor: CursorWrapper) -> None:
    scheme = examples.scheme(name)
    for vector in examples.vectors(name):
        row = row_of(scheme, vector.case, evaluate(cursor, scheme, [vector.case])[0])
        for key, text in vector.values.items():
            value = explain(scheme, row, key).value
            assert ("" if value is None else str(value)) == text


def test_a_row_that_does_not_follow_from_its_inputs_is_refused(cursor: CursorWrapper) -> None:
    scheme, row = _stored(cursor, _TALENT, "typical")
    numbers = [Decimal("71.01") if number == Decimal("71.00") else number for number in row.numbers]
    with pytest.raises(LineageError, match=r"performance: 71\.00 is shown, 71\.01 is stored"):
        explain(scheme, replace(row, numbers=numbers), "talent_box")
    codes = ["box_9" if code == "box_5" else code for code in row.codes]
    with pytest.raises(LineageError):
        explain(scheme, replace(row, codes=codes), "talent_box")


def test_a_private_answer_cannot_be_worked_out(cursor: CursorWrapper) -> None:
    """Two peers answered: their mean, its percent and every sibling disappear, the combined value stays."""
    scheme, row = _stored(cursor, _360, "structural, all roles")
    told = explain(scheme, row, "behaviour", too_few_answers={"peer"})
    assert (told.value, told.closed, told.inputs, told.step) == (Decimal("82.50"), True, (), None)
    predicate = explain(scheme, row, "behaviour_predicate", too_few_answers={"peer"})
    assert predicate.value == "good"
    assert predicate.inputs[0].explanation.closed
    for key in ("peer", "peer_percent", "superior_percent", "superior", "self", "subordinate_percent"):
        hidden = explain(scheme, row, key, too_few_answers={"peer"})
        assert (hidden.hidden, hidden.value, hidden.step, hidden.inputs) == (True, None, None, ())


def test_an_answer_that_stands_alone_hides_what_repeats_it(cursor: CursorWrapper) -> None:
    """With nobody else present the mean would be the peers' answer itself."""
    plain = examples.data(_360)
    plain["nodes"]["behaviour"]["minimum_weight_present"] = 1
    for cut, value in zip(("poor", "needs_improvement", "good", "very_good"), (30, 50, 70, 90), strict=True):
        plain["ratings"]["behaviour_predicate"]["cuts"][cut] = {"comparator": ">=", "value": value}
    scheme = examples.parsed(plain)
    case = Case({"peer": Decimal(4)}, "structural")
    row = row_of(scheme, case, evaluate(cursor, scheme, [case])[0])
    assert explain(scheme, row, "behaviour").value == Decimal("80.00")
    for key in ("behaviour", "behaviour_predicate"):
        assert explain(scheme, row, key, too_few_answers={"peer"}).hidden


def test_only_private_measures_are_hidden(cursor: CursorWrapper) -> None:
    scheme, row = _stored(cursor, _360, "structural, all roles")
    assert not explain(scheme, row, "behaviour", too_few_answers={"self"}).closed


@pytest.mark.parametrize("block", range(3))
def test_whatever_is_hidden_of_somebody_is_in_no_list(block: int, cursor: CursorWrapper) -> None:
    """Random schemes, random private measures: the keys that lists leave out hold all that is hidden of anybody."""
    hidden_somewhere = shown_in_lists = 0
    for seed, scheme in schemes(block * 20, 20):
        chosen = sorted(scheme.measures)[seed % len(scheme.measures)]
        private = scheme.model_copy(
            update={
                "measures": {
                    key: measure.model_copy(update={"private": key == chosen})
                    for key, measure in scheme.measures.items()
                }
            }
        )
        unlisted = privacy.may_be_hidden(private)
        shown_in_lists += len(set(private.results) - unlisted)
        cases = people(private, seed, 6)
        for case, outcome in zip(cases, evaluate(cursor, private, cases), strict=True):
            row = row_of(private, case, outcome)
            few = privacy.too_few(private, row.inputs_by_key(private), {})
            known = row.inputs_by_key(private) | row.values_by_key(private)
            hidden = {key for key in hidden_in(private, row, too_few_answers=few) if known[key] is not None}
            assert hidden <= unlisted, (seed, case)
            hidden_somewhere += bool(hidden)
    assert hidden_somewhere
    assert shown_in_lists


def test_a_360_result_is_listed_as_nobody_answers_it_alone() -> None:
    plain = examples.data(_360)
    assert privacy.may_be_hidden(examples.parsed(plain)).isdisjoint({"behaviour", "behaviour_predicate"})
    plain["nodes"]["behaviour"]["minimum_weight_present"] = 30
    assert {"behaviour", "behaviour_predicate"} <= privacy.may_be_hidden(examples.parsed(plain))


def test_a_template_may_ask_for_more_answers_and_never_for_fewer() -> None:
    values: dict[str, Decimal | str | None] = {"peer": Decimal(4)}
    plain = examples.data(_360)
    assert privacy.too_few(examples.parsed(plain), values, {"peer": 3}) == frozenset()
    plain["measures"]["peer"]["minimum_answers"] = 5
    asks_more = examples.parsed(plain)
    assert privacy.too_few(asks_more, values, {"peer": 4}) == {"peer"}
    assert privacy.too_few(asks_more, values, {"peer": 5}) == frozenset()
    assert document.calculation_hash(asks_more) == document.calculation_hash(examples.parsed(examples.data(_360)))
    plain["measures"]["superior"]["minimum_answers"] = 5
    found = {(problem.code, problem.path) for problem in checks.check(examples.parsed(plain), as_scheme=False)}
    assert ("shape", "/measures/superior/minimum_answers") in found
    plain["measures"]["peer"]["minimum_answers"] = 2
    with pytest.raises(AssertionError, match="minimum_answers"):
        examples.parsed(plain)
