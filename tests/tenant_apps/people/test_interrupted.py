"""What dies before any of its statements has changed nothing, and a new run finishes: imports, undoing, publishing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection

from shared_apps.audit.acting import acting
from shared_apps.rows import new_id
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import services as organisation_services
from tenant_apps.organisation.drafts import services as drafts
from tenant_apps.organisation.models import DraftChange, StructureDraft, StructureVersion, Succession, Unit
from tenant_apps.people import services
from tenant_apps.people.imported import ImportedChange, SheetImport
from tenant_apps.people.models import (
    ActingHead,
    ActingKind,
    Assignment,
    Employee,
    EmployeeGrade,
    EmployeeNumber,
    NameWord,
    SearchName,
)
from tenant_apps.people.services import undoing
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import CITY, sheet
from tests.tenant_apps.people.people import (
    LURAH,
    PEOPLE,
    SEKDA,
    TEACHER,
    TODAY,
    id_of,
    person,
    take,
    unit,
)

pytestmark = pytest.mark.usefixtures("north")
LATER = date(2026, 6, 1)
WATCHED = (
    *(Employee, EmployeeNumber, EmployeeGrade, Assignment, ActingHead, SearchName, NameWord, SheetImport),
    *(ImportedChange, StructureVersion, Unit, StructureDraft, DraftChange, Succession),
)
BRACKETS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class Died(Exception):  # noqa: N818  what a killed process looks like from inside
    """The process ended here."""


@contextmanager
def dies_before(statement: int) -> Iterator[None]:
    """The n-th statement is never sent."""
    left = statement

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        if sql.startswith(BRACKETS):  # the server's part: it undoes what a lost connection had begun
            return execute(sql, params, many, context)
        left -= 1
        if left < 0:
            raise Died
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def everything() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in WATCHED]


def interrupted_everywhere(work: Callable[[], Any]) -> None:
    """Run the work so that it dies before its first, second, … statement, until it does not die.

    No transaction here but the test's own: what undoes the work is the transaction of the service.
    """
    before = everything()
    for statement in range(100):
        try:
            with dies_before(statement):
                work()
        except Died:
            assert everything() == before, f"statement {statement} left something behind"
        else:
            assert statement > 3
            return
    pytest.fail("more statements than any of these needs")


def test_people() -> None:
    changed = [
        {**row, "nama": f"{row['nama']} S", "golongan": "III/d"} for row in PEOPLE if row["golongan"] == "III/c"
    ]
    interrupted_everywhere(lambda: take(*changed, person("199109092016091009", "Joko", "SETDA"), day=LATER))
    assert Employee.objects.count() == len(PEOPLE) + 1
    assert take(*changed, day=LATER).same == len(changed)


def test_structure() -> None:
    table = sheet(*CITY, ("DISDIK", "Dinas Pendidikan", "department", "PEM", "", "II.b"))
    interrupted_everywhere(
        lambda: services.import_structure(table=table, effective_from=LATER, decree="Perwal 2", actor=OPERATOR)
    )
    assert "DISDIK" in organisation.chart_on(LATER).by_code


def test_a_move() -> None:
    interrupted_everywhere(
        lambda: organisation_services.move_unit(
            unit_id=unit("BKPSDM-M"), parent_id=unit("SETDA"), effective_from=LATER, decree="P", actor=OPERATOR
        )
    )
    assert organisation.chart_on(LATER).nodes[unit("BKPSDM-M")].parent_id == unit("SETDA")


def test_undoing_an_import() -> None:
    people = (Employee, EmployeeNumber, EmployeeGrade, Assignment)
    before = [list(model.objects.order_by("pk").values()) for model in people]
    rows = (
        {**PEOPLE[4], "nama": "Fitri Putri", "golongan": "III/d"},
        person(TEACHER, "Indra Kurnia", "SETDA", jenis_pegawai="PPPK", golongan="IX"),
        person("199109092016091009", "Joko", "SETDA"),
    )
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        made = take(*rows, day=LATER).record
    assert made is not None

    def undo() -> None:
        with acting(request_id=new_id(), who=lambda: (None, "Eka")):
            undoing.undo(import_id=made.id, actor=OPERATOR, today=TODAY)

    interrupted_everywhere(undo)
    assert [list(model.objects.order_by("pk").values()) for model in people] == before
    assert SheetImport.objects.get(id=made.id).undone_by_name == OPERATOR.name


def test_publishing_a_structure_draft() -> None:
    draft = drafts.open_draft(title="Penataan", effective_from=LATER, actor=OPERATOR)
    of = {"draft_id": draft.id, "actor": OPERATOR}
    drafts.merge_units(revision=0, unit_ids=[unit("JEBRES-1")], into=unit("JEBRES"), **of)
    drafts.rename_unit(revision=1, unit_id=unit("BKPSDM"), name="Badan Kepegawaian Baru", **of)
    drafts.close_unit(revision=2, unit_id=unit("SETDA-ORG"), people_to=unit("SETDA"), **of)
    services.appoint_acting_head(
        unit_id=unit("JEBRES-1"), number=SEKDA, kind=ActingKind.FULL, starts_on=LATER, decree="SK 1", actor=OPERATOR
    )
    interrupted_everywhere(lambda: services.publish_draft(revision=3, decree="Perwal 2", **of))
    chart = organisation.chart_on(LATER)
    assert not {"JEBRES-1", "SETDA-ORG"} & chart.by_code.keys()
    for number in (LURAH, TEACHER):
        held = Assignment.objects.filter(employee_id=id_of(number)).latest("starts_on")
        assert (held.starts_on, held.unit_id, held.is_head) == (LATER, unit("JEBRES"), False)
    assert StructureDraft.objects.get().state == StructureDraft.State.PUBLISHED
