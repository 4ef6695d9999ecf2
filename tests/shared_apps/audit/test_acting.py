"""Who did it, and for which request: told to the database with the statement itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.audit.acting import acting
from shared_apps.audit.models import Change, Entry
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.rows import new_id
from tests.cast import OPERATOR

REQUEST, ACTOR = UUID(int=1), UUID(int=2)


def ani() -> tuple[UUID, str]:
    return ACTOR, "Ani 100% \\ 'O''Neil'"


def last() -> Change:
    return Change.objects.order_by("at").last() or Change()


def test_the_actor_and_the_request_are_written_down(regions: None) -> None:
    with schema_context("north"), acting(request_id=REQUEST, who=ani):
        user = User.objects.create(email="a@example.id", name="50% 'x'")
        assert (last().actor_id, last().actor_name, last().request_id) == (*ani(), REQUEST)
        assert User.objects.filter(id=user.id).update(name="B") == 1
        assert last().after == {"name": "B"}
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET name = 'a%b' RETURNING name")
            assert cursor.fetchall() == [("a%b",)]
            cursor.execute("WITH one AS (SELECT 1 AS n) SELECT n FROM one")
            assert cursor.fetchall() == [(1,)]


def test_it_costs_no_statement(
    regions: None, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    with schema_context("north"), acting(request_id=REQUEST, who=ani), django_assert_num_queries(2):
        User.objects.create(email="a@example.id", name="A")
        User.objects.update(name="B")


def test_it_is_right_after_a_savepoint_was_undone(regions: None) -> None:
    with schema_context("north"), acting(request_id=REQUEST, who=ani):
        with transaction.atomic():
            User.objects.create(email="a@example.id", name="A")
            transaction.set_rollback(True)
        User.objects.create(email="b@example.id", name="B")
        assert (last().actor_id, last().request_id) == (ACTOR, REQUEST)


def test_nothing_stays_on_the_connection(real_logins: None) -> None:
    with schema_context("north"):
        with acting(request_id=REQUEST, who=ani):
            User.objects.create(email="a@example.id", name="A")  # commits by itself
        assert last().actor_id == ACTOR
        User.objects.create(email="b@example.id", name="B")
        assert (last().actor_id, last().actor_name, last().request_id) == (None, "", None)


@pytest.fixture
def admin(regions: None) -> User:
    with schema_context("north"):
        user = User.objects.create(email="admin@example.id", name="Admin")
        accounts.appoint(user=user, role="personnel_admin", day=date(2026, 1, 2), actor=OPERATOR)
        return user


def test_a_request_is_linked_to_what_it_changed_and_says_why(admin: User) -> None:
    client = Client(HTTP_HOST="north.localhost")
    with schema_context("north"):
        client.force_login(admin)
    body = {"code": "2030", "title": "2030", "starts_on": "2030-01-01", "ends_on": "2030-12-31"}
    assert client.post("/periode/", {**body, "decree": "SK 7/2030"}).status_code == 302
    with schema_context("north"):
        entry = Entry.objects.get(path="/periode/")
        assert (entry.actor_id, entry.reason) == (admin.id, "SK 7/2030")
        found = Change.objects.get(table_name="scoring_period")
        assert (found.request_id, found.actor_id, found.actor_name) == (entry.request_id, admin.id, "Admin")


def test_a_reason_may_come_as_a_header(admin: User) -> None:
    client = Client(HTTP_HOST="north.localhost", headers={"x-reason": "Keputusan%20Wali%20Kota"})
    client.post("/api/v1/token/", "{", content_type="application/json")
    with schema_context("north"):
        assert Entry.objects.get().reason == "Keputusan Wali Kota"


def test_the_reason_in_the_body_of_the_api_is_kept(admin: User) -> None:
    client = Client(HTTP_HOST="north.localhost")
    client.post("/api/v1/token/", {"reason": "Keputusan Wali Kota"}, content_type="application/json")
    client.post("/api/v1/token/", ["reason"], content_type="application/json")
    with schema_context("north"):
        assert [entry.reason for entry in Entry.objects.order_by("at")] == ["Keputusan Wali Kota", ""]


def test_a_job_acts_for_whoever_asked(admin: User) -> None:
    with schema_context("north"):
        job = jobs.enqueue(task="tests", kind="tests", key=str(new_id()), actor=admin)
        with jobs.working(job.id):
            User.objects.filter(id=admin.id).update(name="Admin Baru")
        assert Job.objects.get(id=job.id).state == "done"
        assert (last().after, last().actor_id, last().actor_name, last().request_id) == (
            {"name": "Admin Baru"},
            admin.id,
            "Admin",
            job.id,
        )
