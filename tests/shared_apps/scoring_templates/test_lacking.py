"""What somebody lacks for a better code: by the SQL the named change is enough, and one step less is not."""

from decimal import Decimal

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, evaluate
from shared_apps.scoring_templates.rules import kinds, lacking
from shared_apps.scoring_templates.rules.explanation import Value
from shared_apps.scoring_templates.rules.imagining import Imagined
from shared_apps.scoring_templates.rules.lacking import Change, Goal, Way
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.random_people import people
from tests.shared_apps.scoring_templates.test_agreement import schemes


def goals(scheme: Template, values: dict[str, Value]) -> list[Goal]:
    """For everybody who has a code of a rating or matrix: a better one."""
    found = []
    for key in (*scheme.ratings, *scheme.matrices):
        codes, now = kinds.codes_of(scheme, key) or (), values[key]
        if isinstance(now, str) and codes.index(now) + 1 < len(codes):
            found += [Goal(key, frozenset(codes[codes.index(now) + 1 :])), Goal(key, frozenset(codes[-1:]))]
    return found


def less(scheme: Template, change: Change) -> Value:
    """One step less of a change; the value that is there already is no change at all."""
    entry = scheme.measures[change.measure]
    codes = kinds.codes_of(scheme, change.measure)
    if codes is not None:
        place = codes.index(str(change.to))
        start = codes.index(change.now) if isinstance(change.now, str) and change.now in codes else None
        back = place - 1 if start is None or place > start else place + 1
        return codes[back] if 0 <= back < len(codes) else change.now
    assert isinstance(change.to, Decimal)
    step = Decimal(1).scaleb(-kinds.decimals_of(scheme, change.measure))
    falls = change.to < change.now if isinstance(change.now, Decimal) else entry.direction == "lower"
    return change.to + step if falls else change.to - step


def with_(case: Case, changes: dict[str, Value]) -> Case:
    return Case({**case.measures, **changes}, case.profile)


def tried(
    scheme: Template, case: Case, given: dict[str, Value], values: dict[str, Value]
) -> list[tuple[Goal, Way, bool]]:
    """Every way that is named to everything better."""
    imagined = Imagined(scheme, case.profile, given)
    found = []
    for goal in goals(scheme, values):
        ways = lacking.ways(imagined, goal)
        found += [(goal, way, True) for way in ways.singles]
        found += [(goal, way, False) for way in ways.pairs]
    return found


@pytest.mark.parametrize("block", range(3))
def test_a_named_change_is_enough_and_one_step_less_is_not(block: int, cursor: CursorWrapper) -> None:
    singles = pairs = 0
    for seed, scheme in schemes(block * 40, 40):
        cases = people(scheme, seed, 4)
        for case, outcome in zip(cases, evaluate(cursor, scheme, cases), strict=True):
            named = tried(scheme, case, dict(outcome.inputs), dict(outcome.values))
            enough = [with_(case, way.replaced) for _goal, way, _single in named]
            short = [
                with_(case, {**way.replaced, way.changes[-1].measure: less(scheme, way.changes[-1])})
                for _goal, way, _single in named
            ]
            alone = [with_(case, {way.changes[-1].measure: way.changes[-1].to}) for _goal, way, _single in named]
            results = evaluate(cursor, scheme, [*enough, *short, *alone]) if named else []
            for place, (goal, way, single) in enumerate(named):
                assert results[place].values[goal.key] in goal.codes, (seed, case, goal, way)
                assert results[len(named) + place].values[goal.key] not in goal.codes, (seed, case, goal, way)
                if not single:
                    assert results[2 * len(named) + place].values[goal.key] not in goal.codes, (seed, case, goal, way)
                singles, pairs = singles + single, pairs + (not single)
    assert singles > 50
    assert pairs


def test_where_nothing_is_named_the_best_of_each_input_alone_does_not_reach_it(cursor: CursorWrapper) -> None:
    """Every end of every input tried by the SQL: what is called out of reach alone is."""
    silent = 0
    for seed, scheme in schemes(0, 60):
        cases = people(scheme, seed, 2)
        for case, outcome in zip(cases, evaluate(cursor, scheme, cases), strict=True):
            imagined = Imagined(scheme, case.profile, dict(outcome.inputs))
            for goal in goals(scheme, dict(outcome.values)):
                if goal.key in scheme.matrices or lacking.ways(imagined, goal).singles:
                    continue  # a random table of codes may be better where an answer is worse
                ends = [
                    with_(case, {key: value})
                    for key, measure in scheme.measures.items()
                    for value in (kinds.codes_of(scheme, key) or (measure.min, measure.max))
                    if value is not None
                ]
                silent += 1
                assert not [
                    found for found in evaluate(cursor, scheme, ends) if found.values[goal.key] in goal.codes
                ], (seed, case, goal)
    assert silent


def test_the_next_box_of_a_typical_person(cursor: CursorWrapper) -> None:
    scheme = examples.scheme("talent_national_2025")
    case = next(each.case for each in examples.vectors("talent_national_2025") if each.name == "typical")
    outcome = evaluate(cursor, scheme, [case])[0]
    imagined = Imagined(scheme, case.profile, dict(outcome.inputs))
    found = lacking.ways(imagined, Goal("potential_level", frozenset({"high"})))
    assert found.possible
    for way in (*found.singles, *found.pairs):
        after = evaluate(cursor, scheme, [with_(case, way.replaced)])[0]
        assert after.values["potential_level"] == "high"


def test_what_has_no_weight_for_the_profile_is_not_asked_of_anybody() -> None:
    scheme = examples.scheme("behaviour_360")
    given: dict[str, Value] = dict.fromkeys(scheme.measures)
    given |= {"superior": Decimal("4.0000"), "peer": Decimal("4.0000"), "self": Decimal("4.0000")}
    imagined = Imagined(scheme, "implementer", given)
    found = lacking.ways(imagined, Goal("behaviour_predicate", frozenset({"very_good"})))
    named = {change.measure for way in (*found.singles, *found.pairs) for change in way.changes}
    assert named
    assert not named & {"subordinate", "beneficiary"}
