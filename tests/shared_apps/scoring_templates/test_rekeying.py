"""A key of a draft gets another name: everything that names it follows, and regions keep what they changed."""

from collections.abc import Iterator

import pytest

from shared_apps.scoring_templates.rules import canonical, checks, customisation, dependents, rekeying
from shared_apps.scoring_templates.rules.edits import EditRefusedError, edited
from shared_apps.scoring_templates.rules.merge import three_way_merge
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples

NAMES = ("asn_performance", *examples.CUSTOMISED)
NEW = "another_name"


def places() -> Iterator[tuple[str, str, str]]:
    for name in NAMES:
        template = examples.template(name)
        for section in rekeying.REKEYED:
            for key in getattr(template, section):
                if not rekeying.bound(template, section, key):
                    yield name, section, key


def renamed(template: Template, section: str, old: str, new: str, *, is_published: bool = False) -> Template:
    text = canonical.canonical(template)
    return edited(text, rekeying.rekeyed(template, section, old, new, is_published=is_published)).template


@pytest.mark.parametrize(("name", "section", "key"), list(places()))
def test_every_reference_follows_and_the_way_back_leads_home(name: str, section: str, key: str) -> None:
    before = examples.template(name)
    after = renamed(before, section, key, NEW)
    assert checks.check(after, as_scheme=False) == []
    assert key not in getattr(after, section)
    assert len(dependents.uses_of(after, section, NEW)) == len(dependents.uses_of(before, section, key))
    assert after.renamed == {}
    assert canonical.canonical(renamed(after, section, NEW, key)) == canonical.canonical(before)


@pytest.mark.parametrize(("name", "section", "key"), [each for each in places() if each[0] in examples.CUSTOMISED])
def test_what_a_region_changed_is_carried_to_the_new_key_without_a_conflict(name: str, section: str, key: str) -> None:
    before = examples.template(name)
    after = renamed(before, section, key, NEW, is_published=True).model_copy(update={"version": "9"})
    assert after.renamed == {f"/{section}/{key}": f"/{section}/{NEW}"}
    own = examples.customised(name)
    merge = three_way_merge(before, after, own)
    assert (merge.conflicts, len(merge.customisation.overrides)) == ((), len(own.overrides))
    was = canonical.calculation_hash(customisation.resolve(before, own).scheme or before)
    now = customisation.resolve(after, merge.customisation).scheme
    assert now is not None
    assert canonical.calculation_hash(renamed(now, section, NEW, key)) == was


@pytest.mark.parametrize(
    ("section", "old", "new", "code"),
    [
        ("nodes", "awards_points", "potential_assessment", "key_taken"),
        ("measures", "awards", "awards_points", "key_taken"),
        ("scales", "education", "predicate", "key_taken"),
        ("nodes", "awards_points", "local_mine", "key_invalid"),
        ("nodes", "awards_points", "Awards", "key_invalid"),
        ("nodes", "awards_points", "a" * 41, "key_invalid"),
        ("nodes", "awards_points", "x/y", "key_invalid"),
        ("nodes", "awards_points", "", "key_invalid"),
        ("nodes", "not_there", "somewhere", "path_unknown"),
        ("nodes", "performance", "axis", "path_unknown"),  # pages know it by this key
        ("measures", "predicate", "axis", "path_unknown"),  # another template's key
        ("profiles", "structural", "axis", "path_unknown"),  # the population names it
    ],
)
def test_what_may_not_be_renamed_is_refused(section: str, old: str, new: str, code: str) -> None:
    with pytest.raises(EditRefusedError) as refused:
        rekeying.rekeyed(examples.template("talent_national_2025"), section, old, new, is_published=True)
    assert [each.code for each in refused.value.problems] == [code]


def test_a_version_says_what_a_key_was_called_when_it_was_last_published() -> None:
    first = examples.template("talent_national_2025")
    second = renamed(first, "nodes", "awards_points", "honours", is_published=True)
    assert second.renamed == {"/nodes/awards_points": "/nodes/honours"}
    unpublished = renamed(second, "nodes", "honours", "medals")
    assert unpublished.renamed == {"/nodes/awards_points": "/nodes/medals"}
    published = renamed(second, "nodes", "honours", "medals", is_published=True)
    assert published.renamed == {"/nodes/awards_points": "/nodes/medals", "/nodes/honours": "/nodes/medals"}
    assert renamed(unpublished, "nodes", "medals", "awards_points").renamed == {}
    assert rekeying.rekeyed(first, "nodes", "awards_points", "awards_points", is_published=True) == []


def test_a_former_key_that_means_something_else_by_now_is_not_carried_on() -> None:
    second = renamed(examples.template("talent_national_2025"), "nodes", "awards_points", "honours", is_published=True)
    assert rekeying.carried(second) == second.renamed
    third = renamed(second, "nodes", "education_points", "awards_points")
    assert rekeying.carried(third) == {}
