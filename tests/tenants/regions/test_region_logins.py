"""What the database refuses, whatever the code asks for."""

# ruff: noqa: S608  names of roles are the test's own

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.audit.models import Entry
from shared_apps.mailbox import services as mailbox
from shared_apps.mailbox.models import Message
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tenants.regions.fleet import catalogue
from tests.tenants.regions.test_base_schema import execute, rows

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
ESCAPES = (
    "SELECT * FROM south.accounts_user",
    "SET ROLE {other}",
    "SET SESSION AUTHORIZATION {other}",
    "SELECT set_config('role', '{other}', false), query_to_xml('SELECT * FROM south.accounts_user', true, true, '')",
    "SET search_path = south; SELECT * FROM accounts_user",
    "SELECT * FROM public.accounts_user",
    "CREATE TEMPORARY TABLE accounts_user (id int)",
    "DO $$ BEGIN PERFORM * FROM south.accounts_user; END $$",
    "SELECT lo_create(0)",
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_region_cannot_leave_its_schema(regions: None, escape: str) -> None:
    with schema_context("north"):
        other = connection.role.replace("north", "south")
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(escape.format(other=other))


def test_host_reads_no_region(regions: None) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM north.accounts_user")


def test_regions_share_nothing(regions: None) -> None:
    for name in ("north", "south"):
        with schema_context(name):
            User.objects.create(email=f"{name}@example.id", name=name)
    for name in ("north", "south"):
        with schema_context(name):
            assert list(User.objects.values_list("name", flat=True)) == [name]


def test_previous_test_left_nothing(regions: None) -> None:
    with schema_context("north"):
        assert not User.objects.exists()


def test_region_is_not_left_in_a_transaction(regions: None) -> None:
    with schema_context("north"), transaction.atomic(), pytest.raises(TransactionManagementError):
        connection.set_schema("south")


def test_region_is_not_left_in_a_committed_transaction_either(real_logins: None) -> None:
    with schema_context("north"), transaction.atomic(), pytest.raises(TransactionManagementError):
        connection.set_schema("south")


def test_login_has_its_settings(regions: None) -> None:
    with schema_context("north"), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("north, public", "30s")


def test_entering_a_region_costs_no_query(
    regions: None, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    with django_assert_num_queries(1), schema_context("north"):
        User.objects.count()


def test_thread_sees_what_was_committed(real_logins: None) -> None:
    seen: list[int] = []

    def count() -> None:
        with schema_context("north"):
            seen.append(User.objects.count())
        connection.close()

    with schema_context("north"):
        User.objects.create(email="committed@example.id", name="Committed")
    thread = threading.Thread(target=count)
    thread.start()
    thread.join()
    assert seen == [1]


def test_the_mailbox_knows_who_sends(regions: None) -> None:
    with schema_context("north"):
        mailbox.send(kind="test", content={"n": 1})
        with pytest.raises(ProgrammingError), transaction.atomic():
            Message.objects.bulk_create(
                [Message(sender=connection.role.replace("north", "south"), sent_at=NOON, kind="test", content={})]
            )
        with pytest.raises(ProgrammingError), transaction.atomic():
            Message.objects.count()


def test_audit_rows_are_never_changed(regions: None) -> None:
    with schema_context("north"):
        Entry.objects.create(at=NOON, method="POST", path="/", status=200)
        for change in (Entry.objects.update, Entry.objects.all().delete):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change(**({"path": "/x"} if change == Entry.objects.update else {}))
        assert Entry.objects.get().path == "/"


def test_a_row_of_one_region_is_not_saved_in_another(regions: None) -> None:
    with schema_context("north"):
        user = User.objects.create(email="a@example.id", name="A")
        user = User.objects.get(id=user.id)
    with schema_context("south"):
        with pytest.raises(SuspiciousOperation):
            user.save()
        assert not User.objects.filter(id=user.id).exists()


def test_a_login_is_one_text_that_repairs_everything(real_logins: None) -> None:
    with as_owner():
        wanted, shared = catalogue.lines("north", with_grants=True), shared_grants("north")
        role = role_of("north")
        for spoilt in (
            f"GRANT SELECT ON public.regions_region TO {role}",
            f"GRANT UPDATE (name) ON public.regions_region TO {role}",
            f"GRANT SELECT ON public.mailbox_message TO {role}",
            f"REVOKE SELECT ON public.scoring_templates_templateversion FROM {role}",
            f"REVOKE INSERT ON north.people_employee FROM {role}",
            f"GRANT UPDATE ON north.audit_entry, north.django_migrations TO {role}",
            f"REVOKE USAGE ON ALL SEQUENCES IN SCHEMA north FROM {role}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA north REVOKE SELECT ON TABLES FROM {role}",
            f"ALTER ROLE {role} SET statement_timeout = 0",
            f"ALTER ROLE {role} CONNECTION LIMIT 0",
        ):
            execute(spoilt)
        assert len(roles.broken_promises()) > 5
        asked: list[str] = []
        with connection.execute_wrapper(lambda execute, *call: (asked.append(str(call[0])), execute(*call))[1]):
            roles.ensure_region("north")
        assert len([one for one in asked if not one.startswith("SET search_path")]) <= 4
        assert (catalogue.lines("north", with_grants=True), shared_grants("north")) == (wanted, shared)
        assert roles.broken_promises() == []
    with schema_context("north"):
        assert User.objects.count() == 0


def test_a_login_is_made_whole_or_not_at_all(real_logins: None, settings: Any) -> None:
    settings.PUBLISHED_TABLES = [*settings.PUBLISHED_TABLES, "no_such_table"]
    with as_owner():
        execute("CREATE SCHEMA half")
        with pytest.raises(ProgrammingError):
            roles.ensure_region("half")
        connection.rollback()
        assert rows("SELECT 1 FROM pg_roles WHERE rolname = %s", role_of("half")) == []


def shared_grants(name: str) -> list[Any]:
    return rows(
        "SELECT c.relname, x.privilege_type FROM pg_class c, aclexplode(c.relacl) x, pg_roles r"
        " WHERE c.relnamespace = 'public'::regnamespace AND x.grantee = r.oid AND r.rolname = %s ORDER BY 1, 2",
        role_of(name),
    )
