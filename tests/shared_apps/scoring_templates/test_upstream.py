"""A region's changes go up: whole groups; the template's policy stays, what was local gets a key of the template."""

from typing import Any

import pytest

from shared_apps.scoring_templates import differences
from shared_apps.scoring_templates.rules import upstream
from shared_apps.scoring_templates.rules.customisation import Customisation, parse, resolve
from shared_apps.scoring_templates.rules.deciding import Decision, decide
from shared_apps.scoring_templates.rules.merge import three_way_merge
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates.examples import customised, data, parsed, template

POINTS = "/nodes/education_points/choices"
LOCAL, SHARE = "/measures/local_complaints_on_time", "/nodes/individual/inputs"


def talent(*overrides: dict[str, Any]) -> Customisation:
    found, problems = parse(
        {"format": 1, "template": "talent_national", "version": "2025.1", "overrides": list(overrides)}
    )
    assert found is not None, problems
    return found


def keys_of(found: Template) -> set[str]:
    return {key for section in ("measures", "nodes") for key in getattr(found, section)}


def test_a_part_leaves_the_holes_to_the_regions_and_the_policy_to_the_template() -> None:
    offered = talent({"path": f"{POINTS}/senior_secondary", "value": 65})
    before = template("talent_national_2025")
    assert resolve(before, offered).scheme is None  # as a scheme it is not whole
    found = upstream.with_changes(before, offered, version="2025.2")
    assert found.template is not None, found.problems
    assert (found.template.version, found.template.customisation) == ("2025.2", before.customisation)
    (line,) = differences.changes_in_words(before, found.template)
    assert "60 → 65" in line


def test_what_a_region_added_gets_a_key_of_the_template() -> None:
    before, own = template("surabaya_individual"), customised("surabaya_individual")
    found = upstream.with_changes(before, own, version="2026.2")
    assert found.template is not None, found.problems
    assert found.keys == (("local_complaints_on_time", "complaints_on_time"),)
    assert keys_of(found.template) - keys_of(before) == {"complaints_on_time"}
    assert "complaints_on_time" in found.template.nodes["individual"].inputs  # type: ignore[union-attr]


def test_a_key_that_is_taken_or_none_is_given_another() -> None:
    plain = data("surabaya_individual")
    plain["measures"]["complaints_on_time"] = dict(plain["measures"][next(iter(plain["measures"]))])
    before = parsed(plain)
    found = upstream.with_changes(before, customised("surabaya_individual"), version="2026.2")
    assert found.keys == (("local_complaints_on_time", "complaints_on_time_2"),), found.problems


@pytest.mark.parametrize("groups", [{LOCAL, SHARE}, {SHARE}, {LOCAL}])
def test_only_what_stands_on_its_own_can_be_offered(groups: set[str]) -> None:
    own = customised("surabaya_individual")
    found = upstream.with_changes(template("surabaya_individual"), upstream.part_of(own, groups), version="2026.2")
    assert (found.template is not None) == (SHARE not in groups or LOCAL in groups), found.problems


def test_the_region_finds_its_own_change_absorbed_in_the_version_that_took_it() -> None:
    before = template("talent_national_2025")
    change = {"path": f"{POINTS}/senior_secondary", "value": 65}
    taken = upstream.with_changes(before, talent(change), version="2025.2").template
    assert taken is not None
    merge = three_way_merge(before, taken, customised("talent_national_2025", change))
    assert [notice.group for notice in merge.notices] == [POINTS]
    assert not merge.conflicts


def test_a_part_is_carried_to_a_newer_version_as_a_whole_customisation_is() -> None:
    before, offered = template("talent_national_2025"), talent({"path": f"{POINTS}/senior_secondary", "value": 65})
    plain = data("talent_national_2025")
    plain["version"] = "2026.1"
    other = parsed(plain)
    assert three_way_merge(before, other, offered, whole=False).conflicts == ()
    plain["nodes"]["education_points"]["choices"]["senior_secondary"] = 55
    newer = parsed(plain)
    merge = three_way_merge(before, newer, offered, whole=False)
    assert [(each.code, each.group) for each in merge.conflicts] == [("both_changed", POINTS)]
    for take, points in (("new", 55), ("mine", 65)):
        decided = decide(new=newer, merge=merge, decisions={POINTS: Decision(take)}, whole=False)  # type: ignore[arg-type]
        assert decided.scheme is not None, decided.problems
        node: Any = decided.scheme.nodes["education_points"]
        assert node.choices["senior_secondary"] == points
        assert decided.scheme.customisation == newer.customisation
