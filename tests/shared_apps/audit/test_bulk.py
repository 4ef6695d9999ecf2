"""Whole sheets: every person is in the audit, with the actor, at the price of one call per statement."""

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.audit.acting import acting
from shared_apps.audit.models import Change
from shared_apps.rows import new_id
from tests.shared_apps.audit.test_acting import ani
from tests.tenant_apps.people import people

TABLES = ("people_employee", "people_employeenumber", "people_assignment", "people_employeegrade")


@pytest.fixture
def imported(regions: None) -> None:
    """Forty people by one sheet, then the same sheet with another grade, each as a request of Ani's."""
    with schema_context("north"):
        people.settle()
        for grade in ("III/c", "III/d"):
            rows = [
                people.person(f"19{n:02d}0105201505{n % 2 + 1}{n:03d}", f"Orang {n}", "BKPSDM-MK", golongan=grade)
                for n in range(50, 90)
            ]
            with acting(request_id=new_id(), who=ani):
                people.take(*rows)


def test_a_sheet_is_written_down_row_by_row_with_its_actor(imported: None) -> None:
    with schema_context("north"):
        for table in TABLES:
            found = Change.objects.filter(table_name=table, actor_name=ani()[1])
            added = found.filter(operation="I")
            assert (added.count(), added.values("request_id").distinct().count()) == (40, 1), table
            assert set(found.values_list("actor_id", flat=True)) == {ani()[0]}
        grades = Change.objects.filter(table_name="people_employeegrade", operation="U")
        assert {(each.before["grade"], each.after["grade"]) for each in grades} == {("III/c", "III/d")}
        assert grades.count() == 40


def test_each_row_of_the_table_is_what_was_last_written_down(imported: None) -> None:
    with schema_context("north"), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE to_jsonb(t) <> ("  # noqa: S608
                "SELECT jsonb_object_agg(k, v ORDER BY at) FROM audit_change c, jsonb_each(c.after) AS e (k, v)"
                " WHERE c.table_name = %s AND c.row_id = t.id::text)",
                [table],
            )
            assert cursor.fetchone() == (0,), table
