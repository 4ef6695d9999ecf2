"""Example people: the same every time, sound in every document, and named after what really happened to them."""

from decimal import Decimal

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, evaluate
from shared_apps.scoring_templates.rules.example_people import Example, Kind, people
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.trying import naming
from tests.shared_apps.scoring_templates import examples

EXACT = {"talent_national_2025": 3, "behaviour_360": 4}


def of_kind(found: list[Example], kind: Kind) -> list[Example]:
    return [each for each in found if each.kind is kind]


@pytest.mark.parametrize("name", examples.VECTORS)
def test_they_are_the_same_every_time_and_know_every_measure(name: str) -> None:
    scheme = examples.scheme(name)
    found = people(scheme)
    assert found == people(scheme)
    assert all(set(each.measures) == set(scheme.measures) for each in found)
    assert [each.kind for each in found[:3]] == [Kind.TOP, Kind.MIDDLE, Kind.BOTTOM]
    assert [each.about for each in of_kind(found, Kind.PROFILE)] == list(scheme.profiles)[1:]
    assert all(each.measures[each.about] is None for each in of_kind(found, Kind.MISSING))


@pytest.mark.parametrize("name", examples.VECTORS)
def test_no_measure_of_theirs_is_impossible(name: str, cursor: CursorWrapper) -> None:
    scheme = examples.scheme(name)
    found = people(scheme)
    outcomes = evaluate(cursor, scheme, [Case(each.measures, each.profile) for each in found])
    assert len(outcomes) == len(found)
    for each, outcome in zip(found, outcomes, strict=True):
        assert not [one for one in outcome.reasons if one.endswith(("out_of_range", "unknown_code", "unknown"))]
        assert outcome.status == "complete" or each.kind is Kind.MISSING


def test_the_best_is_in_the_highest_box_and_the_worst_in_the_lowest(cursor: CursorWrapper) -> None:
    scheme = examples.scheme("talent_national_2025")
    best, _middle, worst = (Case(each.measures, each.profile) for each in people(scheme)[:3])
    found = [outcome.values["talent_box"] for outcome in evaluate(cursor, scheme, [best, worst])]
    assert found == ["box_9", "box_1"]


@pytest.mark.parametrize("name", list(EXACT))
def test_on_a_cut_is_said_only_of_who_stands_there(name: str, cursor: CursorWrapper) -> None:
    scheme: Template = examples.scheme(name)
    near = of_kind(people(scheme), Kind.CUT)
    outcomes = evaluate(cursor, scheme, [Case(each.measures, each.profile) for each in near])
    exact = 0
    for each, outcome in zip(near, outcomes, strict=True):
        rating = scheme.ratings[each.about]
        value, cut = outcome.values[rating.input], rating.cuts[each.level].value
        assert isinstance(value, Decimal)
        assert cut is not None
        assert naming.example_name(scheme, each, outcome).startswith("Tepat" if value == cut else "Dekat")
        assert abs(value - cut) <= 2
        exact += value == cut
    assert exact == EXACT[name]
