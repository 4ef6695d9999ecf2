"""Pure decisions: order of schemes, cells, what may be set."""

from decimal import Decimal
from importlib.resources import files

import pytest

from shared_apps.scoring_templates.rules import document
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.settings import settings_of
from tenant_apps.scoring.rules import typed
from tenant_apps.scoring.rules.dependencies import in_order
from tenant_apps.scoring.rules.observed import MeasureRule, observed_measures, read_cell


def template(name: str) -> Template:
    text = (files("shared_apps.scoring_templates") / "documents" / f"{name}.yaml").read_text()
    found, problems = document.read_yaml(text)
    assert found is not None, problems
    return found


def nobody(_text: str) -> str | None:
    return None


def test_whoever_is_read_runs_first() -> None:
    assert in_order({"b": ["a"], "a": [], "c": ["b", "a"]}) == ("a", "b", "c")


def test_without_needs_the_key_decides() -> None:
    assert in_order({"z": [], "a": [], "m": []}) == ("a", "m", "z")


def test_what_is_not_adopted_is_no_step() -> None:
    assert in_order({"talent": ["performance"]}) == ("talent",)


@pytest.mark.parametrize("needs", [{"a": ["a"]}, {"a": ["b"], "b": ["a"]}, {"a": ["b"], "b": ["c"], "c": ["a"]}])
def test_a_circle_has_no_order(needs: dict[str, list[str]]) -> None:
    assert in_order(needs) is None


def test_only_results_have_columns_of_their_own() -> None:
    talent = typed.places(template("talent_national_2025"))
    assert set(talent) == {"box", "performance", "potential"}  # the predicate is a measure here
    assert set(typed.places(template("asn_performance"))) == {"predicate"}


def test_a_result_of_another_scheme_is_not_entered() -> None:
    measures = observed_measures(template("talent_national_2025"))
    assert "predicate" not in measures
    assert len(measures) == 13


NUMBER = MeasureRule("points", "number", (), minimum=Decimal(0), maximum=Decimal(100), decimals=2)
COUNT = MeasureRule("count", "count", (), minimum=Decimal(0))
CODE = MeasureRule("award", "level", (), codes=("none", "national"), code_labels={"tingkat nasional": "national"})
FLAG = MeasureRule("match", "flag", (), codes=("false", "true"))


@pytest.mark.parametrize(
    ("text", "number"), [("82,50", "82.50"), ("82.5", "82.5"), ("0", "0"), ("100", "100"), ("100,004", "100.004")]
)
def test_a_number_is_kept_as_it_was_given(text: str, number: str) -> None:
    assert read_cell(text, NUMBER, code_of=nobody).number == Decimal(number)


@pytest.mark.parametrize(
    ("text", "rule", "fault"),
    [
        ("100,005", NUMBER, "out_of_range"),  # rounded first, then compared
        ("-0,005", NUMBER, "out_of_range"),
        ("1e3", NUMBER, "not_a_number"),
        ("NaN", NUMBER, "not_a_number"),
        ("1,0000001", NUMBER, "too_precise"),
        ("1000000000000", COUNT, "too_precise"),
        ("2,5", COUNT, "not_whole"),
        ("-1", COUNT, "too_low"),
        ("perak", CODE, "unknown_code"),
        ("2", FLAG, "unknown_code"),
    ],
)
def test_a_bad_cell_says_nothing(text: str, rule: MeasureRule, fault: str) -> None:
    cell = read_cell(text, rule, code_of=nobody)
    assert (cell.fault, cell.number, cell.code) == (fault, None, None)


def test_codes_titles_and_known_words() -> None:
    assert read_cell("NATIONAL", CODE, code_of=nobody).code == "national"
    assert read_cell("Tingkat  Nasional", CODE, code_of=nobody).code == "national"
    assert read_cell("nas", CODE, code_of=lambda _text: "national").code == "national"
    assert read_cell("nas", CODE, code_of=lambda _text: "galactic").fault == "unknown_code"
    assert read_cell("Ya", FLAG, code_of=nobody).code == "true"


def test_the_settings_of_the_talent_template() -> None:
    settings = {setting.path: setting for setting in settings_of(template("talent_national_2025"))}
    required = [path for path, setting in settings.items() if setting.required]
    assert len(required) == 8
    assert all(settings[path].value is None for path in required)
    cut = settings["/ratings/performance_level/cuts/meets/value"]
    assert (cut.allow, cut.minimum, cut.maximum) == ("bounded", "0", "100")
    assert settings["/ratings/performance_level/cuts/meets/comparator"].one_of == (">", ">=")
    assert settings["/nodes/performance/inputs/awards_points/weight"].is_locked
    assert settings["/nodes/performance_rating/choices/good"].is_locked
    assert settings["/nodes/performance/title/id"].is_text
    assert "/nodes/performance/title/en" not in settings


def test_two_codes_with_one_title_are_told_apart_by_code_alone() -> None:
    talent = template("talent_national_2025")
    assert observed_measures(talent)["variety"].code_labels["antarinstansi"] == "inter_agency"
