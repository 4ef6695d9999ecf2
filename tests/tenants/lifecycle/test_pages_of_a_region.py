"""What the people of a region see while it is suspended."""

import pytest
from django.utils import timezone
from django_tenants.utils import schema_context

from tenants.regions.models import Region
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


def test_the_others_serve(rolled: Scene) -> None:
    put(rolled, "suspended")
    assert rolled.browser(host="south.localhost").get("/masuk/").status_code == 200
    assert rolled.console.get("/").status_code == 200


def test_its_certificate_is_renewed_all_the_same(rolled: Scene) -> None:
    for state in ("suspended", "read_only"):
        put(rolled, state)
        assert rolled.browser().get("/-/certificate", {"domain": "north.localhost"}).status_code == 200
