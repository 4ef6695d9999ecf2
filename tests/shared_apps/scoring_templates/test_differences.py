"""Two versions of a template side by side: every change is said, in words, and nothing that did not change."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from shared_apps.scoring_templates import differences
from shared_apps.scoring_templates.rules import difference
from tests.shared_apps.scoring_templates import examples

Plain = dict[str, Any]


def versions() -> tuple[Plain, Plain]:
    before = examples.data("talent_national_2025")
    return before, {**deepcopy(before), "version": "next"}


def said(before: Plain, after: Plain) -> list[str]:
    return differences.in_words(examples.parsed(before), examples.parsed(after))


def test_the_same_document_under_another_number_changes_nothing() -> None:
    before, after = versions()
    assert difference.differences(examples.parsed(before), examples.parsed(after)) == []
    assert said(before, after) == ["Tidak ada angka, tingkat, atau kotak yang dapat berubah."]


def test_a_corrected_label_is_said_and_that_no_number_can_change() -> None:
    before, after = versions()
    after["title"]["id"] = "Talenta"
    assert said(before, after) == [
        "Tidak ada angka, tingkat, atau kotak yang dapat berubah.",
        "Judul: “Talenta ASN” menjadi “Talenta”.",
    ]


def test_weights_are_said_together() -> None:
    before, after = versions()
    weights = after["nodes"]["performance"]["inputs"]
    weights["performance_rating"]["weight"], weights["awards_points"]["weight"] = Decimal(55), Decimal(20)
    assert said(before, after) == [
        "Bobot Sumbu kinerja: Poin penghargaan 15 → 20, Poin predikat kinerja 60 → 55.",
    ]


def test_a_cut_with_its_comparator() -> None:
    before, after = versions()
    after["ratings"]["performance_level"]["cuts"]["meets"] = {"comparator": ">=", "value": 50}
    assert said(before, after) == ["Batas tingkat kinerja: Sesuai ekspektasi – → >= 50."]


@pytest.mark.parametrize(
    ("part", "name", "said"),
    [
        ("Poin", "Poin pendidikan formal", "Poin pendidikan formal"),
        ("Batas tingkat", "Tingkat kinerja", "Batas tingkat kinerja"),
        ("Urutan tingkat", "Urutan tingkat jabatan", "Urutan tingkat jabatan"),
        ("Bobot", "Sumbu kinerja", "Bobot Sumbu kinerja"),
        ("Points", "Education points", "Education points"),
        ("Poin", "Poin", "Poin"),
        ("Bobot", "", "Bobot "),
    ],
)
def test_no_word_is_said_twice(part: str, name: str, said: str) -> None:
    assert differences.part_of(part, name) == said


def test_a_cell_by_the_names_of_its_axes() -> None:
    before, after = versions()
    after["matrices"]["talent_box"]["cells"]["performance=above potential=low"] = "box_6"
    assert said(before, after) == ["Sel Kotak talenta: Di atas ekspektasi × Rendah: Kotak 4 → Kotak 6."]


def test_what_came_and_what_went() -> None:
    before, after = versions()
    after["measures"]["courses"] = {**next(iter(after["measures"].values())), "title": {"id": "Kursus"}}
    assert said(before, after) == ["Ukuran baru: Kursus."]
    assert said(after, before) == ["Ukuran dihapus: Kursus."]


def test_a_renamed_node_is_no_difference() -> None:
    before, after = versions()
    after["nodes"]["awards_score"] = after["nodes"].pop("awards_points")
    inputs = after["nodes"]["performance"]["inputs"]
    inputs["awards_score"] = inputs.pop("awards_points")
    after["renamed"] = {"/nodes/awards_points": "/nodes/awards_score"}
    assert [each.place for each in difference.differences(examples.parsed(before), examples.parsed(after))] == []


@pytest.mark.parametrize("name", ["asn_performance", "surabaya_individual", "behaviour_360"])
def test_every_single_value_that_changes_is_found(name: str) -> None:
    """Each number of the document in turn: one difference, at the group that holds it."""
    before = examples.data(name)
    for path in _numbers(before):
        after = deepcopy(before)
        inner = after
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] += 1
        found = difference.differences(examples.parsed(before), examples.parsed(after))
        assert len(found) == 1, path
        assert found[0].place[:2] == path[:2]
        assert said(before, after)


def _numbers(plain: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(plain, dict):
        return [found for key, inner in plain.items() for found in _numbers(inner, (*path, key))]
    is_number = isinstance(plain, int | Decimal) and not isinstance(plain, bool)
    return [path] if is_number and path != ("format",) and path[-1] != "decimals" else []


def test_the_changelog_of_a_first_version_says_so() -> None:
    before, after = versions()
    assert differences.changelog(None, examples.parsed(before)) == "Versi pertama."
    after["rounding"]["decimals"] = 3
    assert differences.changelog(examples.parsed(before), examples.parsed(after)) == "Pembulatan: 2 → 3."
