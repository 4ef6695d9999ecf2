"""A new version of a template meets a region's changes: every case, the example, and the laws."""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from shared_apps.scoring_templates.rules import canonical, customisation, document, pointers
from shared_apps.scoring_templates.rules.customisation import Customisation, Override
from shared_apps.scoring_templates.rules.deciding import Decision, choices_of, decide
from shared_apps.scoring_templates.rules.merge import Merge, three_way_merge
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples

Plain = dict[str, Any]
_LOADED, _PROBLEMS = document.load_yaml((examples.HERE / "merge_example.yaml").read_text())
assert _LOADED is not None
EXAMPLE: Plain = _LOADED


def changed(plain: Plain, *changes: Mapping[str, Any]) -> Plain:
    """The document with values at paths; None takes a title away."""
    plain = deepcopy(plain)
    for change in changes:
        *parents, last = pointers.split(change["path"]) or ("",)
        inner = plain
        for step in parents:
            inner = inner.setdefault(step, {})
        if change["value"] is None and last == "title":
            inner.pop(last)
        else:
            inner[last] = change["value"]
    return plain


def own(*overrides: tuple[str, Any], version: str = "1") -> Customisation:
    found, problems = customisation.parse(
        {
            "format": 1,
            "template": "merge_demo",
            "version": version,
            "overrides": [{"path": path, "value": value} for path, value in overrides],
        }
    )
    assert found is not None, problems
    return found


def old(*changes: tuple[str, Any]) -> Plain:
    return changed(EXAMPLE["old"], *({"path": path, "value": value} for path, value in changes))


def new(*changes: tuple[str, Any], of: Plain | None = None) -> Template:
    every = [("/version", "2"), *changes]
    return examples.parsed(changed(of or EXAMPLE["old"], *({"path": path, "value": value} for path, value in every)))


def merged(theirs: Template, mine: Customisation, before: Plain | None = None) -> Merge:
    return three_way_merge(examples.parsed(before or EXAMPLE["old"]), theirs, mine)


def told(result: Merge) -> list[tuple[str, str]]:
    return [(conflict.code, conflict.group) for conflict in result.conflicts]


def kept(result: Merge) -> dict[str, Any]:
    return {override.path: override.value for override in result.customisation.overrides}


def test_the_example_gives_exactly_what_is_expected() -> None:
    theirs = examples.parsed(changed(EXAMPLE["old"], *EXAMPLE["new"]))
    mine, problems = customisation.parse(EXAMPLE["customisation"])
    assert mine is not None, problems
    result = merged(theirs, mine)
    expected = EXAMPLE["expected"]
    assert kept(result) == {each["path"]: Decimal(each["value"]) for each in expected["kept"]}
    assert [notice.group for notice in result.notices if notice.code == "absorbed"] == expected["absorbed"]
    assert set(told(result)) == {(each["code"], each["group"]) for each in expected["conflicts"]}
    assert len(result.conflicts) == len(expected["conflicts"])
    assert (result.customisation.version, result.customisation.content_hash) == ("2", canonical.content_hash(theirs))
    weights = next(conflict for conflict in result.conflicts if conflict.code == "both_changed")
    assert (weights.old["a"], weights.new["a"], weights.local["a"]) == (
        {"weight": "60"},
        {"weight": "55"},
        {"weight": "70"},
    )


LIMIT, CUT, TITLE = "/nodes/limited/max", "/ratings/level/cuts/high/value", "/title/id"
RULE = "/customisation/paths/~1nodes~1limited~1max"


@pytest.mark.parametrize(
    ("change", "told_codes"),
    [
        pytest.param((), [], id="1 the host touched nothing"),
        pytest.param(((f"{RULE}/allow", "locked"),), [("now_locked", LIMIT)], id="2 locked now"),
        pytest.param(((f"{RULE}/max", 84),), [("now_out_of_bounds", LIMIT)], id="3 outside the new bounds"),
        pytest.param(((LIMIT, 85),), [], id="4 the host arrived where the region is"),
        pytest.param(((LIMIT, 88),), [("both_changed", LIMIT)], id="5 both changed"),
        pytest.param(
            (("/nodes/limited", {"kind": "sum", "inputs": {"second": {}}}),),
            [("path_gone", LIMIT)],
            id="6 the cap went",
        ),
        pytest.param((("/nodes/limited/input", "first"),), [("meaning_changed", LIMIT)], id="7 another input"),
        pytest.param((("/title/id", "Judul baru"),), [], id="12 the region has nothing there"),
    ],
)
def test_one_changed_number_meets_a_new_version(
    change: tuple[tuple[str, Any], ...], told_codes: list[tuple[str, str]]
) -> None:
    result = merged(new(*change), own((LIMIT, 85)))
    assert told(result) == told_codes
    absorbed = [notice.group for notice in result.notices]
    arrived = change == ((LIMIT, 85),)
    assert absorbed == ([LIMIT] if arrived else [])
    assert kept(result) == ({} if arrived or told_codes else {LIMIT: Decimal(85)})


@pytest.mark.parametrize("fact", [("unit", "days"), ("max", 400), ("source", "people"), ("direction", "neutral")])
def test_a_measure_that_means_something_else_asks_again_though_no_number_changed(fact: tuple[str, Any]) -> None:
    mine = own(("/nodes/d_points/bands/few/points", 40))
    assert told(merged(new((f"/measures/d/{fact[0]}", fact[1])), mine)) == [
        ("meaning_changed", "/nodes/d_points/bands")
    ]


def test_weights_are_one_decision_also_where_only_another_weight_changed() -> None:
    mine = own(("/nodes/first/inputs/a/weight", 70), ("/nodes/first/inputs/b/weight", 30))
    theirs = new(
        ("/nodes/first/inputs/a/weight", 60),
        ("/nodes/first/inputs/b/weight", 35),
        ("/nodes/first/inputs/c", {"weight": 5}),
    )
    assert told(merged(theirs, mine)) == [("both_changed", "/nodes/first/inputs")]


HOLE = ("/ratings/level/cuts/high/value", None)
REQUIRED = ("/customisation/paths/~1ratings~1*~1cuts~1*~1value/required", True)


def test_a_hole_the_region_filled_stays_filled() -> None:
    before = old(HOLE, REQUIRED)
    result = merged(new(of=before), own((CUT, 85)), before)
    assert (told(result), kept(result)) == ([], {CUT: Decimal(85)})


@pytest.mark.parametrize(("given", "codes"), [(85, []), (82, [("both_changed", "/ratings/level/cuts")])])
def test_the_host_fills_a_hole_itself(given: int, codes: list[tuple[str, str]]) -> None:
    before = old(HOLE, REQUIRED)
    result = merged(new((CUT, given), of=before), own((CUT, 85)), before)
    assert told(result) == codes
    assert kept(result) == {}


def test_a_new_hole_must_be_filled() -> None:
    assert told(merged(new(HOLE, REQUIRED), own((LIMIT, 85)))) == [("value_required", CUT)]


LOCAL = ("/customisation/local", {"maximum_measures": 1, "sources": ["performance"], "shares": {"first": 20}})
OWN_MEASURE = (
    "/measures/local_x",
    {"type": "number", "min": 0, "max": 100, "decimals": 2, "source": "performance", "missing": "refuse"},
)
OWN_INPUTS = (("/nodes/first/inputs/local_x", {"weight": 20}), ("/nodes/first/inputs/a/weight", 40))


@pytest.mark.parametrize(
    ("policy", "codes"),
    [
        (LOCAL[1], set()),
        (None, {"local_not_allowed"}),
        ({**LOCAL[1], "shares": {"first": 10}}, {"local_share"}),
        ({**LOCAL[1], "maximum_measures": 0}, {"local_too_many"}),
        ({**LOCAL[1], "sources": ["learning"]}, {"local_source"}),
    ],
)
def test_a_regions_own_measure_stays_where_it_still_may(policy: Plain | None, codes: set[str]) -> None:
    before = old(LOCAL)
    theirs = new(("/customisation/local", policy), of=before)
    result = merged(theirs, own(OWN_MEASURE, *OWN_INPUTS), before)
    assert {code for code, _group in told(result)} == codes
    assert (OWN_MEASURE[0] in kept(result)) == (policy is not None)


def test_what_fits_alone_but_not_together_is_one_conflict_with_its_problems() -> None:
    mine = own((LIMIT, 85), ("/nodes/capped/max", 85), (CUT, 84))
    theirs = new(
        ("/measures/a/max", 80),
        ("/measures/b/max", 80),
        ("/measures/c/max", 80),
        ("/nodes/d_points/bands/many/points", 80),
    )
    result = merged(theirs, mine)
    assert told(result) == [("combination_invalid", "")]
    assert [problem.code for problem in result.conflicts[0].problems] == ["cut_unreachable"]


def test_a_renamed_node_takes_the_regions_change_along() -> None:
    before = EXAMPLE["old"]
    plain = changed(
        before, {"path": "/version", "value": "2"}, {"path": "/renamed", "value": {"/nodes/limited": "/nodes/bounded"}}
    )
    plain["nodes"]["bounded"] = plain["nodes"].pop("limited")
    plain["nodes"]["total"]["inputs"]["bounded"] = plain["nodes"]["total"]["inputs"].pop("limited")
    plain["customisation"]["paths"]["/nodes/bounded/max"] = plain["customisation"]["paths"].pop(LIMIT)
    mine = own((LIMIT, 85), ("/nodes/total/inputs/capped/weight", 60), ("/nodes/total/inputs/limited/weight", 40))
    result = merged(examples.parsed(plain), mine)
    assert told(result) == []
    assert kept(result) == {
        "/nodes/bounded/max": Decimal(85),
        "/nodes/total/inputs/bounded/weight": Decimal(40),
        "/nodes/total/inputs/capped/weight": Decimal(60),
    }


BOTH = (("/nodes/first/inputs/a/weight", 55), ("/nodes/first/inputs/b/weight", 45))
MINE = (("/nodes/first/inputs/a/weight", 70), ("/nodes/first/inputs/b/weight", 30))


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (Decision("new"), {}),
        (Decision("mine"), dict(MINE)),
        (
            Decision("other", (Override(path=MINE[0][0], value=80), Override(path=MINE[1][0], value=20))),
            {MINE[0][0]: 80, MINE[1][0]: 20},
        ),
    ],
)
def test_a_person_decides(decision: Decision, expected: Plain) -> None:
    theirs = new(*BOTH)
    result = merged(theirs, own(*MINE))
    assert decide(new=theirs, merge=result, decisions={}).open == result.conflicts
    decided = decide(new=theirs, merge=result, decisions={"/nodes/first/inputs": decision})
    assert decided.scheme is not None, decided.problems
    assert {each.path: int(str(each.value)) for each in decided.customisation.overrides} == expected


def test_a_decision_that_breaks_the_sum_is_told_and_gives_no_scheme() -> None:
    theirs = new(*BOTH)
    decision = Decision("other", (Override(path=MINE[0][0], value=80),))
    decided = decide(new=theirs, merge=merged(theirs, own(*MINE)), decisions={"/nodes/first/inputs": decision})
    assert decided.scheme is None
    assert [problem.code for problem in decided.problems] == ["weights_sum"]


def test_what_is_locked_now_cannot_be_kept() -> None:
    theirs = new((f"{RULE}/allow", "locked"))
    result = merged(theirs, own((LIMIT, 85)))
    assert choices_of(result.conflicts[0]) == ("new",)
    assert decide(new=theirs, merge=result, decisions={LIMIT: Decision("mine")}).open == result.conflicts
    decided = decide(new=theirs, merge=result, decisions={LIMIT: Decision("new")})
    assert (decided.scheme is not None, decided.customisation.overrides) == (True, ())


def _versions(seed: int) -> tuple[Plain, Plain, list[tuple[str, Any]]]:
    """Two versions of the national template and a region's changes, all of it drawn."""
    random = Random(seed)  # noqa: S311  repeatable, not secret
    before = examples.data("talent_national_2025")
    after = deepcopy(before)
    after["version"] = "next"
    cuts = [(rating, level) for rating, entry in before["ratings"].items() for level in entry["cuts"]]
    for rating, level in random.sample(cuts, random.randint(0, 3)):
        after["ratings"][rating]["cuts"][level].update(comparator=">=", value=random.randint(1, 99))
    for key, node in after["nodes"].items():
        if node["kind"] == "rubric" and "choices" in node and random.random() < 0.3:
            node["choices"] = {code: (value or 0) for code, value in node["choices"].items()}
        if random.random() < 0.1:
            node["title"] = {"id": f"Baru {key}"}
    overrides = [(each.path, each.value) for each in examples.customised("talent_national_2025").overrides]
    return before, after, overrides


@pytest.mark.parametrize("part", range(10))
def test_the_laws_hold(part: int) -> None:
    for seed in range(part * 15, part * 15 + 15):
        _laws(seed, examples.customised("talent_national_2025"))


@pytest.mark.deep
def test_the_laws_hold_for_fifteen_hundred_pairs_with_changes_of_their_own() -> None:
    """The region moves one step of education as well, within what is allowed and still rising."""
    for seed in range(150, 1500):
        points = Decimal(Random(seed).choice([66, 67, 68, 69, 71, 72, 73, 74]))  # noqa: S311
        mine = {"path": "/nodes/education_points/choices/d3", "value": points, "reason": "uji"}
        _laws(seed, examples.customised("talent_national_2025", mine))


def _laws(seed: int, mine: Customisation) -> None:
    before, after, _overrides = _versions(seed)
    first, second = examples.parsed(before), examples.parsed(after)
    same = three_way_merge(first, first, mine)
    assert (same.conflicts, same.customisation.overrides) == ((), mine.overrides)
    nothing = three_way_merge(first, second, customisation.adopted_as(first))
    assert {conflict.code for conflict in nothing.conflicts} <= {"value_required"}
    result = three_way_merge(first, second, mine)
    if not result.conflicts:
        assert customisation.resolve(second, result.customisation).scheme is not None
    shuffled = list(mine.overrides)
    Random(seed).shuffle(shuffled)  # noqa: S311
    again = mine.model_copy(update={"overrides": tuple(shuffled)})
    assert told(three_way_merge(first, second, again)) == told(result)


def test_the_drawn_versions_meet_the_region_in_both_ways() -> None:
    mine, ways = examples.customised("talent_national_2025"), set()
    for seed in range(30):
        before, after, _overrides = _versions(seed)
        ways.add(bool(three_way_merge(examples.parsed(before), examples.parsed(after), mine).conflicts))
    assert ways == {True, False}
