"""Rubrics, ratings and matrices written on their pages: drawn, marked where something is missing, changed by cells."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from shared_apps.accounts.models import User
from shared_apps.scoring_templates import documents, services
from shared_apps.scoring_templates.authoring import services as authoring
from shared_apps.scoring_templates.models import TemplateDraft
from shared_apps.scoring_templates.rules import document
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates.test_services import AT
from tests.tenants.conftest import at_host, host_user

BANDS = "c:/nodes/training_points/bands"


pytestmark = pytest.mark.usefixtures("at_the_host")


@pytest.fixture
def console(author: User) -> Client:
    return at_host(author)


@pytest.fixture
def draft(author: User) -> TemplateDraft:
    return services.save_draft(text=documents.text("talent_national_2025"), actor=author, at=AT)


def at(draft: TemplateDraft, page: str) -> str:
    return f"/templat/draf/{draft.id}/susun/{page}/"


def now(draft: TemplateDraft) -> Template:
    found, problems = document.read_yaml(TemplateDraft.objects.get(id=draft.id).document)
    assert found is not None, problems
    return found


def fields(answer: Any) -> dict[str, str]:
    """What a browser would send back unchanged."""
    page = answer.content.decode()
    found = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page.split("<main")[1]))
    found.pop("csrfmiddlewaretoken", None)
    found = {html.unescape(name): html.unescape(text) for name, text in found.items()}
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', body)
        found[html.unescape(name)] = html.unescape(chosen[0]) if chosen else ""
    return found


def send(console: Client, path: str, **changes: str) -> Any:
    """Open the page, change these fields, send it."""
    return console.post(path, fields(console.get(path)) | changes)


PAGES = [
    "rubrik/training_points",
    "rubrik/awards_points",
    "tingkat/performance_level",
    "matriks/talent_box",
    "rekomendasi",
    "gerbang",
    "izin",
    "hasil",
]


@pytest.mark.parametrize("page", PAGES)
def test_sent_back_as_it_was_nothing_changes(page: str, draft: TemplateDraft, console: Client) -> None:
    assert send(console, at(draft, page)).status_code == 302
    assert TemplateDraft.objects.get().document == draft.document


def test_a_gap_and_an_overlap_are_drawn_and_said(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "rubrik/training_points")
    whole = console.get(path).content.decode()
    assert "lubang, belum" not in whole
    assert "0 sampai 1: 0; 1 sampai 4: 25; 4 sampai 6: 50; 6 sampai 8: 75; mulai 8: 100." in whole
    answer = send(console, path, **{f"{BANDS}/b1/to": "3", f"{BANDS}/b4/to": "7"})
    assert answer.status_code == 302
    page = console.get(path).content.decode()
    assert "3 sampai 4: lubang, belum ada isinya" in page
    assert "6 sampai 7: bertumpuk: 50, 75" in page
    assert 'class="gap"' in page
    assert 'class="lap"' in page
    assert "2 masalah" in page
    assert "style=" not in page


def test_a_band_is_added_and_another_taken_away(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "rubrik/training_points")
    fresh = {
        f"n:nodes/training_points/bands:{part}": text
        for part, text in (("from", "10"), ("to", ""), ("points", "99,5"))
    }
    send(
        console,
        path,
        **fresh,
        **{f"{BANDS}/b8/to": "10", "x:/nodes/training_points/bands/b0": "on", f"{BANDS}/b1/from": "0"},
    )
    bands = now(draft).nodes["training_points"].bands  # type: ignore[union-attr]
    assert "b0" not in bands
    assert [(str(band.from_), str(band.points)) for band in bands.values() if band.to is None] == [("10", "99.5")]
    assert len(bands) == 5


@pytest.mark.parametrize("text", ["lima", "1e5", "9" * 20, "=1+1", "<script>alert(1)</script>"])
def test_a_number_that_is_none_is_refused_at_its_cell_and_kept_on_the_page(
    text: str, draft: TemplateDraft, console: Client
) -> None:
    answer = send(console, at(draft, "rubrik/training_points"), **{f"{BANDS}/b1/points": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#c-nodes-training-points-bands-b1-points"' in page
    assert "<script>alert" not in page
    assert TemplateDraft.objects.get().document == draft.document


def test_a_second_tab_changes_nothing_and_is_told(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "rubrik/awards_points")
    stale = fields(console.get(path)) | {"c:/nodes/awards_points/choices/agency": "30"}
    send(console, path, **{"c:/nodes/awards_points/choices/national": "80"})
    answer = console.post(path, stale)
    assert answer.status_code == 422
    assert "berubah sejak" in answer.content.decode()
    assert console.post(path, fields(answer)).status_code == 422
    points = now(draft).nodes["awards_points"].choices  # type: ignore[union-attr]
    assert (str(points["agency"]), str(points["national"])) == ("25", "80")


def test_a_choice_without_points_is_marked_and_filled(draft: TemplateDraft, console: Client, author: User) -> None:
    edit = Edit(("nodes", "awards_points", "choices", "national"), REMOVE)
    authoring.edit_draft(draft=draft, seen=draft.document_hash, edits=[edit], actor=author, at=AT)
    path = at(draft, "rubrik/awards_points")
    assert "belum ada isinya" in console.get(path).content.decode()
    send(console, path, **{"c:/nodes/awards_points/choices/national": "77"})
    assert "belum ada isinya" not in console.get(path).content.decode()
    assert str(now(draft).nodes["awards_points"].choices["national"]) == "77"  # type: ignore[union-attr]


def test_cuts_are_set_and_drawn_with_their_side(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "tingkat/performance_level")
    assert 'class="bands"' not in console.get(path).content.decode()
    cuts = "c:/ratings/performance_level/cuts"
    changes = {"meets/value": "46", "meets/comparator": ">", "above/value": "72,5", "above/comparator": ">="}
    send(console, path, **{f"{cuts}/{name}": text for name, text in changes.items()})
    page = console.get(path).content.decode()
    assert "46 sampai 72,5: Sesuai ekspektasi" in page
    assert "&gt; 46" in page
    assert "≥ 72,5" in page
    send(console, path, **{f"{cuts}/above/value": "40"})
    page = console.get(path).content.decode()
    assert "harus lebih tinggi" in page
    assert 'class="bands"' not in page
    send(console, path, **{f"{cuts}/above/value": "", f"{cuts}/above/comparator": ""})
    cut = now(draft).ratings["performance_level"].cuts["above"]
    assert (cut.value, cut.comparator) == (None, None)


def test_a_missing_cell_is_marked_and_chosen(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "matriks/talent_box")
    cell = "c:/matrices/talent_box/cells/performance=above potential=low"
    assert "9 dari 9 sel" in console.get(path).content.decode()
    send(console, path, **{cell: ""})
    page = console.get(path).content.decode()
    assert "8 dari 9 sel" in page
    assert page.count('aria-invalid="true"') == 1
    send(console, path, **{cell: "box_7"})
    assert now(draft).matrices["talent_box"].cells["performance=above potential=low"] == "box_7"
    assert send(console, path, **{cell: "<b>"}).status_code == 422


def test_an_axis_may_be_changed_and_the_old_cells_stay_to_be_taken_away(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "matriks/talent_box")
    send(console, path, **{"c:/matrices/talent_box/axes/potential": "predicate"})
    page = console.get(path).content.decode()
    assert "0 dari 15 sel" in page
    assert "Sel yang tidak sesuai sumbu" in page


def test_recommendations_are_named_in_words_and_keep_their_order(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "rekomendasi")
    give = "r:/recommendations/talent_box/give/box_1"
    assert "Dipromosikan; Dipertahankan;" in console.get(path).content.decode()
    send(console, path, **{give: "penghargaan; Tugas belajar ;retain"})
    assert now(draft).recommendations["talent_box"].give["box_1"] == ("award", "study_assignment", "retain")
    assert send(console, path, **{give: "Liburan panjang"}).status_code == 422
    fresh = "r:/recommendations/talent_box/titles/+"
    send(console, path, **{f"{fresh}/id": "Magang di provinsi", f"{fresh}/en": "Secondment"})
    title = now(draft).recommendations["talent_box"].titles["magang_di_provinsi"]
    assert (title.id, title.en) == ("Magang di provinsi", "Secondment")
    send(console, path, **{give: "Magang di provinsi", "r:/recommendations/+/of": "performance_level"})
    found = now(draft).recommendations
    assert found["talent_box"].give["box_1"] == ("magang_di_provinsi",)
    assert found["performance_level"].of == "performance_level"
    assert "masalah" in console.get(path).content.decode()


def test_a_gate_gets_conditions_and_another_one_is_added_and_taken_away(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "gerbang")
    gate = "r:/gates/serving_sanction"
    page = console.get(path).content.decode()
    assert "Sedang menjalani hukuman" in page
    changes = {"closes_when/1/key": "tenure", "closes_when/1/comparator": ">=", "closes_when/1/value": "1,5"}
    changes |= {"closes_when/0/one_of": "Sedang menjalani hukuman; Pernah hukuman berat", "blocks": "promotion"}
    send(console, path, **{f"{gate}/{name}": text for name, text in changes.items()})
    found = now(draft).gates["serving_sanction"]
    assert found.closes_when[0].one_of == ("serving_now", "heavy")
    assert (found.closes_when[1].key, str(found.closes_when[1].value)) == ("tenure", "1.5")
    assert found.blocks == ("promotion",)
    assert send(console, path, **{f"{gate}/closes_when/1/value": "satu"}).status_code == 422
    new = {"r:/gates/+/title": "Belum uji kompetensi", "r:/gates/+/closes_when/0/key": "competency_assessment"}
    send(console, path, **new)
    assert "belum_uji_kompetensi" in now(draft).gates
    assert "tidak sesuai jenisnya" in console.get(path).content.decode()
    send(console, path, **{"x:/gates/belum_uji_kompetensi": "on"})
    assert set(now(draft).gates) == {"serving_sanction"}


def test_permissions_are_told_in_words_and_bounded(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "izin")
    page = console.get(path).content.decode()
    for words in ("Batas bawah tingkat, di semua tingkat", "Poin pilihan: Poin predikat kinerja", "Wajib diisi"):
        assert words in page
    cut = "r:/customisation/paths/~1ratings~1*~1cuts~1*~1value"
    send(console, path, **{f"{cut}/min": "10", f"{cut}/max": "90,5"})
    found = now(draft).customisation
    assert found is not None
    permission = found.paths["/ratings/*/cuts/*/value"]
    assert (str(permission.min), str(permission.max), permission.required) == ("10", "90.5", True)
    new = {"pattern": "/nodes/performance/inputs/*/weight", "allow": "bounded", "min": "5", "max": "60"}
    send(console, path, **{f"r:/customisation/paths/+/{name}": text for name, text in new.items()})
    assert "Bobot masukan: Sumbu kinerja" in console.get(path).content.decode()
    send(console, path, **{"x:/customisation/paths/~1nodes~1*~1choices~1*": "on"})
    found = now(draft).customisation
    assert found is not None
    assert "/nodes/*/choices/*" not in found.paths
    assert "/nodes/performance/inputs/*/weight" in found.paths
    again = console.get(path).content.decode()
    assert send(console, path, **{f"{cut}/min": "<i>"}).status_code == 422
    assert "<i>" not in again


def test_a_region_may_add_measures_of_its_own_within_a_share(draft: TemplateDraft, console: Client) -> None:
    path, place = at(draft, "izin"), "r:/customisation/local"
    page = console.get(path).content.decode()
    assert "Ukuran milik daerah sendiri" in page
    whole = {
        f"{place}/maximum_measures": "2",
        f"{place}/sources": "imported; talent",
        f"{place}/shares/performance": "12,5",
    }
    assert send(console, path, **whole).status_code == 302
    local = now(draft).customisation.local
    assert (local.maximum_measures, local.sources) == (2, ("imported", "talent"))
    assert {key: str(share) for key, share in local.shares.items()} == {"performance": "12.5"}
    assert send(console, path, **{f"{place}/maximum_measures": "banyak"}).status_code == 422
    assert now(draft).customisation.local == local
    emptied = {name: "" for name in fields(console.get(path)) if name.startswith(place)}
    assert send(console, path, **emptied).status_code == 302
    assert now(draft).customisation.local is None


def test_results_are_put_in_order_and_a_distribution_is_named(draft: TemplateDraft, console: Client) -> None:
    path = at(draft, "hasil")
    send(console, path, **{"r:/results/talent_box": "1", "r:/results/performance": "2", "r:/results/potential": ""})
    assert now(draft).results == ("talent_box", "performance")
    new = {
        "of": "talent_box",
        "rules": "distribution_patterns",
        "version": "2023.1",
        "enforcement": "warn_with_reason",
    }
    send(console, path, **{f"r:/distribution/+/{name}": text for name, text in new.items()})
    assert now(draft).distribution["talent_box"].rules == "distribution_patterns"
    send(console, path, **{f"r:/results/{key}": "" for key in ("talent_box", "performance")})
    assert "masalah" in console.get(path).content.decode()


@pytest.mark.parametrize("page", ["rubrik/performance", "rubrik/nothing", "tingkat/x", "matriks/performance_level"])
def test_what_is_not_there_is_not_found(page: str, draft: TemplateDraft, console: Client) -> None:
    assert console.get(at(draft, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_nobody_but_an_operator_writes(page: str, draft: TemplateDraft) -> None:
    stranger = at_host(host_user("Neneng Hasanah", operator=False))
    assert stranger.get(at(draft, page)).status_code == 403
    assert stranger.post(at(draft, page), {"seen": draft.document_hash}).status_code == 403
    assert at_host().get(at(draft, page))["Location"].startswith("/masuk/")
    assert TemplateDraft.objects.get().document == draft.document
