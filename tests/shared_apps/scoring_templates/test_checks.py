"""What is not closed is refused: every code of the catalogue by a document that earns it."""

from pathlib import Path
from typing import Any

import pytest

from shared_apps.scoring_templates import documents, messages
from shared_apps.scoring_templates.rules import checks, document, pointers, yaml_reading
from shared_apps.scoring_templates.rules.problems import Problem
from tests.shared_apps.scoring_templates import examples

REFUSALS: list[dict[str, Any]] = yaml_reading.load((Path(__file__).parent / "refusals.yaml").read_text())[0]
WHOLE = [name for name in documents.names() if name != "jabar_talent_2021"]


def _problems(plain: dict[str, Any], *, as_scheme: bool = False) -> list[Problem]:
    template, problems = document.parse(plain)
    return problems if template is None else checks.check(template, as_scheme=as_scheme)


def _changed(plain: dict[str, Any], path: str, value: Any, *, remove: bool = False) -> dict[str, Any]:
    *parents, last = pointers.split(path) or ()
    inner = plain
    for step in parents:
        inner = inner.setdefault(step, {})
    if remove:
        del inner[last]
    else:
        inner[last] = value
    return plain


@pytest.mark.parametrize("name", WHOLE)
def test_the_documents_of_the_product_are_sound(name: str) -> None:
    assert checks.check(examples.template(name), as_scheme=False) == []


def test_the_axis_of_105_is_refused_with_path_and_sum() -> None:
    problem = Problem("weights_sum", "/nodes/performance/inputs", {"sum": "105", "total": "100"})
    assert checks.check(examples.template("jabar_talent_2021"), as_scheme=False) == [problem]
    assert messages.line_of(problem) == "/nodes/performance/inputs: Jumlah bobot 105, seharusnya tepat 100."


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: f"{case['template']}{case['path']}")
def test_each_single_change_gives_its_codes_exactly(case: dict[str, Any]) -> None:
    plain = _changed(
        examples.data(case["template"]), case["path"], case.get("value"), remove=case.get("remove", False)
    )
    assert sorted({problem.code for problem in _problems(plain)}) == sorted(case["expected"])


_TALENT, _SURABAYA, _ASN, _360 = "talent_national_2025", "surabaya_individual", "asn_performance", "behaviour_360"
MORE: list[tuple[str, str, Any, list[str]]] = [
    (_SURABAYA, "/nodes/workload", {"kind": "clamp", "input": "impact", "max": 1}, ["key_taken"]),
    (_SURABAYA, "/nodes/contract/inputs", {"nobody": {"weight": 100}}, ["input_unknown"]),
    (_SURABAYA, "/results", ["nobody"], ["input_unknown"]),
    (_SURABAYA, "/results", [], ["inputs_missing"]),
    (_SURABAYA, "/results", ["contract", "contract"], ["duplicate_key"]),
    (_TALENT, "/measures/awards/scale", "unknown_scale", ["scale_unknown"]),
    (_TALENT, "/nodes/education_points/choices/s4", 100, ["code_unknown"]),
    (_TALENT, "/nodes/performance/inputs/team_points/group", "other", ["group_sum", "group_unknown"]),
    (_TALENT, "/nodes/performance_rating/input", "tenure", ["choices_on_number"]),
    (_TALENT, "/nodes/tenure_points/input", "awards", ["bands_on_code"]),
    (_TALENT, "/nodes/competency_development/inputs/awards", {}, ["number_expected"]),
    (_TALENT, "/matrices/talent_box/axes/potential", "potential", ["code_expected"]),
    (_TALENT, "/matrices/talent_box/axes/third", "potential_level", ["axes_not_two"]),
    (_TALENT, "/matrices/talent_box/cells/performance=meets potential=huge", "box_1", ["cell_unknown"]),
    (_TALENT, "/matrices/talent_box/cells/nonsense", "box_1", ["cell_unknown"]),
    (_TALENT, "/matrices/talent_box/cells/performance=meets potential=low", "box_10", ["code_unknown"]),
    (_TALENT, "/scales/box/order", ["box_1", "box_1"], ["code_unknown", "scale_repeats"]),
    (_TALENT, "/measures/tenure/scale", "award", ["scale_on_number"]),
    (_TALENT, "/measures/awards/min", 0, ["range_on_code"]),
    (_TALENT, "/measures/training_certificates/decimals", 2, ["count_has_decimals"]),
    (_TALENT, "/measures/tenure/max", -1, ["range_empty"]),
    (_TALENT, "/gates/serving_sanction/closes_when", [{"key": "tenure", "one_of": ["none"]}], ["condition_invalid"]),
    (
        _TALENT,
        "/gates/serving_sanction/closes_when",
        [{"key": "awards", "comparator": ">", "value": 1}],
        ["condition_invalid"],
    ),
    (_TALENT, "/gates/serving_sanction/closes_when", [{"key": "awards", "one_of": ["never"]}], ["code_unknown"]),
    (_TALENT, "/recommendations/talent_box/give/box_9", ["fly"], ["title_missing"]),
    (_TALENT, "/recommendations/talent_box/of", "performance", ["code_expected"]),
    (_TALENT, "/ratings/performance_level/cuts/below", {"comparator": ">", "value": 20}, ["code_unknown"]),
    (_TALENT, "/ratings/performance_level/cuts", {"meets": {"comparator": ">", "value": 46}}, ["cut_missing"]),
    (
        _TALENT,
        "/ratings/performance_level/cuts",
        {"meets": {"comparator": ">", "value": 72}, "above": {"comparator": ">=", "value": 72}},
        ["cuts_not_ascending"],
    ),
    (_TALENT, "/ratings/performance_level/cuts/above", {"comparator": ">", "value": 100}, ["cut_unreachable"]),
    (_TALENT, "/ratings/performance_level/cuts/above", {"comparator": ">=", "value": 100}, []),
    (_TALENT, "/ratings/performance_level/cuts/meets", {"comparator": ">=", "value": 14}, ["cut_unreachable"]),
    (_TALENT, "/nodes/education_points/choices/d3", 50, ["not_monotone"]),
    (_TALENT, "/nodes/tenure_points/bands/y0/to", 0, ["band_empty", "bands_gap"]),
    (_TALENT, "/nodes/tenure_points/bands/y5/to", 60, ["bands_gap"]),
    (_TALENT, "/nodes/tenure_points/bands/y0/from", 1, ["bands_gap"]),
    (_TALENT, "/nodes/tenure_points/bands", {}, ["bands_missing"]),
    (_TALENT, "/measures/local_x", {"type": "flag", "source": "people", "missing": "refuse"}, ["key_invalid"]),
    (_TALENT, "/customisation/paths/~1nodes~1*~1title~1id", {"allow": "bounded"}, ["shape"]),
    (_SURABAYA, "/nodes/contract/inputs/individual/weight", -80, ["weight_negative", "weights_sum"]),
    (_SURABAYA, "/nodes/contract/total", 0, ["total_not_positive", "weights_sum"]),
    (_SURABAYA, "/nodes/quarter_score/deductions/absent_days/times", 0, ["times_not_positive"]),
    (_SURABAYA, "/nodes/quarter_score/bonuses", {"absent_days": {"times": 1}}, ["direction_conflict"]),
    (_SURABAYA, "/nodes/quarter_score/deductions", {"impact": {"times": 1}}, ["direction_conflict"]),
    (_SURABAYA, "/nodes/quarter_score/min", 101, ["clamp_empty"]),
    (_SURABAYA, "/nodes/achievement_points", {"kind": "clamp", "input": "achievement"}, ["clamp_empty"]),
    (_SURABAYA, "/nodes/individual/minimum_weight_present", 101, ["minimum_impossible"]),
    (_SURABAYA, "/nodes/individual/minimum_weight_present", 0, ["minimum_impossible"]),
    (_SURABAYA, "/nodes/workload_points/points", {"none": {"x": 0, "y": 0}}, ["points_too_few"]),
    (_SURABAYA, "/nodes/workload_points/points/full/y", -1, ["direction_conflict"]),
    (_SURABAYA, "/measures/absent_days/min", 1, ["zero_outside_range"]),
    (_SURABAYA, "/measures/impact/decimals", None, ["shape"]),
    (_SURABAYA, "/customisation/local/shares/nobody", 5, ["path_unknown"]),
    (_360, "/nodes/behaviour/variants/structural/inputs", {}, ["inputs_missing"]),
    (
        _ASN,
        "/measures/extra",
        {"type": "date_window", "source": "people", "missing": "refuse", "min": 0, "unit": "weeks"},
        ["range_required", "shape"],
    ),
]


@pytest.mark.parametrize(
    ("name", "path", "value", "expected"), MORE, ids=lambda value: value if isinstance(value, str) else None
)
def test_more_single_changes(name: str, path: str, value: Any, expected: list[str]) -> None:
    found = _problems(_changed(examples.data(name), path, value))
    assert sorted({problem.code for problem in found}) == expected, found


def test_lower_is_better_must_fall_through_a_rubric() -> None:
    plain = examples.data(_SURABAYA)
    bands: dict[str, Any] = {"few": {"from": 0, "to": 5, "points": 100}, "many": {"from": 5, "to": None, "points": 0}}
    plain["nodes"]["presence"] = {"kind": "rubric", "input": "absent_days", "bands": bands}
    plain["nodes"]["contract"]["inputs"] = {"individual": {"weight": 80}, "presence": {"weight": 20}}
    assert _problems(plain) == []
    bands["few"]["points"], bands["many"]["points"] = 0, 100
    assert [problem.code for problem in _problems(plain)] == ["direction_conflict"]


def test_a_scheme_has_no_holes() -> None:
    found = checks.check(examples.template(_TALENT), as_scheme=True)
    assert {problem.code for problem in found} == {"value_required"}
    assert len(found) == 8


def test_all_problems_are_told_at_once_and_always_in_the_same_order() -> None:
    plain = examples.data(_TALENT)
    _changed(plain, "/nodes/performance/inputs/performance_rating/weight", 36)
    _changed(plain, "/nodes/training_points/bands/b4/from", 3)
    _changed(plain, "/measures/awards/missing", "zero")
    found = _problems(plain)
    assert [problem.path for problem in found] == sorted(problem.path for problem in found)
    assert {problem.code for problem in found} == {"group_sum", "weights_sum", "bands_overlap", "zero_for_code"}


def test_every_problem_has_a_text_without_gaps() -> None:
    for code in sorted(messages.codes()):
        text = messages.text_of(Problem(code, "/somewhere", {}))
        assert text
        assert "{" not in text
