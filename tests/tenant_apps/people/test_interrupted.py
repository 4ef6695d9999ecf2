"""An import that dies before any of its statements has changed nothing, and a new run finishes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import services as organisation_services
from tenant_apps.people import services
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import CITY, sheet
from tests.tenant_apps.people.people import PEOPLE, person, take, unit

pytestmark = pytest.mark.usefixtures("north")
LATER = date(2026, 6, 1)
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
    people = [list(model.objects.order_by("pk").values()) for model in (Employee, EmployeeNumber, EmployeeGrade)]
    return [*people, list(Assignment.objects.order_by("pk").values()), organisation.chart_on(LATER)]


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
    pytest.fail("more statements than an import needs")


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
