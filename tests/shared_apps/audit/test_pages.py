"""What an auditor finds: who, when, what, before and after; and nobody else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.audit.models import Change, Entry
from shared_apps.sheets import reader
from tests.cast import OPERATOR

Door = Callable[..., Client]
PERIOD = {"code": "2030", "title": "Tahun 2030", "starts_on": "2030-01-01", "ends_on": "2030-12-31"}


@pytest.fixture
def door(regions: None) -> Door:
    """A browser of somebody with a role in north, or at the host."""

    def make(role: str, schema: str = "north") -> Client:
        client = Client(HTTP_HOST=f"{'host' if schema == 'public' else schema}.localhost")
        with schema_context(schema):
            user = User.objects.create(email=f"{role or 'tamu'}@{schema}.example.id", name=f"Akun {role}")
            if role:
                accounts.appoint(user=user, role=role, day=date(2026, 1, 2), actor=OPERATOR)
            client.force_login(user)
        return client

    return make


@pytest.fixture
def opened(door: Door) -> Client:
    """The administrator, who opened a period."""
    admin = door("personnel_admin")
    assert admin.post("/periode/", {**PERIOD, "reason": "Keputusan 7"}).status_code == 302
    return admin


def north(model: Any, **facts: Any) -> Any:
    with schema_context("north"):
        return model.objects.filter(**facts).order_by("at").last()


def text(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_auditor_reads_from_the_request_down_to_the_column(opened: Client, door: Door) -> None:
    auditor = door("auditor")
    page = text(auditor, "/audit/")
    entry = north(Entry, path="/periode/")
    assert f"/audit/permintaan/{entry.request_id}/" in page
    assert "Keputusan 7" in page

    request = text(auditor, f"/audit/permintaan/{entry.request_id}/")
    change = north(Change, table_name="scoring_period")
    assert f"/audit/perubahan/{change.id}/" in request
    assert "Akun personnel_admin" in request

    row = text(auditor, f"/audit/perubahan/{change.id}/")
    assert "Tahun 2030" in row
    assert str(change.row_id) in row
    assert "Jejak audit" in text(auditor, "/audit/perubahan/")


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({}, True),
        ({"pelaku": "personnel"}, True),
        ({"pelaku": "orang lain"}, False),
        ({"data": "scoring_period"}, True),
        ({"data": "people_employee"}, False),
        ({"metode": "POST"}, True),
        ({"metode": "DELETE"}, False),
        ({"dari": "2020-01-01", "sampai": "2020-12-31"}, False),
        ({"dari": "kemarin", "page": "tujuh", "metode": "?"}, True),
    ],
)
def test_lists_are_filtered(opened: Client, query: dict[str, str], is_there: bool) -> None:
    change, entry = north(Change, table_name="scoring_period"), north(Entry, path="/periode/")
    assert (str(entry.request_id) in text(opened, "/audit/", **query)) is is_there
    assert (str(change.id) in text(opened, "/audit/perubahan/", **query)) is is_there
    book = opened.get("/audit/ekspor/", query).content
    sheet = reader.read(book, name="audit.xlsx")
    assert any("/periode/" in line.cells for line in sheet.lines) is is_there


def test_lists_have_pages(opened: Client) -> None:
    with schema_context("north"):
        User.objects.bulk_create(User(email=f"{n}@example.id", name=str(n)) for n in range(120))
    assert "page=2" in text(opened, "/audit/perubahan/")
    assert "101–" in text(opened, "/audit/perubahan/", page="3")


def test_a_changed_value_stands_beside_the_one_before(opened: Client) -> None:
    with schema_context("north"):
        User.objects.filter(email="personnel_admin@north.example.id").update(name="Nama Baru")
    change = north(Change, table_name="accounts_user")
    row = text(opened, f"/audit/perubahan/{change.id}/")
    assert "Akun personnel_admin" in row
    assert "Nama Baru" in row


@pytest.mark.parametrize("role", ["", "regional_head"])
@pytest.mark.parametrize("address", ["/audit/", "/audit/perubahan/", "/audit/ekspor/"])
def test_nobody_else_reads_it(door: Door, role: str, address: str) -> None:
    client = door(role)
    assert client.get(address).status_code == 403
    assert "/audit/" not in client.get("/akun-saya/").content.decode()
    assert Client(HTTP_HOST="north.localhost").get(address).status_code == 302


def test_what_does_not_exist_is_not_found(door: Door, opened: Client) -> None:
    nobody = "0190d9f0-0000-7000-8000-000000000000"
    for address in (f"/audit/permintaan/{nobody}/", f"/audit/perubahan/{nobody}/"):
        assert opened.get(address).status_code == 404
    change = north(Change, table_name="scoring_period")
    assert door("auditor", "south").get(f"/audit/perubahan/{change.id}/").status_code == 404


def test_the_host_reads_its_own(opened: Client, door: Door) -> None:
    page = text(door("host_operator", "public"), "/audit/perubahan/")
    assert "Akun pengguna" in page
    assert "Tahun 2030" not in page


def test_a_program_reads_the_same_lists_page_by_page(opened: Client, door: Door) -> None:
    auditor = door("auditor")
    entries = auditor.get("/api/v1/audit/requests/", {"metode": "POST"}).json()["results"]
    assert [(each["path"], each["reason"], each["status"]) for each in entries] == [("/periode/", "Keputusan 7", 302)]
    changed = auditor.get("/api/v1/audit/changes/", {"data": "scoring_period"}).json()["results"]
    assert [(each["operation"], each["after"]["code"]) for each in changed] == [("I", "2030")]
    assert changed[0]["request_id"] == entries[0]["request_id"]


@pytest.mark.parametrize("name", ["requests", "changes"])
def test_a_program_of_somebody_else_reads_nothing(opened: Client, door: Door, name: str) -> None:
    answer = door("regional_head").get(f"/api/v1/audit/{name}/")
    assert answer.status_code == 403
    assert "results" not in answer.json()
