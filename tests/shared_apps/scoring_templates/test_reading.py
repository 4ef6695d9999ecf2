"""Reading documents: exact, closed, and deaf to YAML's cleverness."""

from decimal import Decimal

import pytest

from shared_apps.scoring_templates.rules import document, pointers
from shared_apps.scoring_templates.rules.problems import Problem
from tests.shared_apps.scoring_templates import examples


def _codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in problems]


def test_numbers_are_decimals_from_the_text() -> None:
    data, _ = document.load_yaml("a: 0.1\nb: 12345678901.123456\nc: 7\nd: -0\n")
    assert data == {"a": Decimal("0.1"), "b": Decimal("12345678901.123456"), "c": Decimal(7), "d": Decimal(0)}


@pytest.mark.parametrize("written", ["1e3", ".5", "0x1F", "1_000", ".inf", ".nan", "１２", "+-1", "1.2.3", "12:30"])
def test_what_is_no_plain_decimal_stays_a_word_and_is_refused_as_a_number(written: str) -> None:
    plain = examples.data("asn_performance")
    loaded, problems = document.load_yaml(f"value: {written}")
    assert problems == []
    assert loaded == {"value": written}
    plain["nodes"] = {"n": {"kind": "clamp", "input": "work_result", "max": loaded["value"]}}
    assert _codes(document.parse(plain)[1]) == [("decimal_expected", "/nodes/n/max")]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.5, "decimal_expected"),
        (True, "decimal_expected"),
        (Decimal("NaN"), "decimal_expected"),
        (Decimal("Infinity"), "decimal_expected"),
        ("1000000000000", "decimal_out_of_limits"),
        ("0.0000001", "decimal_out_of_limits"),
        (Decimal("1E+400"), "decimal_out_of_limits"),
        ("[1]", "decimal_expected"),
    ],
)
def test_numbers_that_are_refused(value: object, code: str) -> None:
    plain = examples.data("surabaya_individual")
    plain["nodes"]["quarter_score"]["max"] = value
    assert _codes(document.parse(plain)[1]) == [(code, "/nodes/quarter_score/max")]


def test_a_weight_has_four_decimals() -> None:
    plain = examples.data("surabaya_individual")
    plain["nodes"]["contract"]["inputs"]["individual"]["weight"] = "80.00001"
    assert _codes(document.parse(plain)[1]) == [("weight_too_fine", "/nodes/contract/inputs/individual/weight")]


def test_true_and_false_as_keys_are_codes() -> None:
    data, _ = document.load_yaml("choices: {false: 50, true: 100}")
    assert data == {"choices": {"false": Decimal(50), "true": Decimal(100)}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\na: 2\n", "duplicate_key"),
        ("a: &x 1\nb: *x\n", "shape"),
        ("a: !!python/object/apply:os.system ['true']", "shape"),
        ("a: !secret x", "shape"),
        ("", "shape"),
        ("- 1\n- 2\n", "shape"),
        ("a: [1, 2\n", "shape"),
        ("a: 1\n---\nb: 2\n", "shape"),
        ("? [a, b]\n: 1\n", "shape"),
        ("x" * 1_000_001, "shape"),
        ("[" * 5000, "shape"),
        ("a: \x00b", "shape"),
    ],
)
def test_writing_that_is_refused(text: str, code: str) -> None:
    data, problems = document.load_yaml(text)
    assert data is None
    assert [problem.code for problem in problems] == [code]


def test_every_fault_of_shape_is_told_at_its_place() -> None:
    plain = examples.data("surabaya_individual")
    plain["surprise"] = 1
    plain["measures"]["Workload"] = plain["measures"].pop("workload")
    plain["nodes"]["contract"]["kind"] = "magic"
    plain["nodes"]["individual"]["inputs"]["impact"]["colour"] = "red"
    del plain["measures"]["impact"]["missing"]
    plain["title"]["id"] = "a\u0000b"
    assert set(_codes(document.parse(plain)[1])) == {
        ("shape", "/surprise"),
        ("key_invalid", "/measures/Workload"),
        ("shape", "/nodes/contract"),
        ("shape", "/nodes/individual/inputs/impact/colour"),
        ("shape", "/measures/impact/missing"),
        ("shape", "/title/id"),
    }


@pytest.mark.parametrize(
    "key", ['a"b', "a;b", "a b", "ä", "A", "1a", "a" * 41, "", "a\nb", "a%", "a%(k_0)s", "a'--", "a\u0000"]
)
def test_hostile_keys_never_become_identifiers(key: str) -> None:
    plain = examples.data("asn_performance")
    plain["measures"][key] = plain["measures"]["work_result"]
    template, problems = document.parse(plain)
    assert template is None
    assert {problem.code for problem in problems} == {"key_invalid"}


@pytest.mark.parametrize("title", ["'; DROP TABLE x; --", "%s %(x)s %%", "<script>alert(1)</script>", "𝔘", "\\"])
def test_titles_may_say_anything_and_do_nothing(title: str) -> None:
    plain = examples.data("asn_performance")
    plain["title"]["id"] = title
    template = examples.parsed(plain)
    assert document.from_json(document.canonical(template)).title.id == title
    assert document.calculation_hash(template) == document.calculation_hash(examples.template("asn_performance"))


def test_the_canonical_form() -> None:
    plain = examples.data("asn_performance")
    plain["rounding"]["decimals"] = Decimal("2.0")
    plain["nodes"] = {"n": {"kind": "clamp", "input": "work_result", "min": Decimal("-0"), "max": Decimal("37.50")}}
    plain["note"] = "e\u0301"
    text = document.canonical(examples.parsed(plain))
    assert '"n":{"input":"work_result","kind":"clamp","max":"37.5","min":"0"}' in text
    assert '"note":"é"' in text
    assert '"rounding":{"decimals":2}' in text
    assert "direction" not in text
    assert "work_behaviour=below_expectation work_result=above_expectation" in text
    assert "work_result=above_expectation work_behaviour" not in text


def test_hashes_tell_what_matters() -> None:
    template = examples.template("talent_national_2025")
    plain = examples.data("talent_national_2025")
    plain["nodes"]["performance"]["title"]["id"] = "Sumbu Y"
    plain["nodes"]["performance"]["groups"]["main"]["title"]["id"] = "Utama"
    plain["recommendations"] = {}
    plain["version"] = "2025.2"
    relabelled = examples.parsed(plain)
    assert document.content_hash(relabelled) != document.content_hash(template)
    assert document.calculation_hash(relabelled) == document.calculation_hash(template)
    plain["nodes"]["education_points"]["choices"]["d3"] = 71
    assert document.calculation_hash(examples.parsed(plain)) != document.calculation_hash(template)


@pytest.mark.parametrize("name", ["title", "note", "clause", "titles"])
def test_a_measure_called_like_a_word_is_still_calculated(name: str) -> None:
    """Only real titles are left out of the calculation hash."""
    plain = examples.data("jabar_talent_2021")
    plain["measures"][name] = dict(plain["measures"]["potential"])
    first = document.calculation_hash(examples.parsed(plain))
    plain["measures"][name]["max"] = 50
    assert document.calculation_hash(examples.parsed(plain)) != first


def test_pointers() -> None:
    path = pointers.join("a/b", "~", "performance=meets potential=low")
    assert path == "/a~1b/~0/performance=meets potential=low"
    assert pointers.split(path) == ("a/b", "~", "performance=meets potential=low")
    assert pointers.split("a/b") is None
