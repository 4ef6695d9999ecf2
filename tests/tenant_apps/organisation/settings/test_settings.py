"""What a region sets for itself, seen where it counts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import FileResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shared_apps.audit.models import Change, Entry
from shared_apps.documents import pdf
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from shared_apps.files.models import StoredFile
from shared_apps.files.places import path_of
from tenant_apps.organisation.models import DayOff, Government
from tenant_apps.organisation.settings import queries, services
from tests import pictures
from tests.cast import OPERATOR
from tests.pdf import text_of
from tests.shared_apps.accounts.scene import account, inside, sign_in

PAGE, NAMES, CALENDAR = "/organisasi/pengaturan/", "/organisasi/nama-dan-warna/", "/organisasi/kalender/"
CHOICES = {"time_zone": "Asia/Jayapura", "language": "id", "period_length": "quarter"}
NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # 23.00 WIB, 01.00 WIT of the next day


@pytest.fixture
def admin(regions: None) -> Client:
    """The administrator of north, signed in."""
    return signed_in("north", role="personnel_admin")


def signed_in(region: str, *, role: str = "") -> Client:
    with inside(region):
        account(f"adm@{region}.example.id", role=role)
    browser = Client(HTTP_HOST=f"{region}.localhost")
    sign_in(browser, f"adm@{region}.example.id")
    return browser


def known(region: str = "north") -> dict[str, Any]:
    with inside(region):
        return Government.objects.values().get()


def changes() -> int:
    with inside("north"):
        return Change.objects.filter(table_name="organisation_government").count()


def upload(content: bytes, *, revision: int = 0) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("lambang.png", content), "revision": revision}


@pytest.fixture
def stored_gone() -> Iterator[None]:
    """What a test stored leaves no file behind: its rows are rolled back."""
    before = set(_files())
    yield
    for path in set(_files()) - before:
        path.unlink(missing_ok=True)


def _files() -> list[Any]:
    with inside("north"):
        folder = path_of(uuid4()).parent
    return list(folder.iterdir()) if folder.is_dir() else []


def test_midnight_is_the_regions_own(regions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NEW_YEARS_EVE)
    admin, south = (signed_in(region, role="personnel_admin") for region in ("north", "south"))
    assert admin.post(PAGE, {**CHOICES, "revision": 0}).headers["Location"] == PAGE
    days = [browser.get("/api/v1/units/").json()["day"] for browser in (admin, south)]
    assert days == ["2027-01-01", "2026-12-31"]
    assert "1 Jan 2027, 01.00 WIT" in admin.get(PAGE).content.decode()
    assert "31 Des 2026, 23.00 WIB" in south.get(PAGE).content.decode()
    assert "hari kerja dalam 2027" in admin.get(CALENDAR).content.decode()
    assert known()["time_zone"] == "Asia/Jayapura"
    assert known("south")["time_zone"] == "Asia/Jakarta"


def test_a_page_reads_the_government_once(admin: Client) -> None:
    admin.get("/akun-saya/")
    with CaptureQueriesContext(connection) as asked:
        admin.get("/akun-saya/")
    read = [each["sql"] for each in asked.captured_queries if "organisation_government" in each["sql"]]
    assert len(read) == 1, read


def test_the_language_is_for_who_has_not_chosen(admin: Client) -> None:
    admin.post(PAGE, {**CHOICES, "language": "en", "revision": 0})
    stranger = Client(HTTP_HOST="north.localhost")
    assert stranger.get("/masuk/").headers["Content-Language"] == "en"
    stranger.cookies["django_language"] = "id"
    assert stranger.get("/masuk/").headers["Content-Language"] == "id"
    assert Client(HTTP_HOST="south.localhost").get("/masuk/").headers["Content-Language"] == "id"
    assert admin.get("/akun-saya/").headers["Content-Language"] == "en"  # signed in, never chosen
    admin.post("/akun-saya/bahasa/", {"language": "id"})
    again = Client(HTTP_HOST="north.localhost")
    sign_in(again, "adm@north.example.id")
    assert again.get("/akun-saya/").headers["Content-Language"] == "id"


def test_a_second_tab_overwrites_nothing_and_a_double_click_is_one_change(admin: Client) -> None:
    first, written = {**CHOICES, "revision": 0}, changes()
    for _click in range(2):
        assert admin.post(PAGE, first).status_code == 302
    assert known()["revision"] == 1
    other = admin.post(PAGE, {**first, "time_zone": "Asia/Makassar"})
    assert other.status_code == 422
    assert "diubah di tempat lain" in other.content.decode()
    names = {"short_name": "Utara", "personnel_agency": "BKD", "crest_initials": "KU", "accent": "batu", "revision": 0}
    assert admin.post(NAMES, names).status_code == 422
    assert known()["time_zone"] == "Asia/Jayapura"
    assert admin.post(NAMES, {**names, "revision": 1}).status_code == 302
    assert changes() == written + 2
    with inside("north"):
        assert Entry.objects.filter(path=PAGE, status=302).count() == 2  # one row of each request


@pytest.mark.parametrize(
    ("field", "value"),
    [("time_zone", "Europe/Paris"), ("time_zone", ""), ("language", "nl"), ("period_length", "week\x00")],
)
def test_what_cannot_be_set_is_refused_by_its_field(regions: None, field: str, value: str) -> None:
    before = known()
    with inside("north"), pytest.raises(InvalidError) as refused:
        services.change_settings(**{**CHOICES, field: value}, revision=0, actor=OPERATOR)
    assert set(refused.value.fields) == {field}
    assert known() == before


@pytest.mark.parametrize("role", ["", "auditor", "committee_member"])
def test_others_set_nothing(regions: None, role: str, stored_gone: None) -> None:
    before = known()
    with inside("north"):
        guest = account("tamu@north.example.id", role=role)
        day = {"day": NEW_YEARS_EVE.date(), "name": "Libur", "decree": "Kepgub 1"}
        acts = (
            lambda: services.change_settings(**CHOICES, revision=0, actor=guest),
            lambda: services.change_crest(content=pictures.png(), revision=0, actor=guest),
            lambda: services.remove_crest(revision=0, actor=guest),
            lambda: services.add_day_off(**day, actor=guest),
        )
        for act in acts:
            with pytest.raises(ForbiddenError):
                act()
        assert not DayOff.objects.exists()
        assert not StoredFile.objects.exists()
    assert known() == before


def test_the_crest_stands_before_the_password_and_on_paper(admin: Client, stored_gone: None) -> None:
    assert admin.post("/organisasi/lambang/", upload(pictures.JPEG)).headers["Location"] == NAMES
    first = known()["crest_id"]
    address = f"/lambang/{first}/"
    stranger = Client(HTTP_HOST="north.localhost")
    page = stranger.get("/masuk/").content.decode()
    assert page.index(f'src="{address}"') < page.index('type="password"')
    assert f'src="{address}"' in admin.get("/akun-saya/").content.decode()
    shown = stranger.get(address)
    assert isinstance(shown, FileResponse)
    assert shown.getvalue()[:8] == b"\x89PNG\r\n\x1a\n"
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert shown.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert Client(HTTP_HOST="south.localhost").get(address).status_code == 404

    assert admin.post("/organisasi/lambang/", upload(pictures.png(), revision=1)).status_code == 302
    assert stranger.get(address).status_code == 404  # the former is gone, row and file
    with inside("north"):
        assert StoredFile.objects.count() == 1
    assert admin.post("/organisasi/lambang/hapus/", {"revision": 2}).status_code == 302
    assert known()["crest_id"] is None
    assert "<img" not in stranger.get("/masuk/").content.decode()
    with inside("north"):
        assert not StoredFile.objects.exists()


def test_a_letter_carries_the_crest_and_is_written_without_its_file(regions: None, stored_gone: None) -> None:
    with inside("north"):
        government = services.change_crest(content=pictures.png(), revision=0, actor=OPERATOR)
        data = {"title": "Surat", "date": NEW_YEARS_EVE.date()}
        drawn = pdf("documents/letter.typ", {**data, "letterhead": queries.letterhead(government)})
        assert government.crest_initials not in text_of(drawn)
        assert b"/Subtype/Image" in drawn
        assert government.crest_id is not None
        path_of(government.crest_id).unlink()
        plain = pdf("documents/letter.typ", {**data, "letterhead": queries.letterhead(government)})
        assert government.crest_initials in text_of(plain)


def test_a_crest_on_a_stale_page_stores_nothing(regions: None, stored_gone: None) -> None:
    with inside("north"):
        services.change_settings(**CHOICES, revision=0, actor=OPERATOR)
        with pytest.raises(ConflictError):
            services.change_crest(content=pictures.png(), revision=0, actor=OPERATOR)
        assert not StoredFile.objects.exists()
    assert known()["crest_id"] is None


def test_a_day_off_counts_and_is_taken_back(admin: Client) -> None:
    day = {"day": "2026-02-17", "name": "Hari Jadi Kota", "decree": "Kepwal 12/2026"}
    refused = admin.post(CALENDAR, day)  # Imlek
    assert (refused.status_code, "Hari itu sudah libur: Tahun Baru Imlek." in refused.content.decode()) == (422, True)
    day["day"] = "2026-02-18"
    for _click in range(2):
        assert admin.post(CALENDAR, day).headers["Location"] == f"{CALENDAR}?tahun=2026"
    term = "/api/v1/calendar/term/?since=2026-02-16&working_days=1"
    assert admin.get(term).json() == {"due": "2026-02-19", "has_list": True}
    assert admin.get("/api/v1/calendar/term/?since=9999-12-31&working_days=9").status_code == 422
    assert admin.get(f"{CALENDAR}?tahun=2100&dari=9999-12-31&hari=9").status_code == 200
    page = admin.get(f"{CALENDAR}?tahun=2026").content.decode()
    assert "Hari Jadi Kota" in page
    year = admin.get("/api/v1/calendar/?year=2026").json()
    own = [each for each in year["days"] if each["kind"] == "regional"]
    assert [(each["day"], each["decree"]) for each in own] == [("2026-02-18", "Kepwal 12/2026")]
    south = signed_in("south", role="personnel_admin")
    assert south.post(f"{CALENDAR}{own[0]['id']}/hapus/").status_code == 404
    assert admin.post(f"{CALENDAR}{own[0]['id']}/hapus/").status_code == 302
    assert admin.post(f"{CALENDAR}{own[0]['id']}/hapus/").status_code == 404
    assert admin.get(term).json()["due"] == "2026-02-18"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2026-02-21"),
        ("day", "1999-02-01"),
        ("name", "Hari\x00Jadi"),
        ("name", " "),
        ("decree", ""),
        ("decree", "x" * 201),
    ],
)
def test_a_day_off_that_cannot_be_is_refused_by_its_field(regions: None, field: str, value: str) -> None:
    day = {"day": "2026-02-18", "name": "Hari Jadi", "decree": "Kepgub 1", field: value}
    with inside("north"), pytest.raises(InvalidError) as refused:
        services.add_day_off(
            day=datetime.fromisoformat(day["day"]).date(), name=day["name"], decree=day["decree"], actor=OPERATOR
        )
    assert set(refused.value.fields) == {field}
    with inside("north"):
        assert not DayOff.objects.exists()
