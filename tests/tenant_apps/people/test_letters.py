"""Activation letters: for whom, on paper, and what the code on it opens."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from shared_apps.accounts.models import ActivationLetter, Appointment, User
from tenant_apps.people import services
from tenant_apps.people.services import letters
from tests.cast import OPERATOR
from tests.pdf import text_of
from tests.shared_apps.accounts.scene import inside, sign_in
from tests.tenant_apps.people.people import (
    CLERK,
    HEAD_BKPSDM,
    HEAD_MUTASI,
    LURAH,
    START,
    TEACHER,
    TODAY,
    id_of,
    settle,
    unit,
)

PASSWORD = "Kebun-Teh-12-Bukit"
PAGE = "/pegawai/surat-aktivasi/"


@pytest.fixture(autouse=True)
def _settled(regions: None) -> Iterator[None]:
    cache.clear()
    with inside("north"):
        settle()
        yield


def signed_in(role: str = "personnel_admin") -> Client:
    user = User.objects.create(email=f"{role or 'tamu'}@north.example.id", name="Ratna Andini")
    if role:
        Appointment.objects.create(user=user, role=role, starts_on=START, given_by_name="Uji")
    browser = Client(HTTP_HOST="north.localhost")
    browser.force_login(user)
    return browser


def ordered(browser: Client, **fields: Any) -> Any:
    return browser.post(PAGE, {"cetak": str(uuid4()), **fields})


def codes_in(paper: bytes) -> dict[str, str]:
    """The code of each NIP on the letters."""
    pages = text_of(paper).split("\n")
    found = {}
    for page in pages:
        number, code = re.search(r"\b(\d{18})\b", page), re.search(r"\b([A-Z2-9]{5}-[A-Z2-9]{5})\b", page)
        assert number, page
        assert code, page
        found[number[1]] = code[1]
    return found


def test_everybody_without_an_address_of_a_unit_gets_one_page_sorted_by_unit() -> None:
    browser = signed_in()
    page = browser.get(PAGE, {"unit": unit("BKPSDM")}).content.decode()
    assert "Eko Prasetyo" in page
    assert "Hana Safitri" not in page  # another unit
    assert "Fitri Handayani" not in page  # has an address
    answer = ordered(browser, unit=unit("BKPSDM"), semua="on")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    assert list(codes_in(answer.content)) == [HEAD_BKPSDM, HEAD_MUTASI]
    assert "north.localhost" in text_of(answer.content)
    assert "surat berlaku s.d." in browser.get(PAGE, {"unit": unit("BKPSDM")}).content.decode()
    assert "Pilih dahulu" in ordered(browser, unit=unit("BKPSDM"), semua="on").content.decode()  # nobody is due


def test_who_invites_by_mail_is_told_where_letters_are() -> None:
    browser = signed_in()
    assert all(PAGE in browser.get(f"/pegawai/{path}").content.decode() for path in ("", "undang/"))


def test_the_letter_opens_the_account_of_its_owner_and_is_not_due_again() -> None:
    browser, hers = signed_in(), Client(HTTP_HOST="north.localhost")
    code = codes_in(ordered(browser, pegawai=[str(id_of(LURAH))]).content)[LURAH]
    opened = hers.post("/aktivasi/", {"number": LURAH, "code": code, "password": PASSWORD})
    assert opened.headers["Location"] == "/"
    assert "Hana Safitri" in hers.get("/akun-saya/").content.decode()
    assert sign_in(Client(HTTP_HOST="north.localhost"), LURAH, PASSWORD) == "/"
    page = browser.get(PAGE, {"unit": unit("JEBRES")}).content.decode()
    assert "punya akun" in page
    assert LURAH not in codes_in(ordered(browser, semua="on").content)
    assert LURAH in codes_in(ordered(browser, pegawai=[str(id_of(LURAH))]).content)  # a forgotten password


def test_whoever_has_a_letter_is_reached() -> None:
    browser = signed_in()
    ordered(browser, pegawai=[str(id_of(LURAH)), str(id_of(TEACHER))])
    assert "2 dari 8 pegawai punya akun, undangan, atau surat aktivasi" in browser.get("/mulai/").content.decode()


def test_the_same_form_sent_twice_is_the_same_paper() -> None:
    browser, order = signed_in(), str(uuid4())
    once, twice = (ordered(browser, cetak=order, pegawai=[str(id_of(TEACHER))]).content for _time in range(2))
    assert once == twice
    again = ordered(browser, pegawai=[str(id_of(TEACHER))]).content
    assert codes_in(again) != codes_in(once)
    assert ActivationLetter.objects.filter(replaced_at=None).count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"cetak": "x", "semua": "on"},
        {"pegawai": [str(uuid4())]},
        {"pegawai": ["\x00"]},
        {"unit": str(uuid4()), "semua": "on"},
    ],
)
def test_what_makes_no_sense_prints_nothing(fields: dict[str, Any]) -> None:
    assert ordered(signed_in(), **fields).status_code == 422
    assert not ActivationLetter.objects.exists()


def test_a_person_with_an_address_gets_no_letter() -> None:
    assert ordered(signed_in(), pegawai=[str(id_of(CLERK))]).status_code == 422
    assert not ActivationLetter.objects.exists()


def test_too_many_are_printed_by_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST", 2)
    answer = ordered(signed_in(), semua="on")
    assert "Paling banyak 2 surat sekali cetak" in answer.content.decode()
    assert not ActivationLetter.objects.exists()


@pytest.mark.parametrize("role", ["", "auditor", "regional_head"])
def test_who_may_not_invite_prints_nothing(role: str) -> None:
    browser = signed_in(role)
    assert browser.get(PAGE).status_code == 403
    assert ordered(browser, semua="on").status_code == 403
    assert not ActivationLetter.objects.exists()


def of_agency(code: str = "BKPSDM") -> Client:
    """The browser of who administers one agency."""
    user = User.objects.create(email="sub@north.example.id", name="Wahyu Nugroho")
    agency = unit(code)
    Appointment.objects.create(user=user, role="agency_admin", unit_id=agency, starts_on=START, given_by_name="Uji")
    browser = Client(HTTP_HOST="north.localhost")
    browser.force_login(user)
    return browser


def test_who_administers_one_agency_prints_for_its_people_and_again() -> None:
    browser = of_agency()
    assert all(PAGE in browser.get(f"/pegawai/{path}").content.decode() for path in ("", "undang/"))
    assert list(codes_in(ordered(browser, semua="on").content)) == [HEAD_BKPSDM, HEAD_MUTASI]
    again = {"order": str(uuid4()), "employees": [str(id_of(HEAD_MUTASI)), str(id_of(LURAH))]}
    paper = browser.post("/api/v1/activation-letters/", again, content_type="application/json")
    assert list(codes_in(paper.content)) == [HEAD_MUTASI]
    assert {row["number"] for row in browser.get("/api/v1/activation-letters/").json()} == {HEAD_BKPSDM, HEAD_MUTASI}
    assert "Hana Safitri" not in browser.get(PAGE, {"unit": unit("JEBRES")}).content.decode()


def test_who_administers_one_agency_prints_for_nobody_elsewhere_or_mightier() -> None:
    browser = of_agency()
    head = User.objects.create(email="x@tanpa-surel.invalid", name="Dewi Lestari", employee_id=id_of(HEAD_BKPSDM))
    Appointment.objects.create(user=head, role="personnel_admin", starts_on=START, given_by_name="Uji")
    services.appoint_acting_head(
        unit_id=unit("JEBRES"), number=HEAD_MUTASI, kind="acting_daily", starts_on=TODAY, decree="SK 1", actor=OPERATOR
    )
    for number in (LURAH, HEAD_BKPSDM, HEAD_MUTASI):
        assert ordered(browser, pegawai=[str(id_of(number))]).status_code == 422
    assert ordered(browser, unit=unit("JEBRES"), semua="on").status_code == 422
    assert not ActivationLetter.objects.exists()
