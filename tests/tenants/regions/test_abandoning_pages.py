"""Giving a region up on its page and over the API."""

from typing import Any

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.jobs.models import Job, State
from tenants.regions import erasure, queries, tasks
from tenants.regions.models import Region
from tests.tenants.conftest import at_host, host_user
from tests.tenants.regions.test_abandoning import NAME, stopped

LIVE = {"HX-Request": "true"}


@pytest.fixture
def console(real_logins: None) -> Client:
    """The browser of an operator who did not ask for the region."""
    return at_host(host_user())


def worked() -> None:
    """What the owner's worker does."""
    with schema_context("public"):
        job = Job.objects.get(kind="abandon")
        tasks.abandon("public", str(job.id))


def test_given_up_on_its_page_it_is_gone_and_the_page_says_so(console: Client) -> None:
    region = stopped()
    page = f"/daerah/{region.id}/"
    assert "Batalkan penyiapan Kota Magelang?" in console.get(page).content.decode()
    assert console.post(f"{page}batal/").headers["Location"] == page
    seen = console.get(page).content.decode()
    assert "Penyiapan Kota Magelang sedang dibatalkan" in seen
    assert "Menghapus skema, login, dan berkas" in seen
    assert "Lanjutkan dari" not in seen
    assert console.get(page, headers=LIVE).status_code == 200
    console.post(f"{page}batal/")  # a double click
    worked()
    assert console.get(page, headers=LIVE).headers["HX-Redirect"] == "/"
    assert console.get(page).headers["Location"] == "/"
    assert "Penyiapan Kota Magelang dibatalkan; tidak ada yang tersisa." in console.get("/").content.decode()
    assert erasure.remains(NAME) == []


def test_where_erasing_stopped_anybody_goes_on(console: Client) -> None:
    region = stopped()
    console.post(f"/daerah/{region.id}/batal/")
    Job.objects.filter(kind="abandon").update(
        state=State.FAILED, error={"code": "something_remains", "message": "Masih ada yang tersisa: skema magelang."}
    )
    seen = console.get(f"/daerah/{region.id}/").content.decode()
    assert "Pembatalan Kota Magelang terhenti" in seen
    assert "Masih ada yang tersisa: skema magelang." in seen
    assert "Penghapusan terhenti" in console.get("/").content.decode()
    console.post(f"/daerah/{region.id}/batal/")
    worked()
    assert erasure.remains(NAME) == []


def test_an_active_region_offers_nothing_of_the_kind_and_refuses_in_words(console: Client) -> None:
    region = Region.objects.get(schema_name="north")
    page = f"/daerah/{region.id}/"
    assert "Batalkan penyiapan" not in console.get(page).content.decode()
    console.post(f"{page}batal/")
    assert "sudah pernah aktif" in console.get(page).content.decode()
    assert queries.by_name("north").state == Region.State.ACTIVE
    assert not Job.objects.filter(kind="abandon").exists()


def test_given_up_over_the_api(console: Client) -> None:
    region = stopped()
    place = f"/api/v1/regions/{region.id}/abandonment/"
    assert console.get(place).status_code == 404
    asked = console.post(place)
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    worked()
    told: dict[str, Any] = console.get(place).json()
    assert (told["state"], [step["state"] for step in told["steps"]]) == ("done", ["done"] * 3)
    assert told["destroyed"]["roles"] == [f"merit_tests_r_{NAME}"]
    refused = console.post(f"/api/v1/regions/{queries.by_name('north').id}/abandonment/")
    assert (refused.status_code, refused.json()["code"]) == (409, "region_was_active")
