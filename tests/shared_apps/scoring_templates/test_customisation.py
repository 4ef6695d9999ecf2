"""What a region may change in a template, and what comes out."""

import json
from decimal import Decimal
from typing import Any

import pytest

from shared_apps.scoring_templates.rules import canonical, customisation, document
from shared_apps.scoring_templates.rules.permissions import permission_at
from tests.shared_apps.scoring_templates import examples

_TALENT, _SURABAYA = "talent_national_2025", "surabaya_individual"


def _told(name: str, *more: dict[str, Any]) -> list[tuple[str, str]]:
    resolution = customisation.resolve(examples.template(name), examples.customised(name, *more))
    assert (resolution.scheme is None) == bool(resolution.problems)
    return [(problem.code, problem.path) for problem in resolution.problems]


def test_a_bare_adoption_names_the_eight_cut_fields() -> None:
    template = examples.template(_TALENT)
    found = customisation.resolve(template, customisation.adopted_as(template)).problems
    assert {problem.code for problem in found} == {"value_required"}
    assert len(found) == 8
    assert all("/cuts/" in problem.path for problem in found)


def test_the_examples_resolve_to_schemes_without_policy() -> None:
    for name in examples.CUSTOMISED:
        scheme = examples.scheme(name)
        assert scheme.customisation is None
        assert scheme.renamed == {}
    talent = examples.scheme(_TALENT)
    assert talent.ratings["performance_level"].cuts["meets"].value == Decimal(46)
    assert talent.nodes["performance"].title is not None
    assert talent.nodes["performance"].title.id == "Sumbu Kinerja (Y)"
    assert talent.nodes["performance"].title.en == "Performance axis"


_WEIGHT = "/nodes/performance/inputs/awards_points/weight"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (_WEIGHT, 20, "locked"),
        ("/nodes/performance_rating/choices/good", 90, "locked"),
        ("/matrices/talent_box/cells/performance=meets potential=low", "box_9", "locked"),
        ("/measures/tenure/max", 10, "locked"),
        ("/nodes/education_points/choices/d3", 101, "out_of_bounds"),
        ("/nodes/education_points/choices/d3", "tinggi", "out_of_bounds"),
        ("/nodes/education_points/choices/d3", True, "out_of_bounds"),
        ("/nodes/education_points/choices/d3", None, "out_of_bounds"),
        ("/nodes/education_points/choices/d3", 70, "no_change"),
        ("/nodes/education_points/choices/d3", "70.0", "no_change"),
        ("/nodes/education_points/choices/d4", 75, "path_unknown"),
        ("/nodes/nobody/title/id", "x", "path_unknown"),
        ("nodes/total", "x", "path_unknown"),
        ("/nodes/total/title/id/more", "x", "path_unknown"),
        ("/measures/local_x", {"type": "flag", "source": "people", "missing": "refuse"}, "local_not_allowed"),
        ("/nodes/total/title/id", 7, "shape"),
    ],
)
def test_a_change_that_is_refused(path: str, value: Any, code: str) -> None:
    assert _told(_TALENT, {"path": path, "value": value}) == [(code, path)]


def test_a_word_that_looks_like_a_number_stays_a_word() -> None:
    template = examples.template(_TALENT)
    change = examples.customised(_TALENT, {"path": "/nodes/total/title/id", "value": "2026"})
    scheme = customisation.resolve(template, change).scheme
    assert scheme is not None
    assert scheme.nodes["total"].title is not None
    assert scheme.nodes["total"].title.id == "2026"


@pytest.mark.parametrize("value", ["a\u0000", 0.5, Decimal("NaN"), object(), {"weight": 0.5}, ["\ud800"]])
def test_values_that_no_document_can_hold(value: Any) -> None:
    plain = canonical.plain(examples.customised(_TALENT))
    plain["overrides"].append({"path": "/nodes/total/title/id", "value": value})
    assert customisation.parse(plain)[0] is None


def test_a_refused_change_at_a_hole_is_told_once() -> None:
    template = examples.template(_TALENT)
    plain = canonical.plain(examples.customised(_TALENT))
    for override in plain["overrides"]:
        if override["path"] == "/ratings/potential_level/cuts/high/value":
            override["value"] = "100.01"
    change, _ = customisation.parse(plain)
    assert change is not None
    found = customisation.resolve(template, change).problems
    assert [(problem.code, problem.path) for problem in found] == [
        ("out_of_bounds", "/ratings/potential_level/cuts/high/value")
    ]
    assert dict(found[0].params)["max"] == "100"


@pytest.mark.parametrize(
    ("meets", "above", "codes"),
    [
        (72, 46, {"cuts_not_ascending"}),
        (46, 46, {"cuts_not_ascending"}),
        (10, 72, {"cut_unreachable"}),
        (46, 100, {"cut_unreachable"}),
        (14, Decimal("99.99"), set()),
    ],
)
def test_thresholds_must_ascend_and_be_reachable(meets: Any, above: Any, codes: set[str]) -> None:
    plain = canonical.plain(examples.customised(_TALENT))
    for override in plain["overrides"]:
        if override["path"] == "/ratings/performance_level/cuts/meets/value":
            override["value"] = meets
        if override["path"] == "/ratings/performance_level/cuts/above/value":
            override["value"] = above
    change, _ = customisation.parse(plain)
    assert change is not None
    found = customisation.resolve(examples.template(_TALENT), change).problems
    assert {problem.code for problem in found} == codes


def test_a_change_must_leave_the_whole_sound() -> None:
    assert _told(_TALENT, {"path": "/nodes/education_points/choices/d3", "value": 60}) == [
        ("not_monotone", "/nodes/education_points/choices")
    ]


def test_one_path_once_and_none_inside_another() -> None:
    path = "/nodes/education_points/choices/senior_secondary"
    assert set(_told(_TALENT, {"path": path, "value": 66})) == {("duplicate_path", path)}
    inside = {"path": "/nodes/performance/title", "value": "x"}
    assert ("overlapping_path", "/nodes/performance/title") in _told(_TALENT, inside)


def test_the_order_of_overrides_has_no_meaning() -> None:
    change = examples.customised(_TALENT)
    plain = canonical.plain(change)
    plain["overrides"].reverse()
    again, _ = customisation.parse(plain)
    assert again is not None
    assert document.canonical(change) == document.canonical(again)


def test_a_stored_customisation_resolves_to_the_same_scheme() -> None:
    for name in examples.CUSTOMISED:
        stored, _ = customisation.parse(json.loads(document.canonical(examples.customised(name))))
        assert stored is not None
        resolved = customisation.resolve(examples.template(name), stored)
        assert resolved.scheme == examples.scheme(name)


@pytest.mark.parametrize("change", [{"version": "2024.1"}, {"template": "other"}, {"content_hash": "sha256:0"}])
def test_a_document_for_another_version_is_refused(change: dict[str, str]) -> None:
    other = examples.customised(_TALENT).model_copy(update=change)
    found = customisation.resolve(examples.template(_TALENT), other).problems
    assert [problem.code for problem in found] == ["wrong_template"]


def _local(number: int, **more: Any) -> dict[str, Any]:
    value = {"type": "number", "min": 0, "max": 100, "decimals": 2, "source": "service", "missing": "refuse", **more}
    return {"path": f"/measures/local_{number}", "value": value}


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ([_local(1)], set()),
        ([_local(1), _local(2)], {"local_too_many"}),
        ([_local(1, source="people")], {"local_source"}),
        ([{"path": "/nodes/contract/inputs/local_complaints_on_time", "value": {"weight": 1}}], {"local_not_allowed"}),
        ([{"path": "/measures/local_9", "value": "x"}], {"path_not_a_value"}),
        ([{"path": "/measures/other", "value": {"type": "flag"}}], {"path_unknown"}),
        ([_local(1, kind="x")], {"shape"}),
        ([{"path": "/nodes/local_capped", "value": {"kind": "clamp", "input": "impact", "max": 90}}], set()),
    ],
)
def test_local_measures(more: list[dict[str, Any]], codes: set[str]) -> None:
    assert {code for code, _ in _told(_SURABAYA, *more)} == codes


def test_local_inputs_may_not_weigh_more_than_their_share() -> None:
    plain = canonical.plain(examples.customised(_SURABAYA))
    weights = {"/nodes/individual/inputs/impact/weight": "15"}
    for override in plain["overrides"]:
        override["value"] = weights.get(override["path"], override["value"])
        if override["path"] == "/nodes/individual/inputs/local_complaints_on_time":
            override["value"] = {"weight": "15"}
    change, _ = customisation.parse(plain)
    assert change is not None
    found = customisation.resolve(examples.template(_SURABAYA), change).problems
    assert [(problem.code, problem.params["detail"]) for problem in found] == [("local_share", "15 > 10")]


def test_the_pattern_exact_furthest_to_the_left_wins() -> None:
    template = examples.template(_TALENT)
    special = permission_at(template, ("nodes", "performance_rating", "choices", "good"))
    general = permission_at(template, ("nodes", "education_points", "choices", "d3"))
    assert special is not None
    assert special.allow == "locked"
    assert general is not None
    assert general.allow == "bounded"
    assert permission_at(template, ("nodes", "education_points", "choices")) is None
