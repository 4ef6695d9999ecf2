"""The host's template pages: a person uploads, reads what is wrong, looks, publishes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from tests.tenants.conftest import at_host, host_user


@pytest.fixture
def console(regions: None) -> Client:
    """An operator's browser at the host."""
    return at_host(host_user())


def _kept() -> tuple[int, int]:
    with schema_context("public"):
        return TemplateDraft.objects.count(), TemplateVersion.objects.count()


def _upload(browser: Client, content: bytes, name: str = "templat.yaml"):  # type: ignore[no-untyped-def]
    return browser.post("/templat/unggah/", {"document": SimpleUploadedFile(name, content)})


def _approve(draft: str, name: str = "Euis Komalasari", verdict: str = "approved", comment: str = ""):  # type: ignore[no-untyped-def]
    """Another operator opens the draft and says what is to be said of it."""
    email = f"{name.split()[0].lower()}@jabar.example.id"
    with schema_context("public"):
        known = User.objects.filter(email=email).first()
    browser = at_host(known or host_user(name))
    seen = re.findall(r'name="seen" value="(sha256:[0-9a-f]{64})"', browser.get(draft).content.decode())
    return browser.post(f"{draft}telaah/", {"seen": seen[0], "verdict": verdict, "comment": comment})


@pytest.mark.parametrize("name", ["asn_performance", "talent_national_2025", "surabaya_individual", "behaviour_360"])
def test_from_upload_to_a_frozen_version(name: str, console: Client) -> None:
    assert "Belum ada templat" in console.get("/templat/").content.decode()
    draft = _upload(console, documents.text(name).encode())
    assert draft.status_code == 302
    assert "menunggu penelaah" in console.get(draft["Location"]).content.decode()
    _approve(draft["Location"])
    assert "siap diterbitkan" in console.get(draft["Location"]).content.decode()
    published = console.post(f"{draft['Location']}terbit/", {"version": "2026.1", "changelog": "Versi pertama"})
    assert published.status_code == 302
    page = console.get(published["Location"]).content.decode()
    assert "sudah terbit" in page
    assert "Versi pertama" in page
    assert "sha256:" in page
    assert "2026.1" in console.get("/templat/").content.decode()
    assert _kept() == (0, 1)
    assert console.get(draft["Location"]).status_code == 404


def test_the_talent_page_shows_weights_matrix_and_permissions(console: Client) -> None:
    page = console.get(_upload(console, documents.text("talent_national_2025").encode())["Location"]).content.decode()
    for shown in (
        "Sumbu kinerja",
        "Kinerja utama 60",
        "Kotak 9",
        "Wajib diisi",
        "asn_performance",
        "batas diisi daerah",
    ):
        assert shown in page
    assert "style=" not in page.replace("fonts", "")


def test_the_axis_of_105_is_told_with_its_place_and_nothing_is_kept(console: Client) -> None:
    answer = _upload(console, documents.text("jabar_talent_2021").encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "/nodes/performance/inputs" in page
    assert "Jumlah bobot 105, seharusnya tepat 100." in page
    assert _kept() == (0, 0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "kosong"),
        (b"PK\x03\x04\xff\xfe\x00", "bukan teks YAML"),
        (b"\x00", "Isian tidak sesuai bentuk"),
        (b"a: 1\n" * 300_000, "lebih besar dari 1 MB"),
        (b"<script>alert(1)</script>: {}", "tidak dikenal"),
        (b"a: &a [*a]", "Isian tidak sesuai bentuk"),
    ],
)
def test_a_wrong_file_is_refused_in_words(content: bytes, told: str, console: Client) -> None:
    answer = _upload(console, content)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert _kept() == (0, 0)


def test_no_file_at_all(console: Client) -> None:
    assert console.post("/templat/unggah/").status_code == 422
    assert _kept() == (0, 0)


def test_a_taken_version_and_an_empty_one_are_told_at_the_field(console: Client) -> None:
    draft = _upload(console, documents.text("asn_performance").encode())["Location"]
    _approve(draft)
    console.post(f"{draft}terbit/", {"version": "1"})
    again = _upload(console, documents.text("asn_performance").encode())["Location"]
    _approve(again)
    for version in ("1", ""):
        answer = console.post(f"{again}terbit/", {"version": version})
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()
    assert "sudah terbit" in console.post(f"{again}terbit/", {"version": "1"}).content.decode()
    assert _kept() == (1, 1)


@pytest.mark.parametrize("path", ["/templat/", "/templat/unggah/"])
def test_who_is_no_operator_stays_out(path: str, regions: None) -> None:
    assert at_host().get(path)["Location"].startswith("/masuk/")
    stranger = at_host(host_user("Neneng Hasanah", operator=False))
    assert stranger.get(path).status_code == 403
    assert _upload(stranger, documents.text("asn_performance").encode()).status_code == 403
    assert Client(HTTP_HOST="north.localhost").get(path).status_code == 404
    assert _kept() == (0, 0)


def test_names_follow_the_readers_language(console: Client) -> None:
    location = _upload(console, documents.text("talent_national_2025").encode())["Location"]
    console.cookies.load({"django_language": "en"})
    page = console.get(location).content.decode()
    assert "Performance axis" in page
    assert "Box 9" in page


def test_nobody_publishes_alone(console: Client) -> None:
    draft = _upload(console, documents.text("asn_performance").encode())["Location"]
    assert "Anda yang menulis isi ini" in console.get(draft).content.decode()
    answer = console.post(f"{draft}terbit/", {"version": "1"})
    assert answer.status_code == 422
    assert "Belum ada orang kedua" in answer.content.decode()
    own = console.post(f"{draft}telaah/", {"seen": "sha256:" + "0" * 64, "verdict": "approved"})
    assert own.status_code == 422
    assert _kept() == (1, 0)


def test_a_returned_draft_waits_for_what_its_reviewer_asked(console: Client) -> None:
    draft = _upload(console, documents.text("asn_performance").encode())["Location"]
    assert _approve(draft, verdict="returned").status_code == 422
    assert _approve(draft, verdict="returned", comment="Bobot perilaku belum berdasar").status_code == 302
    page = console.post(f"{draft}terbit/", {"version": "1"}).content.decode()
    assert "Euis Komalasari mengembalikan draf ini" in page
    assert "Bobot perilaku belum berdasar" in page
    assert _kept() == (1, 0)
    _approve(draft)
    assert console.post(f"{draft}terbit/", {"version": "1"}).status_code == 302
    assert _kept() == (0, 1)


def test_the_next_version_gets_its_number_and_its_changelog_by_itself(console: Client) -> None:
    text = documents.text("asn_performance")
    for changed in (text, text.replace("Kinerja ASN", "Kinerja pegawai")):
        draft = _upload(console, changed.encode())["Location"]
        _approve(draft)
        version = re.findall(r'name="version" value="([^"]+)"', console.get(draft).content.decode())[0]
        published = console.post(f"{draft}terbit/", {"version": version, "changelog": "Nama baru."})
    with schema_context("public"):
        first, second = TemplateVersion.objects.order_by("published_on", "id")
    assert first.version != second.version
    assert second.changelog.startswith("Nama baru.\n")
    assert "Kinerja pegawai" in second.changelog
    assert "Kinerja pegawai" in console.get(published["Location"]).content.decode()
