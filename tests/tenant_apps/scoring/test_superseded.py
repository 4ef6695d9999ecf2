"""What was entered before stays known: who, when and with what evidence, kept only where something is overwritten."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection

from tenant_apps.people.models import Employee
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, SupersededObservation
from tenant_apps.scoring.rules.origins import Entry, Value, entry_used
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, RATNA, TYPICAL

FIRST, RUN, SECOND, THIRD = (datetime(2026, 11, day, tzinfo=UTC) for day in (1, 2, 3, 4))


def by(name: str, value: int, since: datetime, until: datetime | None = None) -> Entry:
    return Entry(Decimal(value), None, None, "entered", "", name, since, until)


@pytest.mark.parametrize(
    ("entries", "name"),
    [
        ([by("A", 5, FIRST)], "A"),
        ([by("A", 5, FIRST, SECOND), by("B", 7, SECOND)], "A"),
        ([by("A", 5, FIRST, SECOND), by("B", 5, SECOND)], "A"),
        ([by("A", 5, FIRST, FIRST), by("B", 5, FIRST, SECOND), by("C", 9, SECOND)], "B"),
        ([by("A", 7, FIRST, SECOND), by("B", 5, SECOND, THIRD), by("C", 7, THIRD)], "B"),
        ([by("A", 5, FIRST, FIRST)], "A"),
        ([by("A", 7, FIRST)], None),
        ([], None),
    ],
)
def test_the_entry_that_was_used_is_the_one_that_stood_when_the_run_began(
    entries: list[Entry], name: str | None
) -> None:
    def gives(value: Value) -> bool:
        return value == Decimal(5)

    found = entry_used(entries, started_at=RUN, gives=gives)
    assert (found.entered_by_name if found else None) == name


def kept() -> list[tuple[str, str | None, Decimal | None, str]]:
    rows = SupersededObservation.objects.order_by("superseded_at", "measure")
    return list(rows.values_list("measure", "code", "number", "evidence"))


def test_nothing_is_kept_until_something_is_overwritten_and_then_that_alone(scored: Period) -> None:
    cast.bring(scored, (RATNA, {**TYPICAL}), (CAMAT, {**TYPICAL}))
    cast.bring(scored, (RATNA, {**TYPICAL}), (CAMAT, {**TYPICAL}))
    services.run_period(period=scored, actor=OPERATOR)
    assert kept() == []
    services.enter_results(
        period=scored,
        employee_id=cast.employee_id(RATNA),
        values={"tenure": "7", "awards": "", "acting_post": "Tidak Ada"},
        evidence="SK 12",
        actor=OPERATOR,
        at=AT,
    )
    assert [(measure, number) for measure, _code, number, _evidence in kept()] == [("awards", None), ("tenure", 5)]
    cast.bring(scored, (RATNA, {**TYPICAL, "tenure": "8"}), (CAMAT, {**TYPICAL}), most_removed=None)
    assert [(measure, number, evidence) for measure, _code, number, evidence in kept()[2:]] == [("tenure", 7, "SK 12")]
    row = Observation.objects.get(employee_id=cast.employee_id(RATNA), measure="tenure")
    assert (row.number, row.source) == (8, "import")


def test_what_is_kept_of_a_person_goes_with_the_person(scored: Period) -> None:
    cast.bring(scored, (RATNA, {**TYPICAL}))
    Observation.objects.filter(measure="tenure").update(number=6)
    person = cast.employee_id(RATNA)
    assert SupersededObservation.objects.filter(employee_id=person).count() == 1
    with connection.cursor() as cursor:
        for table in ("number", "grade"):
            cursor.execute(f"DELETE FROM people_employee{table} WHERE employee_id = %s", [person])  # noqa: S608
        cursor.execute("DELETE FROM people_assignment WHERE employee_id = %s", [person])
    Employee.objects.filter(id=person).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert not SupersededObservation.objects.exists()
