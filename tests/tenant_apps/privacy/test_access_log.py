"""Who looked at whose data, of the whole region: read by who watches over it, and that is written down too."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from shared_apps.accounts.models import User
from tenant_apps.people.models import Employee
from tenant_apps.privacy.models import ListLook, PersonLook
from tenant_apps.privacy.services import looking
from tests.tenant_apps.people.people import CLERK, HEAD_BKPSDM, HEAD_JEBRES, LURAH, id_of
from tests.tenant_apps.privacy.conftest import Account, browser

LOG, API, EXPORT = "/privasi/catatan-akses/", "/api/v1/privacy/access-log/", "/privasi/catatan-akses/ekspor/"


@pytest.fixture
def officer(user: Account) -> Client:
    """The data protection officer, after two heads looked at their people."""
    browser(user(HEAD_BKPSDM)).get(f"/pegawai/{id_of(CLERK)}/")
    browser(user(HEAD_JEBRES)).get(f"/pegawai/{id_of(LURAH)}/")
    browser(user(role="personnel_admin")).get("/pegawai/")
    return browser(user(role="data_protection_officer"))


def looks(officer: Client, **asked: Any) -> set[tuple[str, str]]:
    return {(each["viewer"], each["number"]) for each in officer.get(API, asked).json()["looks"]}


def test_it_is_searched_by_whom_by_who_by_day_and_by_kind(officer: Client) -> None:
    clerk, lurah = (f"Akun {HEAD_BKPSDM}", CLERK), (f"Akun {HEAD_JEBRES}", LURAH)
    name = Employee.objects.get(id=id_of(CLERK)).name
    yesterday = timezone.localdate() - timedelta(days=1)
    assert looks(officer) == {clerk, lurah}
    for one in ({"orang": CLERK}, {"orang": name}, {"pegawai": str(id_of(CLERK))}, {"pelihat": HEAD_BKPSDM}):
        assert looks(officer, **one) == {clerk}, one
    assert looks(officer, apa="nik") == looks(officer, sampai=yesterday.isoformat()) == set()
    own = ("Akun data_protection_officer", CLERK)  # asked for one person a moment ago
    assert looks(officer, apa="tidak ada", dari="kemarin", pegawai="x") == {clerk, lurah, own}
    page = officer.get(LOG, {"orang": name}).content.decode()
    assert f"Akun {HEAD_BKPSDM}" in page
    assert f"Akun {HEAD_JEBRES}" not in page
    assert officer.get(LOG, {"pegawai": "00000000-0000-4000-8000-000000000000"}).status_code == 404


def test_lists_are_found_by_one_person_who_stood_in_their_scope(officer: Client) -> None:
    told = officer.get(LOG, {"tampilan": "daftar", "orang": CLERK}).content.decode()
    assert f"pegawai={id_of(CLERK)}" in told
    found = officer.get(API, {"pegawai": str(id_of(CLERK))}).json()["lists"]
    assert ("Akun personnel_admin", "list", True) in {
        (each["viewer"], each["kind"], each["everybody"]) for each in found
    }
    page = officer.get(LOG, {"tampilan": "daftar", "pegawai": str(id_of(CLERK))}).content.decode()
    assert "Akun personnel_admin" in page
    assert "seluruh pegawai" in page


def test_reading_it_is_a_look_that_the_people_read(officer: Client, user: Account) -> None:
    PersonLook.objects.all().delete()
    ListLook.objects.all().delete()
    officer.get(LOG)
    officer.get(EXPORT)
    officer.get(API, {"pegawai": str(id_of(CLERK))})
    mine = "Akun data_protection_officer"
    assert set(ListLook.objects.values_list("viewer_name", "kind", "everybody")) == {
        (mine, "log", True),
        (mine, "log_export", True),
    }
    assert PersonLook.objects.values_list("viewer_name", "kind", "employee_id").get() == (mine, "log", id_of(CLERK))
    clerk = browser(User.objects.create(email="juru@north.example.id", name="Juru", employee_id=id_of(CLERK)))
    assert "Catatan siapa melihat data siapa" in clerk.get("/privasi/siapa-melihat/").content.decode()


def test_nobody_else_reads_it_and_nothing_is_written(officer: Client, user: Account) -> None:
    before = ListLook.objects.count(), PersonLook.objects.count()
    for other in (user(role="regional_head"), user(LURAH)):
        assert {browser(other).get(address).status_code for address in (LOG, EXPORT, API)} == {403}
    assert (ListLook.objects.count(), PersonLook.objects.count()) == before


def test_a_sheet_of_it_holds_no_formula(officer: Client, user: Account) -> None:
    evil = user(role="auditor")
    evil.name = "=HYPERLINK(1)"
    looking.note_person(
        viewer=evil, employee_id=id_of(CLERK), kind=looking.Kind.DATA, day=timezone.localdate(), at=timezone.now()
    )
    with ZipFile(BytesIO(officer.get(EXPORT).content)) as book:
        parts = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xml"))
    assert b"=HYPERLINK(1)" in parts
    assert b"<f>" not in parts
