"""What the login of a grant can do, whatever the application asks for: read what was named, until its end."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tenants.utils import schema_context
from psycopg import errors, sql

from shared_apps.audit.rules import SECRETS
from shared_apps.support.rules import NEVER
from tenants.regions.database import support_roles
from tenants.regions.database.base import as_owner, parking
from tenants.regions.database.logins import role_of, support_login_of
from tenants.support import queries
from tenants.support.models import Request
from tests.tenants.support.conftest import EVERYTHING, Scene, as_supporter, broken, tend

WRITES = {
    "insert": "INSERT INTO {} DEFAULT VALUES",
    "update": "UPDATE {} SET {column} = {column}",
    "update nothing": "UPDATE {} SET {column} = {column} WHERE false",
    "delete": "DELETE FROM {}",
    "truncate": "TRUNCATE {} CASCADE",
    "copy in": "COPY {} FROM STDIN",
    "lock": "LOCK TABLE {} IN ROW EXCLUSIVE MODE",
    "alter": "ALTER TABLE {} ADD COLUMN mine text",
    "trigger off": "ALTER TABLE {} DISABLE TRIGGER ALL",
    "drop": "DROP TABLE {} CASCADE",
    "for update": "SELECT 1 FROM {} FOR UPDATE",
}
ESCAPES = (
    "SET ROLE {region}",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {region}",
    "SELECT set_config('role', {text}, false), query_to_xml('SELECT * FROM south.accounts_user', true, true, '')",
    "SET search_path = south; SELECT * FROM accounts_user",
    "SELECT * FROM south.accounts_user",
    "SELECT * FROM public.accounts_user",
    "SELECT * FROM public.host_support_request",
    "SELECT * FROM public.mailbox_message",
    "INSERT INTO public.mailbox_message (id) VALUES (gen_random_uuid())",
    "CREATE TEMPORARY TABLE accounts_user (id int)",
    "CREATE TABLE north.mine (id int)",
    "CREATE SCHEMA mine",
    "DO $$ BEGIN PERFORM * FROM south.accounts_user; END $$",
    "SELECT lo_create(0)",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/mine'",
    "SELECT * FROM pg_authid",
    "SELECT pg_read_file('/etc/passwd')",
    "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "GRANT {own} TO {south}",
    "CREATE ROLE mine",
    "SELECT pooler.verifier_of({text})",
)


@pytest.fixture
def grant(scene: Scene) -> Request:
    """Everything there is to ask for, living."""
    return scene.given(rooms=EVERYTHING)


@pytest.fixture
def supporter(grant: Request) -> Iterator[psycopg.Connection]:
    """What somebody has who holds the login's password and writes any SQL, read-only switched off."""
    with as_supporter(grant.id) as raw:
        raw.execute("SET default_transaction_read_only = off")
        raw.execute("SET statement_timeout = 0")
        yield raw


def every_table(schema: str) -> list[str]:
    """The tables of a schema, readable or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        return [name for (name,) in cursor.fetchall()]


def reached(raw: psycopg.Connection, statement: sql.Composable) -> bool:
    """Whether it was let through; undone either way."""
    try:
        with raw.transaction(force_rollback=True), raw.cursor() as cursor:
            if "FROM STDIN" in statement.as_string(None):
                with cursor.copy(statement):
                    pass
            else:
                cursor.execute(statement)
    except (errors.InsufficientPrivilege, errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedFunction):
        return False
    return True


def test_nothing_is_written_not_even_with_read_only_switched_off(supporter: psycopg.Connection) -> None:
    tables = [(schema, table) for schema in ("north", "south", "public") for table in every_table(schema)]
    assert len(tables) > 100
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname::text, relname::text, attname::text FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
            " JOIN pg_namespace n ON n.oid = relnamespace WHERE attnum = 1"
        )
        first = {(schema, table): sql.Identifier(column) for schema, table, column in cursor.fetchall()}
    found = [
        (verb, *name)
        for verb, statement in WRITES.items()
        for name in tables
        if reached(supporter, sql.SQL(statement).format(sql.Identifier(*name), column=first[name]))
    ]
    assert found == []


def test_what_it_reads_it_passes_on_to_nobody(supporter: psycopg.Connection) -> None:
    """PostgreSQL only warns, and grants nothing."""
    role = role_of("south")
    supporter.execute(sql.SQL("GRANT SELECT ON north.people_employee TO {}").format(sql.Identifier(role)))
    query = "SELECT has_table_privilege(%s, 'north.people_employee', 'SELECT')"
    assert supporter.execute(query, [role]).fetchone() == (False,)


def test_nothing_is_written_by_default_either(grant: Request) -> None:
    with as_supporter(grant.id) as raw:
        assert raw.execute("SHOW transaction_read_only").fetchone() == ("on",)


def test_what_is_named_is_read_and_nothing_secret(supporter: psycopg.Connection) -> None:
    readable = {
        t
        for t in every_table("north")
        if reached(supporter, sql.SQL("SELECT * FROM {}").format(sql.Identifier("north", t)))
    }
    assert {"people_employee", "scoring_score", "organisation_unit", "jobs_job", "audit_change"} <= readable
    assert not readable & NEVER
    assert not readable & SECRETS.keys()
    for table, columns in SECRETS.items():
        for column in columns:
            asked = sql.SQL("SELECT {} FROM {}").format(sql.Identifier(column), sql.Identifier("north", table))
            assert not reached(supporter, asked), (table, column)
    assert reached(supporter, sql.SQL("SELECT email, name FROM north.accounts_user"))
    for schema in ("south", "public"):
        for table in every_table(schema):
            asked = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
            assert reached(supporter, asked) == (table in settings.PUBLISHED_TABLES and schema == "public"), table


def test_only_the_rooms_that_were_named_are_read(scene: Scene) -> None:
    request = scene.given(rooms=("organisation",))
    with as_supporter(request.id) as raw:
        readable = {
            t
            for t in every_table("north")
            if reached(raw, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("north", t)))
        }
    assert readable == {t for t in every_table("north") if t.startswith("organisation_")}


def test_there_is_no_way_out(supporter: psycopg.Connection, grant: Request) -> None:
    names: dict[str, sql.Composable] = {
        "own": sql.Identifier(support_login_of(grant.id).user),
        "region": sql.Identifier(role_of("north")),
        "text": sql.Literal(role_of("north")),
        "south": sql.Identifier(role_of("south")),
        "owner": sql.Identifier(f"{settings.DATABASE_ROLE_PREFIX}_owner"),
    }
    assert [each for each in ESCAPES if reached(supporter, sql.SQL(each).format(**names))] == []


def test_its_settings_bound_what_it_leaves_open(grant: Request) -> None:
    with as_supporter(grant.id) as raw:
        names = {"statement_timeout": "10s", "idle_session_timeout": "1min", "search_path": "north, public"}
        names |= {"idle_in_transaction_session_timeout": "10s", "lock_timeout": "2s"}
        if raw.info.server_version >= 170_000:
            names["transaction_timeout"] = "1min"
        for name, value in names.items():
            assert raw.execute(sql.SQL("SHOW {}").format(sql.Identifier(name))).fetchone() == (value,), name


def test_no_more_than_a_few_connections(grant: Request) -> None:
    with ExitStack() as opened:
        for _ in range(support_roles.CONNECTIONS):
            opened.enter_context(as_supporter(grant.id))
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            opened.enter_context(as_supporter(grant.id))


def test_postgresql_itself_refuses_it_after_its_end(scene: Scene) -> None:
    """No process of ours runs: the login is over by its own end."""
    request = scene.given()
    with schema_context("public"):
        Request.objects.filter(id=request.id).update(expires_at=timezone.now() + timedelta(seconds=2))
        (login,) = queries.living_logins()
        with as_owner():
            support_roles.ensure_support(login)
    with as_supporter(request.id) as raw:
        assert raw.execute("SELECT count(*) FROM people_employee").fetchone() == (0,)
    time.sleep(2.1)
    with pytest.raises(psycopg.OperationalError), as_supporter(request.id):
        pass
    assert support_roles.standing() == {login.role}
    assert ("a support login belongs to a living grant", login.role) in broken()
    tend()
    assert support_roles.standing() == set()
    assert broken() == []


def test_an_idle_connection_is_ended_by_the_server(grant: Request) -> None:
    with as_supporter(grant.id) as raw:
        raw.execute("SET idle_session_timeout = '200ms'")
        time.sleep(0.8)
        with pytest.raises(psycopg.OperationalError):
            raw.execute("SELECT 1")


def test_a_connection_open_at_the_end_is_ended(scene: Scene) -> None:
    request = scene.given()
    with as_supporter(request.id) as idle, as_supporter(request.id) as within:
        within.execute("BEGIN")
        within.execute("SELECT count(*) FROM people_employee")
        with schema_context("public"):
            Request.objects.filter(id=request.id).update(expires_at=timezone.now())
        tend()
        for raw in (idle, within):
            with pytest.raises(psycopg.OperationalError):
                raw.execute("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE usename LIKE %s", ["%\\_s\\_%"])
        assert cursor.fetchone() == (0,)


def test_a_login_nobody_knows_is_removed(scene: Scene) -> None:
    with schema_context("public"), as_owner(), connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(f"{settings.DATABASE_ROLE_PREFIX}_s_abc"))
        )
    tend()
    assert support_roles.standing() == set()


def test_with_nothing_to_do_nobody_becomes_the_owner(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.given()
    with monkeypatch.context() as without:
        without.setattr(settings, "DATABASE_OWNER_PASSWORD", "")
        tend()


def test_an_ended_login_goes_though_the_region_cannot_be_entered(scene: Scene) -> None:
    request = scene.given()
    with schema_context("public"):
        Request.objects.filter(id=request.id).update(expires_at=timezone.now(), delivered_at=None)
    with schema_context("north"), connection.cursor() as cursor:
        cursor.execute("ALTER ROLE CURRENT_USER PASSWORD 'x'")
    connection.close()
    parking.sweep(everything=True)
    with schema_context("public"):
        tend()
    assert support_roles.standing() == set()
