"""What the people of a region see while it is suspended, or only read."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django_tenants.utils import schema_context

from tenants.lifecycle import services
from tenants.lifecycle.middleware import ReadOnlyMiddleware
from tenants.regions.models import Region
from tests.cast import OPERATOR
from tests.shared_apps.accounts.scene import PASSWORD
from tests.tenants.lifecycle.conftest import Scene

REASON = "Perjanjian dihentikan sementara oleh kedua pihak"


def put(scene: Scene, state: str) -> None:
    """The state as the row says it; grants are another file's matter."""
    with schema_context("public"):
        values = {"state": state, "state_reason": REASON, "state_since": timezone.now()}
        Region.objects.filter(id=scene.region.id).update(**values)


@pytest.mark.parametrize("path", ["/", "/pegawai/", "/masuk/", "/tidak-ada/", "/undangan/x/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_suspended_region_shows_why_and_nothing_else(rolled: Scene, path: str, method: str) -> None:
    browser = rolled.browser(rolled.administrator)
    put(rolled, "suspended")
    answer = getattr(browser, method)(path)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Layanan Kota North ditangguhkan" in page
    assert REASON in page
    assert "Provinsi Jawa Barat" in page
    assert rolled.administrator.name not in page


def test_programs_get_a_problem(rolled: Scene) -> None:
    put(rolled, "suspended")
    for path in ("/api/v1/employees/", "/api/v1/tidak-ada/"):
        answer = rolled.browser().get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
        problem = answer.json()
        assert (problem["code"], problem["reason"]) == ("region_suspended", REASON)
        assert problem["since"]


def test_who_was_signed_in_goes_on_after_resuming(rolled: Scene) -> None:
    browser = rolled.browser(rolled.administrator)
    put(rolled, "suspended")
    assert browser.get("/akun-saya/").status_code == 503
    put(rolled, "active")
    assert rolled.administrator.name in browser.get("/akun-saya/").content.decode()


def test_the_page_speaks_the_visitors_language(rolled: Scene) -> None:
    put(rolled, "suspended")
    browser = rolled.browser()
    browser.cookies["django_language"] = "en"
    answer = browser.get("/")
    assert (answer.status_code, answer.headers["Content-Language"]) == (503, "en")


def test_static_files_are_served_and_no_other_path_is(rolled: Scene) -> None:
    sheet = Path(settings.STATIC_ROOT) / "suspended-test.css"
    sheet.write_text("p {}")
    try:
        put(rolled, "suspended")
        browser = rolled.browser()
        answer = browser.get("/static/suspended-test.css")
        assert (answer.status_code, answer.getvalue()) == (200, b"p {}")
        assert browser.get("/static/nowhere.css").status_code == 503
        assert rolled.browser(host="nowhere.localhost").get("/static/suspended-test.css").status_code == 404
    finally:
        sheet.unlink()


def test_the_others_serve(rolled: Scene) -> None:
    put(rolled, "suspended")
    assert rolled.browser(host="south.localhost").get("/masuk/").status_code == 200
    assert rolled.console.get("/").status_code == 200


def test_its_certificate_is_renewed_all_the_same(rolled: Scene) -> None:
    for state in ("suspended", "read_only"):
        put(rolled, state)
        assert rolled.browser().get("/-/certificate", {"domain": "north.localhost"}).status_code == 200


# Read only


def test_reading_and_signing_in_and_out_go_on(scene: Scene) -> None:
    browser = scene.browser(scene.administrator)
    read_only(scene)
    for path in ("/pegawai/", "/organisasi/", "/akun-saya/", "/periode/", "/audit/", "/api/v1/units/"):
        answer = browser.get(path)
        assert answer.status_code == 200, path
        if not path.startswith("/api/"):
            page = answer.content.decode()
            assert "Hanya dibaca sejak" in page, path
            assert REASON in page, path
    pages = "".join(
        browser.get(path).content.decode() for path in ("/pegawai/", "/organisasi/", "/periode/", "/peran/")
    )
    for button in (
        "/pegawai/impor/",
        "/pegawai/undang/",
        "/organisasi/tambah/",
        'action="/periode/"',
        "/peran/undang/",
    ):
        assert button not in pages, button
    assert browser.post("/bahasa/", {"language": "en", "next": "/"}).status_code == 302
    assert browser.post("/akun-saya/bahasa/", {"language": "id"}).status_code == 302
    assert browser.post("/masuk/keluar/").status_code == 302
    at_the_door = scene.browser()
    assert REASON in at_the_door.get("/masuk/").content.decode()
    signed_in = at_the_door.post("/masuk/", {"login": scene.administrator.email, "password": PASSWORD})
    assert (signed_in.status_code, signed_in.headers["Location"]) == (302, "/")


@pytest.mark.parametrize("path", ["/organisasi/tambah/", "/pegawai/impor/", "/periode/", "/peran/undang/"])
def test_what_would_write_is_answered_with_the_reason(rolled: Scene, path: str) -> None:
    browser = rolled.browser(rolled.administrator)
    put(rolled, "read_only")
    answer = browser.post(path, {"name": "x"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Belum dapat disimpan: daerah ini hanya dibaca" in page
    assert REASON in page
    assert "Tidak ada data yang berubah" in page


def test_programs_are_refused_by_a_problem(rolled: Scene) -> None:
    browser = rolled.browser(rolled.administrator)
    put(rolled, "read_only")
    for path in ("/api/v1/imports/people/", "/api/v1/imports/results/"):
        answer = browser.post(path, {})
        assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
        problem = answer.json()
        assert (problem["code"], problem["reason"]) == ("region_read_only", REASON)
        assert problem["since"]
    token = browser.post("/api/v1/token/", {"login": rolled.administrator.email, "password": PASSWORD})
    assert token.status_code == 201


def test_a_request_that_was_let_in_before_is_told_the_same(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row was read while the region was active; the database refuses, and the page says why."""
    browser = scene.browser(scene.administrator)
    read_only(scene)
    monkeypatch.setattr(ReadOnlyMiddleware, "process_view", lambda *_request: None)
    fields = {"title": "Tahun 2030", "code": "2030", "starts_on": "2030-01-01", "ends_on": "2030-12-31"}
    answer = browser.post("/periode/", fields)
    assert answer.status_code == 409
    assert REASON in answer.content.decode()


def test_an_active_region_says_nothing_of_it(rolled: Scene) -> None:
    page = rolled.browser(rolled.administrator).get("/pegawai/").content.decode()
    assert "Hanya dibaca" not in page


def read_only(scene: Scene) -> None:
    """Really, with its grants."""
    services.make_read_only(region_id=scene.region.id, reason=REASON, actor=OPERATOR, at=timezone.now())
