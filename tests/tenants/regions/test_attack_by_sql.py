"""Somebody holds a region's or the host's login and types SQL: every table, verb and known escape is denied."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg import sql
from psycopg.errors import InsufficientPrivilege, UndefinedTable
from pytest_django.plugin import DjangoDbBlocker

from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import login_of, role_of

VERBS = {
    "select": "SELECT * FROM {table}",
    "insert": "INSERT INTO {table} DEFAULT VALUES",
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
    "copy out": "COPY {table} TO STDOUT",
    "copy in": "COPY {table} FROM STDIN",
    "alter": "ALTER TABLE {table} ADD stolen int",
    "trigger off": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "policy": "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    "drop": "DROP TABLE {table} CASCADE",
    "grant": "GRANT SELECT ON {table} TO CURRENT_USER",
    "lock": "BEGIN; LOCK TABLE {table}",
}
ESCAPES = {  # TRAPS: each tries to reach a table of another government
    "reset role": "RESET ROLE; SELECT * FROM {table}",
    "set role": "SET ROLE {other}; SELECT * FROM {table}",
    "set role owner": "SET ROLE {owner}; SELECT * FROM {table}",
    "session authorization": "SET SESSION AUTHORIZATION {other}; SELECT * FROM {table}",
    "reset session authorization": "RESET SESSION AUTHORIZATION; SELECT * FROM {table}",
    "set_config": "SELECT set_config('role', {other_text}, false), query_to_xml({query}, true, true, '')",
    "query_to_xml": "SELECT query_to_xml({query}, true, true, '')",
    "table_to_xml": "SELECT table_to_xml({table_text}::regclass, true, true, '')",
    "stacked": "SELECT 1; SELECT * FROM {table}; SELECT 1",
    "do block": "DO $$ BEGIN PERFORM * FROM {table}; END $$",
    "dynamic do block": "DO $$ BEGIN EXECUTE {query}; END $$",
    "search_path": "SET search_path = {schema}; SELECT * FROM {name}",
    "temporary table": "CREATE TEMPORARY TABLE stolen AS SELECT * FROM {table}",
    "copy query": "COPY (SELECT * FROM {table}) TO STDOUT",
    "cursor": "BEGIN; DECLARE c CURSOR FOR SELECT * FROM {table}; FETCH ALL c",
    "explain": "EXPLAIN ANALYZE DELETE FROM {table}",
    "prepared": "PREPARE p AS SELECT * FROM {table}; EXECUTE p",
    "merge": "MERGE INTO {table} t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
}
ANYWHERE = {  # no table in them
    "program": "COPY (SELECT 1) TO PROGRAM 'touch /tmp/stolen'",
    "file out": "COPY (SELECT 1) TO '/tmp/stolen'",
    "file in": "SELECT pg_read_file('/etc/passwd')",
    "large object": "SELECT lo_create(0)",
    "large object from bytes": "SELECT lo_from_bytea(0, 'x')",
    "large object from file": "SELECT lo_import('/etc/passwd')",
    "passwords": "SELECT rolpassword FROM pg_authid",
    "another's password": "ALTER ROLE {other} PASSWORD 'x'",
    "the owner's password": "ALTER ROLE {owner} PASSWORD 'x'",
    "more power": "ALTER ROLE CURRENT_USER BYPASSRLS",
    "without limit": "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
    "a role": "CREATE ROLE stolen",
    "membership": "GRANT {owner} TO CURRENT_USER",
    "a schema": "CREATE SCHEMA stolen",
    "a table": "CREATE TABLE stolen (id int)",
    "a table in public": "CREATE TABLE public.stolen (id int)",
    "a function": "CREATE FUNCTION stolen() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1",
    "a temporary table": "CREATE TEMPORARY TABLE stolen (id int)",
    "triggers off": "SET session_replication_role = replica",
    "the server's settings": "ALTER SYSTEM SET log_statement = 'all'",
    "the database's settings": "ALTER DATABASE {database} SET search_path = south",
}


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The committed regions; after all attacks every row, table and grant is as before."""
    with django_db_blocker.unblock():
        before = everything()
        yield
        assert everything() == before
        connection.close()


@contextmanager
def attacker(schema_name: str) -> Iterator[psycopg.Connection[Any]]:
    """A bare connection under the login, past all code of the product."""
    login, database = login_of(schema_name), connection.settings_dict
    with psycopg.connect(
        host=database["HOST"],
        port=database["PORT"] or None,
        dbname=database["NAME"],
        autocommit=True,
        **login._asdict(),
    ) as raw:
        yield raw


def tables_of(*schemas: str) -> list[tuple[str, str, str]]:
    """Schema, name and first column of every table, as the owner sees them."""
    query = """
        SELECT t.schemaname, t.tablename, (SELECT attname FROM pg_attribute
            WHERE attrelid = (quote_ident(schemaname) || '.' || quote_ident(tablename))::regclass
            AND attnum > 0 AND NOT attisdropped ORDER BY attidentity, attnum LIMIT 1)
        FROM pg_tables t WHERE schemaname = ANY (%s) ORDER BY 1, 2"""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(query, [list(schemas)])
        return list(cursor.fetchall())


def everything() -> list[Any]:
    """A fingerprint of every row of host, north and south, of every table's columns and of all grants."""
    tables = tables_of("public", "north", "south")
    statement = sql.SQL("SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {}.{} t")
    with as_owner(), connection.cursor() as cursor:
        found: list[Any] = []
        for schema, name, _column in tables:
            cursor.execute(statement.format(sql.Identifier(schema), sql.Identifier(name)))
            found.append((schema, name, cursor.fetchone()))
        cursor.execute(
            "SELECT oid, relacl::text, relnatts, relrowsecurity FROM pg_class WHERE relkind = 'r' ORDER BY oid"
        )
        found.extend(cursor.fetchall())
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls, rolconnlimit, rolconfig FROM pg_roles ORDER BY 1")
        return found + list(cursor.fetchall())


def statement_of(form: str, schema: str, name: str, column: str) -> sql.Composed:
    table = sql.Identifier(schema, name)
    other = role_of("public" if schema == "public" else schema)
    return sql.SQL(form).format(
        table=table,
        name=sql.Identifier(name),
        schema=sql.Identifier(schema),
        column=sql.Identifier(column),
        table_text=sql.Literal(f"{schema}.{name}"),
        query=sql.Literal(f"TABLE {schema}.{name}"),
        other=sql.Identifier(other),
        other_text=sql.Literal(other),
        owner=sql.Identifier(f"{settings.DATABASE_ROLE_PREFIX}_owner"),
    )


def reached(raw: psycopg.Connection[Any], statement: sql.Composed, *refusals: type[Exception]) -> bool:
    """Whether the server did anything but refuse for lack of privilege."""
    try:
        if not statement.as_bytes().startswith(b"COPY"):
            raw.execute(statement)
            return True
        with raw.cursor().copy(statement) as copy:
            list(copy if statement.as_bytes().endswith(b"STDOUT") else [])
    except (InsufficientPrivilege, *refusals):
        if raw.info.transaction_status:
            raw.execute("ROLLBACK")
        raw.execute("RESET ALL")
        return False
    return True


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("login", "victims"), [("north", ["south"]), ("south", ["north"]), ("public", ["north", "south"])]
)
def test_no_verb_reaches_a_table_of_another_government(
    standing: None, login: str, victims: list[str], verb: str
) -> None:
    tables = tables_of(*victims)
    assert len(tables) > 20
    with attacker(login) as raw:
        assert [t for t in tables if reached(raw, statement_of(VERBS[verb], *t))] == []


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize(("login", "victims"), [("north", ["south"]), ("public", ["north", "south"])])
def test_no_escape_reaches_a_table_of_another_government(
    standing: None, login: str, victims: list[str], escape: str
) -> None:
    lookup = [UndefinedTable] if escape == "search_path" else []  # the schema is passed over: the table does not exist
    with attacker(login) as raw:
        assert [t for t in tables_of(*victims) if reached(raw, statement_of(ESCAPES[escape], *t), *lookup)] == []


@pytest.mark.parametrize("verb", VERBS)
def test_a_region_has_in_public_what_was_published_and_nothing_else(standing: None, verb: str) -> None:
    published, mailbox = settings.PUBLISHED_TABLES, settings.MAILBOX_TABLES
    allowed = {"select": published, "copy out": published, "grant": sorted([*published, *mailbox])}  # grants nothing
    tried = [t for t in tables_of("public") if not (verb in {"insert", "copy in"} and t[1] in mailbox)]
    with attacker("north") as raw:
        assert [t[1] for t in tried if reached(raw, statement_of(VERBS[verb], *t))] == allowed.get(verb, [])


@pytest.mark.parametrize("attack", ANYWHERE)
@pytest.mark.parametrize("login", ["north", "public"])
def test_no_login_leaves_the_database_or_gains_power(standing: None, login: str, attack: str) -> None:
    statement = sql.SQL(ANYWHERE[attack]).format(
        other=sql.Identifier(role_of("south")),
        owner=sql.Identifier(f"{settings.DATABASE_ROLE_PREFIX}_owner"),
        database=sql.Identifier(connection.settings_dict["NAME"]),
    )
    with attacker(login) as raw:
        assert not reached(raw, statement)


@pytest.mark.parametrize("verb", ["truncate", "alter", "trigger off", "policy", "drop"])
def test_a_login_does_not_change_its_own_tables_either(standing: None, verb: str) -> None:
    with attacker("north") as raw:
        assert [t for t in tables_of("north") if reached(raw, statement_of(VERBS[verb], *t))] == []


def test_a_login_does_not_end_anothers_connection(standing: None) -> None:
    with attacker("south") as victim, attacker("north") as raw:
        assert not reached(raw, sql.SQL("SELECT pg_terminate_backend({})").format(victim.info.backend_pid))
        assert victim.execute("SELECT 1").fetchone() == (1,)
