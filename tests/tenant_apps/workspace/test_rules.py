"""Decisions of the workspace, without a database: on, just under and just over each limit."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files

import pytest

from shared_apps.scoring_templates.rules import customisation
from shared_apps.scoring_templates.rules.document import Template, read_yaml
from shared_apps.scoring_templates.rules.lacking import Goal
from tenant_apps.workspace import words
from tenant_apps.workspace.rules import outlook, shape, weighing
from tenant_apps.workspace.rules.changes import axis_change
from tenant_apps.workspace.rules.finding import Figures, Kind, UnitFigures, finding, in_order
from tenant_apps.workspace.rules.greeting import PartOfDay, part_of_day
from tenant_apps.workspace.rules.outlook import Outlook, Reach
from tenant_apps.workspace.rules.selection import default_selection, selection_of
from tenant_apps.workspace.rules.values import Values
from tests.tenant_apps.scoring.cast import CUTS

TYPICAL = {
    "performance_rating": "80.00",
    "awards_points": "25.00",
    "team_points": "75.00",
    "feedback_points": "80.00",
    "performance": "71.00",
    "competency_assessment": "82.50",
    "competency_development": "50.00",
    "position_experience": "60.00",
    "potential_assessment": "75.00",
    "education_points": "90.00",
    "field_points": "100.00",
    "discipline_points": "100.00",
    "potential": "80.25",
}
CODES = {
    "predicate": "good",
    "awards": "agency",
    "team_assignments": "leader_internal",
    "feedback_360": "good",
    "field_match": "true",
    "performance_level": "meets",
    "potential_level": "medium",
    "talent_box": "box_5",
}


@cache
def scheme() -> Template:
    """The talent template with the region's cuts."""
    template, _problems = read_yaml(
        (files("shared_apps.scoring_templates") / "documents" / "talent_national_2025.yaml").read_text()
    )
    assert template is not None
    changes, problems = customisation.parse(
        {"format": 1, "template": template.key, "version": template.version, "overrides": list(CUTS)}
    )
    assert changes is not None, problems
    resolved = customisation.resolve(template, changes)
    assert resolved.scheme is not None, resolved.problems
    return resolved.scheme


def person(numbers: dict[str, str | None] | None = None, **codes: str | None) -> Values:
    """The typical person, changed."""
    given = {**TYPICAL, **(numbers or {})}
    return Values(
        scheme=scheme(),
        status="complete",
        numbers={key: None if value is None else Decimal(value) for key, value in given.items()},
        codes={**CODES, **codes},
    )


def performance() -> shape.Axis:
    return shape.axes(scheme())[0]


def test_the_axes_stand_in_the_order_of_the_results() -> None:
    assert [axis.key for axis in shape.axes(scheme())] == ["performance", "potential"]


@pytest.mark.parametrize(
    ("number", "level"),
    [("46.00", "below"), ("46.01", "meets"), ("72.00", "meets"), ("72.01", "above"), ("0.00", "below")],
)
def test_levels_above_a_cut(number: str, level: str) -> None:
    assert performance().level(Decimal(number)) == level


@pytest.mark.parametrize(
    ("number", "level"), [("69.99", "low"), ("70.00", "medium"), ("89.99", "medium"), ("90.00", "high")]
)
def test_levels_from_a_cut_on(number: str, level: str) -> None:
    assert shape.axes(scheme())[1].level(Decimal(number)) == level


@pytest.mark.parametrize(
    ("comparator", "cut", "first"),
    [(">", "72", "72.01"), (">=", "72", "72.00"), (">", "72.005", "72.01"), (">=", "72.005", "72.01")],
)
def test_the_first_number_of_a_level(comparator: str, cut: str, first: str) -> None:
    assert shape.first_reaching(shape.Cut("above", Decimal(cut), comparator), 2) == Decimal(first)


def test_the_distance_to_the_next_level() -> None:
    step = performance().next_step(Decimal("71.00"))
    assert step is not None
    assert (step[0].code, step[1]) == ("above", Decimal("1.01"))
    assert performance().next_step(Decimal("72.01")) is None
    assert performance().next_step(None) is None


def test_parts_bring_the_axis_together() -> None:
    parts = weighing.shares(person(), "performance")
    assert [(part.key, part.brought, part.of) for part in parts] == [
        ("performance_rating", Decimal("48.00"), Decimal("60.00")),
        ("awards_points", Decimal("3.75"), Decimal("15.00")),
        ("team_points", Decimal("11.25"), Decimal("15.00")),
        ("feedback_points", Decimal("8.00"), Decimal("10.00")),
    ]
    assert sum(part.points or 0 for part in parts) == 71


def test_what_is_refused_does_not_give_its_weight_to_the_others() -> None:
    waiting = person({"awards_points": None, "performance": None})
    parts = {part.key: part for part in weighing.shares(waiting, "performance")}
    assert parts["performance_rating"].brought == Decimal("48.00")
    assert parts["awards_points"].brought is None
    assert parts["awards_points"].of == 15


def test_half_is_rounded_away_from_zero() -> None:
    from fractions import Fraction

    assert weighing.rounded(Fraction(2345, 1000), 2) == Decimal("2.35")
    assert weighing.rounded(Fraction(-2345, 1000), 2) == Decimal("-2.35")
    assert weighing.rounded(Fraction(1, 3), 2) == Decimal("0.33")


def test_changes_explain_the_difference() -> None:
    before = person(
        {"team_points": "25.00", "feedback_points": "60.00", "awards_points": "50.00", "performance": "65.25"}
    )
    change = axis_change(performance(), person(), before)
    assert change.points == Decimal("5.75")
    assert [(each.key, each.points) for each in change.changes] == [
        ("team_points", Decimal("7.50")),
        ("feedback_points", Decimal("2.00")),
        ("awards_points", Decimal("-3.75")),
    ]


def test_nothing_is_compared_with_what_was_not_known() -> None:
    change = axis_change(performance(), person(), person({"awards_points": None, "performance": None}))
    assert change.points is None
    assert change.changes == ()
    assert axis_change(performance(), person(), None).points is None


ABOVE = Goal("performance_level", frozenset({"above"}))


def test_single_changes_that_are_enough() -> None:
    found = outlook.outlook(person(), ABOVE, "performance")
    assert found is not None
    assert found.reach is Reach.ALONE
    assert [(each.measure, each.to, step.number) for step in found.steps for each in step.changes] == [
        ("feedback_360", "very_good", Decimal("73.00")),
        ("awards", "inter_agency", Decimal("74.75")),
        ("team_assignments", "leader_inter_agency", Decimal("74.75")),
        ("predicate", "very_good", Decimal("83.00")),
    ]


def test_a_row_that_does_not_recompute_promises_nothing() -> None:
    assert outlook.outlook(person({"performance": "70.00"}), ABOVE, "performance") is None
    assert outlook.outlook(person(performance_level="below"), ABOVE) is None


def test_nothing_is_said_of_what_hides_somebodys_answer() -> None:
    found = outlook.outlook(replace(person(), hidden=frozenset({"feedback_360"})), ABOVE, "performance")
    assert found == Outlook(Reach.HIDDEN)


def test_what_each_answer_to_the_one_missing_question_would_give() -> None:
    waiting = person({"field_points": None, "potential": None}, field_match=None)
    outcomes = outlook.outcomes_of_missing(shape.axes(scheme())[1], waiting)
    assert [(each.code, each.value, each.level) for each in outcomes] == [
        ("true", Decimal("80.25"), "medium"),
        ("false", Decimal("75.25"), "medium"),
    ]
    two = person({"field_points": None, "education_points": None, "potential": None})
    assert outlook.outcomes_of_missing(shape.axes(scheme())[1], two) == ()


def test_what_waits_for_a_measure() -> None:
    assert shape.waiting_on(scheme(), "field_match") == ("potential", "talent_box")
    assert shape.waiting_on(scheme(), "predicate") == ("performance", "talent_box")


def test_the_work_is_named_before_the_behaviour() -> None:
    template, _problems = read_yaml(
        (files("shared_apps.scoring_templates") / "documents" / "asn_performance.yaml").read_text()
    )
    assert template is not None
    verdict = shape.predicate(template)
    assert verdict is not None
    assert list(verdict.axes.values()) == ["work_result", "work_behaviour"]
    assert shape.box(template) is None


@pytest.mark.parametrize(("code", "number"), [("box_5", 5), ("box_9", 9), (None, None), ("good", None)])
def test_the_number_of_a_box(code: str | None, number: int | None) -> None:
    assert shape.box_number(code) == number


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (3, PartOfDay.EVENING),
        (4, PartOfDay.MORNING),
        (10, PartOfDay.MORNING),
        (11, PartOfDay.NOON),
        (14, PartOfDay.NOON),
        (15, PartOfDay.AFTERNOON),
        (17, PartOfDay.AFTERNOON),
        (18, PartOfDay.EVENING),
    ],
)
def test_greetings_of_the_day(hour: int, part: PartOfDay) -> None:
    assert part_of_day(hour) == part


ALL = Figures(people=100, complete=100, average=Decimal("70.00"))


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        (Figures(), Kind.NOBODY),
        (Figures(people=10), Kind.NOT_SCORED),
        (Figures(people=10, needs_verification=1), Kind.INCOMPLETE),
        (replace(ALL, complete=99, change=Decimal(5)), Kind.INCOMPLETE),
        (replace(ALL, change=Decimal("0.01")), Kind.RISEN),
        (replace(ALL, change=Decimal("-0.01")), Kind.FALLEN),
        (replace(ALL, change=Decimal("0.00")), Kind.STEADY),
        (ALL, Kind.STEADY),
    ],
)
def test_the_finding_says_what_matters_first(figures: Figures, kind: Kind) -> None:
    assert finding(figures, []).kind == kind


@pytest.mark.parametrize(
    ("figures", "attention"),
    [
        (replace(ALL, change=Decimal("-0.99")), False),
        (replace(ALL, change=Decimal("-1.00")), True),
        (replace(ALL, complete=80), False),
        (replace(ALL, complete=79), True),
        (Figures(), False),
    ],
)
def test_units_worth_a_look(figures: Figures, attention: bool) -> None:
    unit = UnitFigures("Dinas", figures)
    assert unit.needs_attention is attention
    assert finding(ALL, [unit]).attention == int(attention)


def test_a_hundred_percent_means_everybody() -> None:
    assert Figures(people=1000, complete=999).complete_percent == 99


def test_units_in_order() -> None:
    units = [
        UnitFigures(name, Figures(average=None if value is None else Decimal(value)))
        for name, value in (("a", None), ("b", "70"), ("c", "80"))
    ]
    assert [unit.unit for unit in in_order(units)] == ["c", "b", "a"]


def test_words_of_an_address() -> None:
    selection = selection_of("8")
    assert selection is not None
    assert selection.box == 8
    for word in ("0", "10", "x", "", "²"):
        assert selection_of(word) is None
    assert default_selection({5: 1, 7: 2, 9: 0}).box == 7
    assert default_selection({}).box == 9


def test_short_names_of_levels() -> None:
    names = ["Di bawah ekspektasi", "Sesuai ekspektasi", "Di atas ekspektasi"]
    assert words.shortened(names) == ["Di bawah", "Sesuai", "Di atas"]
    assert words.shortened(["Rendah", "Menengah", "Tinggi"]) == ["Rendah", "Menengah", "Tinggi"]
    assert words.shortened(["Baik", "Sangat Baik"]) == ["Baik", "Sangat Baik"]


def test_limits_in_words() -> None:
    first, second = shape.axes(scheme())
    assert words.span_of(first, Decimal("71.00")) == "di atas 46 sampai 72"
    assert words.span_of(second, Decimal("80.25")) == "mulai 70 sampai di bawah 90"
    assert words.span_of(first, Decimal("46.00")) == "sampai 46"
    assert words.span_of(second, Decimal("90.00")) == "mulai 90"
    assert "Tepat 72,00 termasuk sesuai" in words.on_the_cut(scheme(), first, Decimal("71.00"))
    assert "Tepat 90,00 termasuk tinggi" in words.on_the_cut(scheme(), second, Decimal("80.25"))


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_names_joined(names: list[str], text: str) -> None:
    assert words.joined(names) == text
