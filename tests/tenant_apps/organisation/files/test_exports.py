"""Files of the structure, over HTTP and back through the import."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.reference import queries as reference
from shared_apps.sheets import reader
from tenant_apps.organisation import queries
from tenant_apps.organisation.models import StructureVersion
from tenant_apps.people import services as people
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import CITY, city, sheet

START = date(2026, 1, 1)
LATER = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _structure(regions: None) -> Iterator[None]:
    with schema_context("north"):
        people.import_structure(table=city(), effective_from=START, decree="Perwal 1/2026", actor=OPERATOR)
        yield


@pytest.fixture
def client(employee_user: User) -> Client:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(employee_user)
    return client


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_sheet_taken_out_and_imported_again_changes_nothing(client: Client, kind: str) -> None:
    before = queries.chart_on(START)
    answer = client.get(f"/organisasi/berkas/unduh/?bentuk={kind}&hari={START}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="struktur-2026-01-01.{kind}"'
    table = reader.read(answer.content, name=f"struktur.{kind}")
    made = people.import_structure(table=table, effective_from=START, decree="Perwal 1/2026", actor=OPERATOR)
    assert (made.difference.is_any, made.difference.same) == (False, len(CITY))
    assert queries.chart_on(START) == before


def test_a_file_has_the_structure_of_its_day(client: Client) -> None:
    renamed = sheet(*(row if row[0] != "BKPSDM" else ("BKPSDM", "=Badan SDM", *row[2:]) for row in CITY))
    people.import_structure(table=renamed, effective_from=LATER, decree="Perwal 2/2026", actor=OPERATOR)
    told = [client.get(f"/organisasi/berkas/unduh/?bentuk=json&hari={day}").json() for day in (START, LATER)]
    names = [{unit["code"]: unit["name"] for unit in each["units"]}["BKPSDM"] for each in told]
    assert names == ["Badan Kepegawaian", "=Badan SDM"]
    assert [each["decree"] for each in told] == ["Perwal 1/2026", "Perwal 2/2026"]
    assert (told[0]["format"], told[0]["version"]) == ("merit-structure", 1)
    sheet_text = client.get(f"/organisasi/berkas/unduh/?bentuk=csv&hari={LATER}").content.decode()
    assert "'=Badan SDM" in sheet_text


def test_pictures_are_drawn_from_a_unit_down_and_shown_as_pictures(client: Client) -> None:
    unit_id = queries.chart_on(START).by_code["BKPSDM"].unit_id
    drawn = client.get(f"/organisasi/berkas/unduh/?bentuk=svg&hari={START}&unit={unit_id}")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    text = drawn.content.decode()
    assert "Bidang Mutasi" in text
    assert "Kecamatan Jebres" not in text
    paper = client.get(f"/organisasi/berkas/unduh/?bentuk=pdf&hari={START}")
    assert paper.content.startswith(b"%PDF")
    page = client.get(f"/organisasi/berkas/?hari={START}&unit={unit_id}").content.decode()
    assert f"unit={unit_id}" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("bentuk=exe", 422),
        ("", 422),
        ("bentuk=svg&unit=bukan", 422),
        ("bentuk=json&hari=2025-12-31", 404),
        ("bentuk=svg&unit=0193b4d6-0000-7000-8000-000000000000", 404),
    ],
)
def test_what_is_not_there_is_refused_in_words(client: Client, query: str, status: int) -> None:
    assert client.get(f"/organisasi/berkas/unduh/?{query}").status_code == status


def test_a_stranger_gets_no_file() -> None:
    answer = Client(HTTP_HOST="north.localhost").get(f"/organisasi/berkas/unduh/?bentuk=json&hari={START}")
    assert (answer.status_code, b"units" in answer.content) == (302, False)


def test_every_kind_of_agency_stands_in_the_reference_and_at_any_depth(client: Client) -> None:
    """Each type once, every unit under the one before: 22 levels, exported and read back."""
    rows, above = [], ""
    for place, kind in enumerate(reference.unit_types()):
        rows.append((f"U{place}", f"Unit {kind.label}", kind.label, above, "", ""))
        above = f"U{place}"
    people.import_structure(table=sheet(*rows), effective_from=LATER, decree="Perwal 2/2026", actor=OPERATOR)
    chart = queries.chart_on(LATER)
    assert [node.unit_type for _depth, node in chart.walk()] == [kind.code for kind in reference.unit_types()]
    assert [depth for depth, _node in chart.walk()] == list(range(len(rows)))
    assert {"assistant", "bureau", "section", "council_secretariat", "hospital", "school", "service_unit"} <= {
        kind.code for kind in reference.unit_types()
    }
    told = json.loads(client.get(f"/organisasi/berkas/unduh/?bentuk=json&hari={LATER}").content)
    assert [unit["parent_code"] for unit in told["units"]] == ["", *(f"U{n}" for n in range(len(rows) - 1))]
    assert StructureVersion.objects.count() == 2
