"""Pages and API of agreements."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shared_apps.accounts.models import User
from tenants.partnerships.models import Agreement
from tests.tenants.conftest import TERMS, at_host, host_user

URLCONF = "merit.urls_host"
FORM = {**TERMS, "region_code": "33.71 · Kota Magelang"} | {
    name: TERMS[name].isoformat() for name in ("signed_on", "starts_on", "ends_on")
}


def test_the_form_records_and_shows_the_agreement(console: Client) -> None:
    answer = console.post("/perjanjian/baru/", FORM)
    recorded = Agreement.objects.get(number=TERMS["number"])
    assert answer.status_code == 302
    assert answer["Location"] == reverse("agreement", args=[recorded.id], urlconf=URLCONF)
    page = console.get(answer["Location"]).content.decode()
    assert "Kota Magelang dapat disiapkan" in page
    assert "4.000" in page
    assert f"/perjanjian/{recorded.id}/siapkan/" in page


@pytest.mark.parametrize("typed", ["33.71", "kota magelang", "33.71 · apa saja"])
def test_the_region_is_known_by_code_or_name(console: Client, typed: str) -> None:
    console.post("/perjanjian/baru/", {**FORM, "region_code": typed})
    assert Agreement.objects.get(number=TERMS["number"]).region_code == "33.71"


def test_a_refused_form_keeps_what_was_typed_and_says_where(console: Client) -> None:
    answer = console.post("/perjanjian/baru/", {**FORM, "region_code": "Kota Atlantis", "ends_on": "2026-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kota Atlantis" in page
    assert "Kode wilayah ini tidak ada" in page
    assert "Tanggal berakhir harus sesudah tanggal mulai" in page
    assert not Agreement.objects.filter(number=TERMS["number"]).exists()


def test_the_form_suggests_every_government_of_the_country(console: Client) -> None:
    page = console.get("/perjanjian/baru/").content.decode()
    assert page.count("<option value=") >= 552
    assert "15 · Provinsi Jambi" in page
    assert "Pemerintah Provinsi Jawa Barat" in page


def test_the_list_counts_what_waits(console: Client, agree: Callable[..., Agreement]) -> None:
    assert "2 perjanjian tercatat, tidak ada yang menunggu" in console.get("/perjanjian/").content.decode()
    agree()
    agree(number="PKS-9", region_code="15", starts_on=date(2027, 1, 1))
    page = console.get("/perjanjian/").content.decode()
    assert "1 dari 4 perjanjian menunggu penyiapan daerahnya" in page
    assert "Belum berlaku" in page


@pytest.mark.parametrize("path", ["/perjanjian/", "/perjanjian/baru/"])
def test_pages_are_for_operators(regions: None, path: str) -> None:
    anonymous = at_host().get(path)
    assert anonymous.status_code == 302
    assert anonymous["Location"].startswith("/masuk/")
    assert at_host(host_user("Siti Aminah", operator=False)).get(path).status_code == 403


def test_a_post_of_a_stranger_records_nothing(regions: None) -> None:
    answer = at_host(host_user("Siti Aminah", operator=False)).post("/perjanjian/baru/", FORM)
    assert answer.status_code == 403
    assert not Agreement.objects.filter(number=TERMS["number"]).exists()


def test_agreements_do_not_exist_in_a_region(regions: None) -> None:
    assert Client(HTTP_HOST="north.localhost").get("/perjanjian/").status_code == 404


def test_the_api_records_and_lists(console: Client, operator: User) -> None:
    sent: dict[str, Any] = FORM | {"region_code": "33.71"}
    answer = console.post("/api/v1/agreements/", sent, content_type="application/json")
    assert answer.status_code == 201
    assert answer.json()["region_name"] == "Kota Magelang"
    numbers = [row["number"] for row in console.get("/api/v1/agreements/").json()]
    assert numbers[0] == TERMS["number"]
    again = console.post("/api/v1/agreements/", sent, content_type="application/json")
    assert again.status_code == 422
    assert list(again.json()["fields"]) == ["number"]
    assert at_host().get("/api/v1/agreements/").status_code == 401
