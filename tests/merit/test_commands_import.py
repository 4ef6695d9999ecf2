"""`merit import organisation|people`: the same services as the pages, for operators and scripts."""

import json
from pathlib import Path

import pytest
from django_tenants.utils import schema_context

from merit import commands_import
from shared_apps.audit.models import Change
from shared_apps.sheets.writer import write_csv
from tenant_apps.organisation import queries as organisation
from tenant_apps.people.models import Employee
from tests.cast import TODAY
from tests.tenant_apps.organisation.sheets import CITY
from tests.tenant_apps.organisation.sheets import COLUMNS as UNIT_COLUMNS
from tests.tenant_apps.people.people import COLUMNS, PEOPLE, person

pytestmark = pytest.mark.usefixtures("regions")
WHERE = ["--region", "north", "--day", TODAY.isoformat(), "--json"]


def people_file(folder: Path, *rows: dict[str, str]) -> str:
    path = folder / "pegawai.csv"
    path.write_bytes(write_csv(COLUMNS, [[row.get(name, "") for name in COLUMNS] for row in rows]))
    return str(path)


@pytest.fixture
def structure(tmp_path: Path) -> str:
    path = tmp_path / "organisasi.csv"
    path.write_bytes(write_csv(UNIT_COLUMNS, CITY))
    return str(path)


def last_line(text: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(text.strip().splitlines()[-1])
    return answer


def test_structure_then_people(structure: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands_import.organisation([structure, *WHERE, "--decree", "Perwal 1"]) == 0
    assert last_line(capsys.readouterr().out)["units"] == len(CITY)
    people = people_file(tmp_path, *PEOPLE)
    assert commands_import.people([people, *WHERE, "--dry-run"]) == 0
    with schema_context("north"):
        assert Employee.objects.count() == 0
    assert commands_import.people([people, *WHERE]) == 0
    expected = {"region": "north", "dry_run": False, "rows": 8, "new": 8, "changed": 0, "same": 0, "warnings": 0}
    assert last_line(capsys.readouterr().out) == expected
    with schema_context("south"):
        assert organisation.chart_on(TODAY).root is None


def test_a_structure_without_a_decree_names_its_file(structure: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands_import.organisation([structure, "--region", "north", "--dry-run"]) == 0
    with schema_context("north"):
        assert organisation.version_on(TODAY) is None
    assert commands_import.organisation([structure, *WHERE]) == 0
    with schema_context("north"):
        assert organisation.version_on(TODAY).decree == "Impor berkas organisasi.csv"  # type: ignore[union-attr]


def test_bad_rows_end_with_a_code_and_words(
    structure: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands_import.organisation([structure, *WHERE, "--decree", "Perwal 1"]) == 0
    assert commands_import.people([people_file(tmp_path, person("123", "Joko", "SETDA")), *WHERE]) == 1
    told = capsys.readouterr()
    assert "NIP tidak terdiri atas 18 angka." in told.err
    assert last_line(told.out)["error"] == "sheet_refused"


@pytest.mark.parametrize("arguments", [["--region", "nowhere"], ["--region", "public"]])
def test_an_unknown_region_is_refused(
    structure: str, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert commands_import.people([structure, *arguments]) == 1
    assert capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands_import.people(["/nowhere.csv", *WHERE]) == 2
    assert "no such file" in capsys.readouterr().err


def test_the_auditor_reads_who_imported_and_that_it_was_one_act(structure: str) -> None:
    assert commands_import.organisation([structure, *WHERE, "--as-name", "Rina Kartika"]) == 0
    with schema_context("north"):
        units = Change.objects.filter(table_name="organisation_unit", operation=Change.Operation.ADDED)
        acts = set(units.values_list("actor_name", "request_id"))
    assert [name for name, _act in acts] == ["Rina Kartika"]
    assert None not in {act for _name, act in acts}
