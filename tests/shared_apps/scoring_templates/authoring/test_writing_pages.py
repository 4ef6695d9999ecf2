"""A personnel expert writes a template in pages, without seeing YAML."""

import re
from typing import Any

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.scoring_templates import documents, services
from shared_apps.scoring_templates.models import TemplateDraft
from shared_apps.scoring_templates.rules import checks, document
from shared_apps.scoring_templates.rules.template import Template
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.authoring.browsing import sheet, sheets
from tests.shared_apps.scoring_templates.test_services import AT
from tests.tenants.conftest import at_host, host_user

SLUGS = {"measures": "ukuran", "nodes": "komponen", "scales": "skala", "profiles": "profil"}


@pytest.fixture
def console(regions: None) -> Client:
    """An operator's browser at the host."""
    return at_host(host_user())


def text() -> str:
    """The document of the one draft there is."""
    with schema_context("public"):
        return TemplateDraft.objects.get().document


def kept() -> Template:
    """The same, read."""
    found, problems = document.read_yaml(text())
    assert found is not None, problems
    return found


def codes() -> set[str]:
    """What is wrong with it."""
    return {problem.code for problem in checks.check(kept(), as_scheme=False)}


def draft_of(name: str, *changes: tuple[str, str]) -> str:
    """A draft of one of the product's documents; its workbench."""
    written = documents.text(name)
    for before, after in changes:
        assert before in written
        written = written.replace(before, after)
    with schema_context("public"):
        draft = services.save_draft(text=written, actor=OPERATOR, at=AT)
    return f"/templat/draf/{draft.id}/susun/"


def save(browser: Client, path: str, which: str = "", *, status: int = 302, **changes: Any) -> str:
    """Change some fields of a form and send it; what the page says."""
    answer = browser.post(path, {**sheet(browser, path, which), **changes})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def added(browser: Client, bench: str, what: str, **fields: Any) -> str:
    """Add a part; where it is written on."""
    path = f"{bench}tambah/{what}/"
    answer = browser.post(path, {**sheet(browser, path), **fields})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


@pytest.mark.parametrize("name", ["asn_performance", "surabaya_individual", "behaviour_360", "talent_national_2025"])
def test_opened_and_saved_untouched_not_a_letter_changes(name: str, console: Client) -> None:
    bench = draft_of(name)
    before, template = text(), examples.template(name)
    pages = [bench, f"{bench}umum/"]
    for section, slug in SLUGS.items():
        every = list(getattr(template, section))
        pages += [f"{bench}{slug}/{key}/" for key in (every if name != "talent_national_2025" else every[::6])]
    posted = 0
    for page in pages:
        for each in sheets(console, page):
            answer = console.post(page, each.values)
            assert answer.status_code == 302, (page, answer.content.decode())
            assert text() == before, page
            posted += 1
    assert posted > len(pages)


def test_a_draft_is_begun_from_its_name(console: Client) -> None:
    page = console.get("/templat/baru/").content.decode()
    assert "Belum ada templat yang terbit" in page
    assert console.post("/templat/baru/", {"title_id": "  ", "key": ""}).status_code == 422
    assert (
        "Kunci hanya huruf kecil" in console.post("/templat/baru/", {"title_id": "X", "key": "A b"}).content.decode()
    )
    begun = console.post("/templat/baru/", {"title_id": "Kinerja & <b>Disiplin</b>", "title_en": "Performance"})
    assert begun.status_code == 302
    page = console.get(begun["Location"]).content.decode()
    assert "belum utuh: 1 masalah" in page
    assert "<b>Disiplin</b>" not in page
    assert kept().key == "kinerja_b_disiplin_b"
    again = console.post("/templat/baru/", {"title_id": "Kinerja & <b>Disiplin</b>"})
    assert again.status_code == 422
    assert "Kunci ini sudah dipakai" in again.content.decode()


def test_the_next_version_is_begun_from_a_published_one(console: Client) -> None:
    with schema_context("public"):
        version = services.publish(
            text=documents.text("asn_performance"), version="2026.1", changelog="", actor=OPERATOR, day=TODAY
        )
    assert "Susun versi sesudah 2026.1" in console.get("/templat/baru/").content.decode()
    begun = console.post(f"/templat/{version.id}/susun/")
    assert "utuh dan dapat ditelaah" in console.get(begun["Location"]).content.decode()
    assert kept().version == "2026.2"
    again = console.post(f"/templat/{version.id}/susun/")
    assert again.status_code == 409
    assert f'href="{begun["Location"].removesuffix("susun/")}"' in again.content.decode()
    assert kept().version == "2026.2"


def test_weights_in_the_tree_show_their_sum_and_are_kept_while_wrong(console: Client) -> None:
    bench = draft_of("talent_national_2025")
    page = console.get(bench).content.decode()
    assert "Jumlah 100, tepat" in page
    assert 'data-sum="performance"' in page
    name = "w:performance:awards_points"
    assert f'name="{name}"' in page
    assert "Tulis angka" in save(console, bench, status=422, **{name: "banyak"})
    save(console, bench, **{name: "20,5"})
    assert str(kept().nodes["performance"].inputs["awards_points"].weight) == "20.5"  # type: ignore[union-attr]
    page = console.get(bench).content.decode()
    assert "seharusnya tepat 100" in page
    assert 'value="20,5"' in page
    assert {"weights_sum", "group_sum"} <= codes()
    assert "belum utuh: 2 masalah" in page
    save(console, bench, **{name: ""})
    assert "hole_not_required" in codes()


def test_a_second_tab_is_told_and_nothing_is_lost(console: Client) -> None:
    bench = draft_of("asn_performance")
    page = f"{bench}umum/"
    first = sheet(console, page, "form")
    save(console, page, "form", title_id="Kinerja satu")
    answer = console.post(page, {**first, "title_id": "Kinerja dua"})
    assert answer.status_code == 422
    assert "berubah sejak halaman Anda dibuka" in answer.content.decode()
    assert "Kinerja dua" in answer.content.decode()
    assert kept().title.id == "Kinerja satu"
    assert console.post(f"/templat/draf/{bench.split('/')[3]}/buang/", {"seen": first["seen"]}).status_code == 409
    assert kept().title.id == "Kinerja satu"


def test_what_a_template_says_of_itself(console: Client) -> None:
    page = f"{draft_of('asn_performance')}umum/"
    save(
        console, page, "form",
        title_id="Kinerja pegawai", title_en="Staff performance", note="Baris satu\r\nBaris dua",
        valid_from="2027-01-01", valid_to="2029-01-01", decimals="3", version="2027.1",
    )  # fmt: skip
    found = kept()
    assert (found.title.id, found.title.en, found.note) == (
        "Kinerja pegawai",
        "Staff performance",
        "Baris satu\nBaris dua",
    )
    assert (str(found.valid.from_), str(found.valid.to), found.rounding.decimals) == ("2027-01-01", "2029-01-01", 3)
    assert "sesudah awalnya" in save(console, page, "form", status=422, valid_to="2026-01-01")
    count = len(found.legal_basis)
    save(console, page, "rows", **{"+:title": "Pergub 7/2027", "+:clause": "Pasal 3", "+:confidence": "certain"})
    assert (kept().legal_basis[-1].title, kept().legal_basis[-1].confidence) == ("Pergub 7/2027", "certain")
    save(console, page, "rows", **{f"{count + 1}:remove": "on"})
    assert len(kept().legal_basis) == count
    assert "Sebutkan peraturannya" in save(console, page, "rows", status=422, **{"+:clause": "Pasal 3"})


def test_a_measure(console: Client) -> None:
    bench = draft_of("talent_national_2025")
    page = added(console, bench, "ukuran", title_id="Jam pelatihan", type="number", source="learning")
    assert page == f"{bench}ukuran/jam_pelatihan/"
    assert "Jam pelatihan: 1 masalah" in console.get(page).content.decode()
    save(
        console, page, min="0", max="1.000,5", decimals="1", unit="hours", direction="lower", take="sum",
        missing="zero", length="3", length_unit="years", edge="excluded", anchor="issued_on", title_en="Hours",
    )  # fmt: skip
    measure = kept().measures["jam_pelatihan"]
    assert (str(measure.min), str(measure.max), measure.decimals) == ("0", "1000.5", 1)
    assert (measure.direction, measure.take, measure.missing) == ("lower", "sum", "zero")
    assert measure.window is not None
    assert (measure.window.years, measure.window.edge, measure.window.anchor) == (3, "excluded", "issued_on")
    save(console, page, length="", length_unit="", max="")
    assert kept().measures["jam_pelatihan"].window is None
    assert kept().measures["jam_pelatihan"].max is None
    for wrong in ({"length": "3"}, {"min": "0,0000001"}, {"min": "9" * 13}, {"decimals": "1,5"}, {"source": "A b"}):
        save(console, page, status=422, **wrong)
    assert codes() == set()


@pytest.mark.parametrize("key", ["nobody", "local_x", "__class__", "a" * 300])
@pytest.mark.parametrize("page", ["ukuran", "komponen", "skala", "profil", "tambah", "hapus/nodes", "hapus/results"])
def test_what_is_not_there_is_not_there(page: str, key: str, console: Client) -> None:
    bench = draft_of("asn_performance")
    assert console.get(f"{bench}{page}/{key}/").status_code == 404


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "'; DROP TABLE x; --", "{{ 7|add:7 }}", "=1+1", "数字"]
)
def test_hostile_titles_are_titles(title: str, console: Client) -> None:
    bench = draft_of("asn_performance")
    page = added(console, bench, "ukuran", title_id=title, type="flag", source="people")
    shown = console.get(page).content.decode() + console.get(bench).content.decode()
    assert "<script>alert" not in shown
    assert title in {measure.title.id for measure in kept().measures.values() if measure.title}
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,39}", key) for key in kept().measures)


def test_scales_and_profiles(console: Client) -> None:
    bench = draft_of("asn_performance")
    page = added(console, bench, "skala", title_id="Jenjang", codes="Rendah\nSedang\n\nTinggi\n")
    scale = kept().scales["jenjang"]
    assert scale.order == ("rendah", "sedang", "tinggi")
    assert scale.titles["sedang"].id == "Sedang"
    save(console, page, **{"rendah:place": "3", "tinggi:place": "1", "sedang:en": "Middle", "+:id": "Puncak"})
    scale = kept().scales["jenjang"]
    assert scale.order == ("tinggi", "sedang", "rendah", "puncak")
    assert scale.titles["sedang"].en == "Middle"
    save(console, page, **{"puncak:remove": "on"})
    assert kept().scales["jenjang"].order == ("tinggi", "sedang", "rendah")
    every = {f"{code}:remove": "on" for code in ("tinggi", "sedang", "rendah")}
    save(console, page, status=422, **every)
    profile = added(console, bench, "profil", title_id="Struktural")
    save(console, profile, title_en="Structural")
    assert kept().profiles["struktural"].title is not None


def test_taking_away_says_what_uses_it(console: Client) -> None:
    bench = draft_of("talent_national_2025")
    path = f"{bench}hapus/nodes/performance/"
    page = console.get(path).content.decode()
    assert "tetap menyebutnya dan memerlukan masukan lain" in page
    save(console, path)
    assert "performance" not in kept().nodes
    assert "input_unknown" in codes()
    assert "performance" not in kept().results
    assert console.get(path).status_code == 404
    assert console.get(bench).status_code == 200


def test_strangers_and_regions_stay_out(console: Client) -> None:
    bench = draft_of("asn_performance")
    before = text()
    stranger = at_host(host_user("Neneng Hasanah", operator=False))
    for browser, status in ((stranger, 403), (Client(HTTP_HOST="north.localhost"), 404)):
        for page in (bench, f"{bench}umum/", "/templat/baru/", f"{bench}tambah/ukuran/"):
            assert browser.get(page).status_code == status
            assert browser.post(page, sheet(console, bench)).status_code == status
    assert text() == before


def test_what_is_not_whole_yet_offers_no_publication(console: Client) -> None:
    place = console.post("/templat/baru/", {"title_id": "Disiplin"})["Location"].removesuffix("susun/")
    page = console.get(place).content.decode()
    assert "belum utuh" in page
    assert f"{place}terbit/" not in page
    refused = console.post(f"{place}terbit/", {"version": "1", "changelog": ""})  # from a page of before
    assert refused.status_code == 422
    assert "belum utuh" in refused.content.decode()


def test_a_key_is_renamed_on_its_page_and_published_versions_keep_theirs(console: Client) -> None:
    with schema_context("public"):
        version = services.publish(
            text=documents.text("talent_national_2025"), version="2025.1", changelog="", actor=OPERATOR, day=TODAY
        )
    place = console.post(f"/templat/{version.id}/susun/")["Location"]
    address = f"{place}kunci/measures/awards/"
    assert f'href="{address}"' in console.get(f"{place}ukuran/awards/").content.decode()
    page = console.get(address).content.decode()
    assert "ikut pindah ke kunci baru" in page
    assert "perlu dimasukkan lagi" in page
    seen = sheet(console, address)["seen"]
    before = text()
    for wrong in ("tenure", "local_awards", "Awards!", ""):
        refused = console.post(address, {"seen": seen, "key": wrong})
        assert (refused.status_code, text()) == (422, before), wrong
    assert console.post(address, {"seen": "", "key": "honours"}).status_code == 422
    assert console.post(address, {"seen": seen, "key": "honours"}).status_code == 302
    found = kept()
    assert found.measures.keys() >= {"honours"}
    assert found.nodes["awards_points"].input == "honours"  # type: ignore[union-attr]
    assert dict(found.renamed) == {"/measures/awards": "/measures/honours"}
    assert checks.check(found, as_scheme=False) == []
    assert console.post(address, {"seen": seen, "key": "medals"}).status_code == 404  # the second click
    assert "tidak dapat diganti" in console.get(f"{place}kunci/nodes/performance/").content.decode()
    assert console.get(f"{place}kunci/profiles/structural/").status_code == 404
    with schema_context("public"):
        version.refresh_from_db()
        assert '"awards"' in version.document
