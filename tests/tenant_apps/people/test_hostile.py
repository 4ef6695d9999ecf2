"""Whatever is uploaded as people: a message with row and column, nothing written, little memory, no formula out."""

import io
import re
import resource
import zipfile
from typing import Any

import pytest
from django.db import transaction

from shared_apps.errors import InvalidError
from shared_apps.sheets import reader, writer
from shared_apps.sheets.rules import RowError
from tenant_apps.people import services
from tenant_apps.people.imported import SheetImport
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber
from tenant_apps.people.services import telling
from tests.cast import OPERATOR
from tests.tenant_apps.people import hostile
from tests.tenant_apps.people.people import PEOPLE, START, TODAY, id_of, person, sheet

pytestmark = pytest.mark.usefixtures("north")
MOST_MEMORY = 512 * 1024  # in kB, as the system counts the largest child


def everything() -> list[Any]:
    tables = (Employee, EmployeeNumber, EmployeeGrade, Assignment, SheetImport)
    return [list(model.objects.order_by("pk").values()) for model in tables]


def take(content: bytes, name: str) -> services.PeopleImport:
    return services.import_people(table=reader.read(content, name=name), day=TODAY, today=TODAY, actor=OPERATOR)


def refusal(content: bytes, name: str) -> InvalidError:
    try:
        take(content, name)
    except InvalidError as error:
        return error
    pytest.fail(f"{name} was taken")


def test_more_than_120_files_are_known() -> None:
    assert len(hostile.refused()) + len(hostile.bad()) + len(hostile.odd()) >= 120


def test_what_is_no_sheet_is_refused_in_words() -> None:
    before = everything()
    for name, content in hostile.refused().items():
        error = refusal(content, name)
        assert "Tidak ada data yang diubah." in str(error.message), name
        assert everything() == before, name
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY


def test_a_bad_cell_is_told_by_row_and_column() -> None:
    before = everything()
    for name, (content, column) in hostile.bad().items():
        error = refusal(content, name)
        found = [(each["row"], each["column_name"]) for each in error.details.get("errors", ())]
        assert (2, column) in found, (name, found, str(error.message))
        assert everything() == before, name


def test_what_only_looks_odd_is_taken_as_it_is_meant() -> None:
    before = everything()
    for name, content in hostile.odd().items():
        with transaction.atomic():
            made = take(content, name)
            assert (made.new, made.rows) == (1, 1), name
            assert Employee.objects.get(id=id_of(hostile.NUMBER)).name == "Ani Contoh", name
            transaction.set_rollback(True)
        assert everything() == before, name


@pytest.mark.parametrize("formula", hostile.FORMULAS)
def test_a_formula_in_any_text_stays_text_on_every_way_out(formula: str) -> None:
    made = take(hostile.csv(**dict.fromkeys(hostile.TEXTS, formula)), "rumus.csv")
    kept = Employee.objects.get(id=id_of(hostile.NUMBER))
    assert (kept.name, kept.title_before) == (formula, formula)
    table = sheet(person("123", formula, formula, jabatan=formula), PEOPLE[0])
    with pytest.raises(InvalidError) as error:
        services.import_people(table=table, day=START, today=TODAY, actor=OPERATOR)
    errors = [RowError(**each) for each in error.value.details["errors"]]
    header = table.find_header(required=["nip"])
    changed = take(hostile.csv(**dict.fromkeys(hostile.TEXTS, "Biasa")), "biasa.csv")
    assert made.new == changed.changed == 1
    for content in (writer.write_xlsx([writer.error_sheet(header, errors)]), telling.changes_sheet(changed.changes)):
        assert not _formulas(content)


def _formulas(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        return [name for name in sheets if re.search(rb"<f[\s>/]", book.read(name))]
