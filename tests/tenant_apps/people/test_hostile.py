"""Whatever is uploaded as people: a message with row and column, nothing written, little memory, the worker lives."""

import re
import resource
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from shared_apps.accounts.models import User
from shared_apps.errors import InvalidError
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from shared_apps.sheets import writer
from shared_apps.sheets.rules import RowError
from shared_apps.sheets.tables import Table
from tenant_apps.people import services, tasks
from tenant_apps.people.models import Employee
from tenant_apps.people.services import telling, uploads
from tests.cast import OPERATOR
from tests.government import tables_of
from tests.shared_apps.sheets import cells
from tests.tenant_apps.people import corpus
from tests.tenant_apps.people.people import PEOPLE, START, TODAY, id_of, person, sheet

MOST_MEMORY = 512 * 1024  # in kB, as the system counts the largest child
# what ends or misleads a parser
WORST = (
    "corners.xlsx",
    "row-huge.xlsx",
    "far-decoy.xlsx",
    "bomb-lies.xlsx",
    "bomb.xlsx",
    "entities.xlsx",
    "truncated-50.xlsx",
    "nul.csv",
)


@pytest.fixture
def everything(north: None) -> Any:
    """Every row of every table of the region, as a number each."""
    each = (
        f"SELECT '{name}', count(*), sum(hashtextextended(t::text, 0)) FROM \"{name}\" t"  # noqa: S608
        for name in tables_of("north")
    )
    union = " UNION ALL ".join(each)

    def ask() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(union)
            return cursor.fetchall()

    return ask


def take(reading: Table | InvalidError) -> services.PeopleImport:
    if isinstance(reading, InvalidError):
        raise reading
    return services.import_people(table=reading, day=TODAY, today=TODAY, actor=OPERATOR)


def refusal(reading: Table | InvalidError) -> InvalidError:
    with pytest.raises(InvalidError) as error:
        take(reading)
    return error.value


def test_every_kept_file_is_in_the_table() -> None:
    table = corpus.table()
    assert sorted(each.file for each in table) == sorted(path.name for path in corpus.FOLDER.iterdir())
    assert len({each.content for each in table}) == len(table) >= 120


def test_what_is_no_sheet_is_refused_in_words(everything: Any) -> None:
    before = everything()
    for kept, reading in corpus.readings("refused").items():
        message = str(refusal(reading).message)
        assert message == kept.message, kept.file
        assert "Tidak ada data yang diubah." in message, kept.file
        assert not kept.row or re.search(rf"\b{kept.row}\b.*{kept.column}", message), kept.file
    assert everything() == before
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < MOST_MEMORY


def test_a_bad_cell_is_told_by_row_and_column(everything: Any) -> None:
    before = everything()
    for kept, reading in corpus.readings("cell").items():
        found = refusal(reading).details["errors"]
        told = (found[0]["row"], found[0]["column"], found[0]["column_name"])
        assert told == (int(kept.row), kept.column, kept.column_name), kept.file
        assert f"{found[0]['reason']} {found[0]['repair']}" == kept.message, kept.file
    assert everything() == before


def test_what_only_looks_odd_is_taken_as_it_is_meant(everything: Any) -> None:
    before = everything()
    for kept, reading in corpus.readings("taken").items():
        with transaction.atomic():
            made = take(reading)
            assert (made.new, made.rows) == (1, 1), kept.file
            assert Employee.objects.get(id=id_of(corpus.NUMBER)).name == kept.message, kept.file
            transaction.set_rollback(True)
    assert everything() == before
    assert not (Path(tempfile.gettempdir()) / "zip-slip-merit").exists()


def test_the_worker_outlives_the_worst_and_takes_the_next_sheet(admin: Client) -> None:
    """The page refuses them before; here they reach the worker as if they had become bad in between."""
    user = User.objects.get()
    people = Employee.objects.count()
    kept = {each.file: each for each in corpus.table()}
    for name in (*WORST, "comma.csv"):
        each = kept[name]
        arguments = {
            "file_id": str(files.store(name=each.name, content=each.content, actor=user).id),
            "day": TODAY.isoformat(),
            "check_only": False,
        }
        job = jobs.enqueue(task=uploads.TASK, kind=uploads.KIND, key=name, actor=user, arguments=arguments)
        tasks.import_people.run("north", str(job.id))
        job = Job.objects.get(id=job.id)
        if each.outcome == "taken":
            assert (job.state, Employee.objects.count()) == (State.DONE, people + 1)
        else:
            assert job.error is not None
            assert (job.state, job.error["message"]) == (State.FAILED, each.message), name
            assert Employee.objects.count() == people, name


def test_a_formula_in_any_text_stays_text_on_every_way_out(north: None) -> None:
    """Every address that gives a sheet is asked in tests/test_access.py; these two leave by letter and by job."""
    for kept, reading in corpus.readings("text").items():
        with transaction.atomic():
            take(reading)
            found = Employee.objects.get(id=id_of(corpus.NUMBER))
            assert (found.name, found.title_before) == (kept.message, kept.message)
            table = sheet(person("123", kept.message, kept.message, jabatan=kept.message), PEOPLE[0])
            with pytest.raises(InvalidError) as error:
                services.import_people(table=table, day=START, today=TODAY, actor=OPERATOR)
            errors = [RowError(**each) for each in error.value.details["errors"]]
            plain = person(corpus.NUMBER, "Biasa", "SETDA", tmt_jabatan="01-03-2021")
            changed = take(sheet(plain))
            assert changed.changed == 1
            error_sheet = writer.write_xlsx([writer.error_sheet(table.find_header(required=["nip"]), errors)])
            for content in (error_sheet, telling.changes_sheet(changed.changes)):
                assert cells.text(content)
                assert not cells.formulas(content), kept.file
            transaction.set_rollback(True)
