"""What a schema holds, read by the owner in one snapshot: structure, rows, sequences, and a fingerprint of each table.

On a raw connection of its own, so that progress can be written meanwhile. No binary of PostgreSQL is needed, and a
backup is restored with the structure it was made with.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

import psycopg
from django.db import connection
from psycopg import sql

from tenants.backups.rules import CHUNK, NOT_KEPT
from tenants.regions.database.logins import owner_login

Connection = psycopg.Connection[tuple[Any, ...]]
ROWS_BEFORE = 5  # indexes, foreign keys and triggers come when the rows are there
# Whatever the server's settings are, the same row is the same text.
_SETTINGS = """
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';
SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL check_function_bodies = off
"""
_TABLES = """
SELECT c.relname::text,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''),
       array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r' GROUP BY c.relname ORDER BY 1
"""
# The sum does not depend on the order and needs no memory. It finds accidents; forgeries are found by the seal of age.
_FACTS = """
SELECT count(*), COALESCE(sum(('x' || substr(h, 1, 15))::bit(60)::bigint), 0)::text,
       COALESCE(sum(('x' || substr(h, 16, 15))::bit(60)::bigint), 0)::text
FROM (SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS h FROM {} t) AS hashed
"""
_SEQUENCES = "SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = %s ORDER BY 1"


class Table(NamedTuple):
    """A table, the columns that are written, and all of them with their types."""

    name: str
    columns: tuple[str, ...]
    typed: tuple[str, ...]


class Facts(NamedTuple):
    """How many rows, and all of them as one short text."""

    rows: int
    fingerprint: str


@contextmanager
def owners(schema_name: str, *, is_snapshot: bool = False) -> Iterator[Connection]:
    """One transaction of the owner whose path is the schema alone; a snapshot reads and sees one moment."""
    address = connection.settings_dict
    given = {"host": address["HOST"], "port": address["PORT"], "dbname": address["NAME"], **owner_login()._asdict()}
    with psycopg.connect(**{name: value for name, value in given.items() if value}) as opened, opened.transaction():
        if is_snapshot:
            opened.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        opened.execute(_SETTINGS)
        opened.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(schema_name)))
        yield opened


def tables(opened: Connection, schema_name: str) -> list[Table]:
    """Every table of the schema."""
    return [Table(name, tuple(plain), tuple(typed)) for name, plain, typed in opened.execute(_TABLES, [schema_name])]


def facts(opened: Connection, table: Table) -> Facts:
    """The same rows with the same types have the same fingerprint, in whatever order they lie."""
    if table.name in NOT_KEPT:
        return Facts(0, "")
    found = opened.execute(sql.SQL(_FACTS).format(sql.Identifier(table.name))).fetchone()
    assert found is not None  # noqa: S101  an aggregate has a row
    text = "\n".join([*table.typed, *map(str, found)])
    return Facts(int(found[0]), sha256(text.encode()).hexdigest()[:32])


def structure(opened: Connection, schema_name: str) -> tuple[list[str], list[str]]:
    """The statements that make the schema, before and after its rows; `*` stands where its name stood."""
    text = files("tenants.regions.fleet").joinpath("ddl.sql").read_text()
    found = opened.execute(text.encode(), {"schema": schema_name}).fetchall()
    return tuple(  # type: ignore[return-value]  # of two
        [_nameless(each, schema_name) for sort, each in found if (sort >= ROWS_BEFORE) is is_after]
        for is_after in (False, True)
    )


def named(statement: str, schema_name: str) -> str:
    """A statement of a structure for the schema it shall make."""
    return statement.replace(_PLACE, f'"{schema_name}"')


def sequences(opened: Connection, schema_name: str) -> dict[str, int | None]:
    """Where each sequence stands; None before its first number."""
    return dict(opened.execute(_SEQUENCES, [schema_name]).fetchall())


def set_sequences(opened: Connection, found: dict[str, int | None]) -> None:
    """Let each go on from there, or begin."""
    for name, value in found.items():
        if value is None:
            opened.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))
        else:
            opened.execute("SELECT setval(quote_ident(%s), %s)", [name, value])


def migrations(opened: Connection) -> list[tuple[str, str]]:
    """What is applied."""
    return list(opened.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall())


def rows(opened: Connection, table: Table) -> Iterator[bytes]:
    """The rows in the text form of COPY, in parts that end with a row."""
    if table.name in NOT_KEPT:
        return
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    ready = bytearray()
    with opened.cursor() as cursor, cursor.copy(statement) as copy:
        for row in copy:
            ready += row
            if len(ready) >= CHUNK:
                yield bytes(ready)
                ready.clear()
    if ready:
        yield bytes(ready)


def put_rows(opened: Connection, table: str, columns: list[str], content: bytes) -> None:
    """One part into its table."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with opened.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(content)


_PLACE = "\ue000schema\ue000"  # signs nobody types


def _nameless(statement: str, schema_name: str) -> str:
    """Only where the word is the schema: in front of a dot, or in a function's own path."""
    word = rf"""(?:["']{re.escape(schema_name)}["']|{re.escape(schema_name)})"""
    return re.sub(rf"(?<![\w.]){word}(?=\.)|(?<=search_path TO ){word}(?!\w)", _PLACE, statement)
