"""Edits of a document that is being written: every kind of change, and none that would leave no document."""

from decimal import Decimal
from typing import Any

import pytest

from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates.rules import checks, dependents, document, naming
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit, EditRefusedError, edited
from shared_apps.scoring_templates.rules.sums import weight_sums
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples

TALENT = documents.text("talent_national_2025")
ASN = documents.text("asn_performance")
HOSTILE = ["", "A", "1a", "a b", "a-b", "../x", "'; DROP TABLE x; --", "<script>", "a" * 41, "é", "a\x00", "__class__"]


def after(text: str, *edits: Edit) -> Template:
    """The document after the edits, as it is read again."""
    changed = edited(text, edits)
    found, problems = document.read_yaml(changed.text)
    assert found is not None, problems
    assert document.content_hash(found) == document.content_hash(changed.template)
    return found


def codes(template: Template) -> set[str]:
    return {problem.code for problem in checks.check(template, as_scheme=False)}


@pytest.mark.parametrize("name", documents.names())
def test_what_changes_nothing_leaves_every_letter(name: str) -> None:
    text = documents.text(name)
    template = examples.template(name)
    same = [
        Edit(("title", "id"), template.title.id),
        Edit(("rounding", "decimals"), Decimal(template.rounding.decimals)),
        Edit(("nodes", "nobody"), REMOVE),
        Edit(("customisation", "local", "shares", "nobody"), REMOVE),
        *(Edit(("measures", key, "type"), measure.type) for key, measure in template.measures.items()),
    ]
    assert edited(text, same).text == text
    assert edited(text, []).text == text


@pytest.mark.parametrize("name", documents.names())
def test_a_change_and_its_reverse_give_the_same_document(name: str) -> None:
    text = documents.text(name)
    there = edited(text, [Edit(("note",), "Sementara")]).text
    back = edited(there, [Edit(("note",), examples.template(name).note or REMOVE)]).text
    assert there != back
    assert document.content_hash(after(back)) == document.content_hash(examples.template(name))


def test_a_weight_a_title_a_clause_a_component_a_code() -> None:
    changed = after(
        TALENT,
        Edit(("nodes", "performance", "total"), Decimal("90.5")),
        Edit(("measures", "new", "type"), "flag"),
        Edit(("measures", "new", "source"), "people"),
        Edit(("measures", "new", "missing"), "refuse"),
        Edit(("legal_basis", "0", "clause"), "Pasal 7"),
        Edit(("valid", "to"), "2030-01-01"),
        Edit(("profiles", "structural", "title", "id"), "Struktural"),
    )
    assert getattr(changed.nodes["performance"], "total") == Decimal("90.5")  # noqa: B009
    assert changed.measures["new"].type == "flag"
    assert changed.legal_basis[0].clause == "Pasal 7"
    assert str(changed.valid.to) == "2030-01-01"
    assert changed.profiles["structural"].title is not None


def test_lists_grow_at_their_end_and_shrink_in_their_middle() -> None:
    basis = {"title": "Pergub 1/2027", "confidence": "certain"}
    count = len(examples.template("talent_national_2025").legal_basis)
    grown = edited(TALENT, [Edit(("legal_basis", str(count)), basis)]).text
    assert after(grown).legal_basis[-1].title == "Pergub 1/2027"
    shrunk = after(grown, Edit(("legal_basis", "0"), REMOVE))
    assert len(shrunk.legal_basis) == count
    assert shrunk.legal_basis[-1].title == "Pergub 1/2027"
    for place in (str(count + 1), "-1", "x", "00000", "²"):
        with pytest.raises(EditRefusedError):
            edited(TALENT, [Edit(("legal_basis", place), basis)])


def test_the_unfinished_is_kept_and_told() -> None:
    weights = ("nodes", "performance", "inputs")
    first = next(iter(getattr(examples.template("talent_national_2025").nodes["performance"], "inputs")))  # noqa: B009
    assert "weights_sum" in codes(after(TALENT, Edit((*weights, first, "weight"), Decimal(1))))
    assert "hole_not_required" in codes(after(TALENT, Edit((*weights, first, "weight"), None)))
    box = examples.template("talent_national_2025").matrices["talent_box"]
    assert "cell_missing" in codes(
        after(TALENT, Edit(("matrices", "talent_box", "cells", next(iter(box.cells))), REMOVE))
    )


@pytest.mark.parametrize("key", HOSTILE)
@pytest.mark.parametrize("section", ["measures", "nodes", "scales", "profiles", "gates"])
def test_hostile_keys_are_refused(section: str, key: str) -> None:
    values: dict[str, Any] = {
        "measures": {"type": "flag", "source": "people", "missing": "refuse"},
        "nodes": {"kind": "clamp", "input": "x", "min": 1},
        "scales": {"order": ["a"]},
        "profiles": {},
        "gates": {"closes_when": [{"key": "x", "one_of": ["a"]}], "blocks": ["x"], "when_unknown": "open"},
    }
    with pytest.raises(EditRefusedError) as refusal:
        edited(TALENT, [Edit((section, key), values[section])])
    assert {problem.code for problem in refusal.value.problems} == {"key_invalid"}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Edit((), {}), "path_unknown"),
        (Edit(("nodes",), REMOVE), None),
        (Edit(("measures",), REMOVE), "shape"),
        (Edit(("valid",), "besok"), "shape"),
        (Edit(("title", "id"), ""), "shape"),
        (Edit(("title", "id"), "a\x00b"), "shape"),
        (Edit(("title", "id", "x"), "a"), "path_unknown"),
        (Edit(("unknown",), "a"), "shape"),
        (Edit(("nodes", "performance", "total"), 90.5), "decimal_expected"),
        (Edit(("nodes", "performance", "total"), "1e3"), "decimal_expected"),
        (Edit(("nodes", "performance", "total"), Decimal("1.23456")), "weight_too_fine"),
        (Edit(("nodes", "performance", "kind"), "python"), "shape"),
        (Edit(("nodes", "performance"), {"kind": "sum"}, is_new=True), "key_taken"),
    ],
)
def test_only_what_is_no_document_is_refused(edit: Edit, code: str | None) -> None:
    if code is None:
        assert after(TALENT, edit).nodes == {}
        return
    with pytest.raises(EditRefusedError) as refusal:
        edited(TALENT, [edit])
    assert code in {problem.code for problem in refusal.value.problems}


def test_titles_that_look_like_something_else_stay_titles() -> None:
    for title in ("true", "null", "!!python/object:x", "&a *a", "<script>alert(1)</script>", "1e5", "'\"#"):
        assert after(ASN, Edit(("title", "id"), title)).title.id == title


def test_taking_away_names_what_uses_it_and_takes_what_can_go() -> None:
    template = examples.template("talent_national_2025")
    for section in ("measures", "nodes", "ratings", "matrices"):
        for key in list(getattr(template, section))[::4]:
            rest = after(TALENT, *dependents.removal(template, section, key))
            left = dependents.uses(rest, key)
            assert [use.path for use in left] == [use.path for use in dependents.uses(template, key) if not use.goes]
            assert key not in getattr(rest, section)
            assert bool(left) <= ("input_unknown" in codes(rest))
    assert {use.section for use in dependents.uses(template, "talent_box")} >= {"results", "recommendations"}


def test_scales_and_profiles_name_what_uses_them() -> None:
    template = examples.template("behaviour_360")
    assert [use.key for use in dependents.scale_uses(template, "predicate")] == ["behaviour_predicate"]
    assert [use.key for use in dependents.profile_uses(template, "structural")] == ["behaviour"]
    text = documents.text("behaviour_360")
    rest = after(text, *dependents.removal(template, "profiles", "structural"))
    assert codes(rest) == set()
    assert "structural" not in getattr(rest.nodes["behaviour"], "variants")  # noqa: B009


def test_what_the_weights_come_to() -> None:
    plain = examples.data("talent_national_2025")
    sums = weight_sums(examples.parsed(plain).nodes["performance"])  # type: ignore[arg-type]
    assert [(each.profile, each.total, each.is_exact) for each in sums] == [(None, Decimal(100), True)]
    assert all(group.is_exact for group in sums[0].groups)
    profiles = weight_sums(examples.template("behaviour_360").nodes["behaviour"])  # type: ignore[arg-type]
    assert {each.profile for each in profiles} == set(examples.template("behaviour_360").profiles)
    short = weight_sums(examples.template("jabar_talent_2021").nodes["performance"])  # type: ignore[arg-type]
    assert [(each.total, each.expected, each.is_exact) for each in short] == [(Decimal(105), Decimal(100), False)]


@pytest.mark.parametrize(
    ("title", "taken", "key"),
    [
        ("Kinerja utama (60%)", (), "kinerja_utama_60"),
        ("Kinerja", ("kinerja",), "kinerja_2"),
        ("Kinerja", ("kinerja", "kinerja_2"), "kinerja_3"),
        ("360 derajat", (), "k_360_derajat"),
        ("  ", (), "k"),
        ("数字", (), "k"),
        ("Évaluasi", (), "evaluasi"),
        ("local_x", (), "x"),
        ("local_local_x", (), "k_local_x"),
        ("a" * 60, (), "a" * 40),
        ("a" * 60, ("a" * 40,), "a" * 38 + "_2"),
    ],
)
def test_a_key_is_made_of_the_title(title: str, taken: tuple[str, ...], key: str) -> None:
    assert naming.key_from(title, taken) == key
