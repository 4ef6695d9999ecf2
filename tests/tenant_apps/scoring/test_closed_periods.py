"""Nothing of a closed period changes: not past the services, not by hand under the region's own login."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from shared_apps.accounts.models import Appointment, User
from shared_apps.errors import ConflictError
from tenant_apps.people import services as services_of_people
from tenant_apps.people.models import Assignment, EmployeeGrade
from tenant_apps.people.records import EmployeeEducation
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, Run, Scheme, Score
from tenant_apps.scoring.queries import periods
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, RATNA, TYPICAL


@pytest.fixture
def closed(scored: Period) -> Period:
    cast.bring(scored, (RATNA, {**TYPICAL, "tenure": "4"}))
    cast.bring(scored, (RATNA, {**TYPICAL}))  # what was overwritten is kept
    services.run_period(period=scored, actor=OPERATOR)
    return services.close_period(period=scored, actor=OPERATOR, at=AT)


def everything() -> list[str]:
    names = ("period", "scheme", "observation", "supersededobservation", "run", "score")
    tables = [f"scoring_{name}" for name in names]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")  # noqa: S608
            found += [row for (row,) in cursor.fetchall()]
    return found


STATEMENTS = [
    "UPDATE scoring_score SET numbers[1] = 100",
    "DELETE FROM scoring_score",
    "INSERT INTO scoring_score SELECT (jsonb_populate_record(s, jsonb_build_object('subject_id', gen_random_uuid())))"
    ".* FROM scoring_score s",
    "UPDATE scoring_observation SET number = 0 WHERE number IS NOT NULL",
    "DELETE FROM scoring_observation",
    "INSERT INTO scoring_observation SELECT (jsonb_populate_record(o, jsonb_build_object("
    "'id', gen_random_uuid(), 'measure', 'x'))).* FROM scoring_observation o",
    "UPDATE scoring_run SET is_current = false",
    "DELETE FROM scoring_run",
    "INSERT INTO scoring_run SELECT (jsonb_populate_record(r, jsonb_build_object("
    "'id', gen_random_uuid(), 'is_current', false))).* FROM scoring_run r",
    "UPDATE scoring_scheme SET document = '{}'",
    "INSERT INTO scoring_scheme SELECT (jsonb_populate_record(s, jsonb_build_object("
    "'id', gen_random_uuid(), 'replaced_at', now()))).* FROM scoring_scheme s",
    "UPDATE scoring_period SET state = 'open'",
    "UPDATE scoring_period SET title = 'Lain'",
    "DELETE FROM scoring_period",
    "WITH moved AS (UPDATE scoring_period SET state = 'open' RETURNING id)"
    " UPDATE scoring_score SET status = 'complete'",
    "UPDATE scoring_supersededobservation SET entered_by_name = 'Lain'",
    "DELETE FROM scoring_supersededobservation",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_itself_refuses(closed: Period, statement: str) -> None:
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user <> tableowner FROM pg_tables WHERE tablename = 'scoring_score'")
        assert cursor.fetchone() == (True,)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert everything() == before


@pytest.mark.parametrize("statement", STATEMENTS[:1] + STATEMENTS[3:4] + STATEMENTS[6:7])
def test_an_open_period_still_changes(scored: Period, statement: str) -> None:
    cast.bring(scored, (RATNA, {**TYPICAL}))
    services.run_period(period=scored, actor=OPERATOR)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0


def test_what_was_closed_is_still_read_and_replayed(closed: Period) -> None:
    assert Score.objects.filter(run__period=closed).exists()
    assert Observation.objects.filter(period=closed).exists()
    assert Run.objects.filter(period=closed, is_current=True).count() == Scheme.objects.filter(period=closed).count()


def test_a_chair_known_only_after_the_close_is_told_and_nothing_is_computed_again(closed: Period) -> None:
    viewer = User.objects.create(email="late@north.example.id", name="Akun")
    Appointment.objects.create(user=viewer, role="personnel_admin", starts_on=closed.starts_on, given_by_name="Uji")
    Assignment.objects.update(recorded_at=AT)
    assert periods.period_page(viewer, closed.code, TODAY).late.count == 0
    before = everything()
    row = Assignment.objects.order_by("pk")[0]
    Assignment.objects.filter(pk=row.pk).update(recorded_at=AT + timedelta(days=1))
    late = periods.period_page(viewer, closed.code, TODAY).late
    assert (late.count, [each.employee_id for each in late.first]) == (1, [row.employee_id])
    assert everything() == before


def test_what_its_scores_were_computed_with_is_not_withdrawn(closed: Period) -> None:
    person = cast.employee_id(RATNA)
    grade = EmployeeGrade.objects.get(employee_id=person)
    services_of_people.record_education(
        employee_id=person, level="s1", starts_on=closed.starts_on - timedelta(days=1), actor=OPERATOR
    )
    for kind, row in (("golongan", grade), ("pendidikan", EmployeeEducation.objects.get(employee_id=person))):
        wish = {"employee_id": person, "kind": kind, "entry_id": row.pk, "reason": "Salah", "actor": OPERATOR}
        if kind == "golongan":
            with pytest.raises(ConflictError, match="yang sudah ditutup, dihitung dengan catatan ini"):
                services_of_people.withdraw(**wish)
        else:
            services_of_people.withdraw(**wish)  # written down after they were
    assert (EmployeeGrade.objects.filter(pk=grade.pk).count(), EmployeeEducation.objects.count()) == (1, 0)
