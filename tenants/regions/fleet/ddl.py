"""A schema written as one SQL text that makes another one like it. No pg_dump, no LIKE: every name stays."""

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from tenants.regions.fleet.catalogue import look_into

_ROWS_BEFORE = 7  # foreign keys and triggers come when the reference rows are there


@dataclass(frozen=True)
class Text:
    """Precompiled: only the schema's name is still open."""

    source: str
    before: str
    rows: str
    after: str

    def for_schema(self, schema_name: str) -> str:
        """Everything in one round trip. The rows are never touched: a word in them is not a schema."""
        path = sql.SQL("SET LOCAL search_path = {};\nSET LOCAL check_function_bodies = off")
        head = path.format(sql.Identifier(schema_name)).as_string(None)
        structure = [_renamed(part, self.source, schema_name) for part in (self.before, self.after)]
        return ";\n".join(part for part in (head, structure[0], self.rows, structure[1]) if part)


def capture(schema_name: str) -> Text:
    """Read the catalogue once; as owner."""
    with transaction.atomic(), connection.cursor() as cursor:
        look_into(cursor, schema_name)
        cursor.execute(files(__package__).joinpath("ddl.sql").read_text(), {"schema": schema_name})
        statements = cursor.fetchall()
        rows = _rows(cursor, schema_name)
    return Text(
        source=schema_name,
        before=";\n".join(text for sort, text in statements if sort < _ROWS_BEFORE),
        rows=";\n".join(rows),
        after=";\n".join(text for sort, text in statements if sort >= _ROWS_BEFORE),
    )


def _rows(cursor: Any, schema_name: str) -> list[str]:
    """What migrations wrote, as INSERT, and where each sequence stands."""
    cursor.execute(
        "SELECT c.oid::regclass::text, array_agg(quote_ident(a.attname) ORDER BY a.attnum)"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " AND a.attgenerated = '' WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r'"
        " GROUP BY c.oid ORDER BY 1",
        [schema_name],
    )
    found = [_insert(cursor, table, columns) for table, columns in cursor.fetchall()]
    cursor.execute(
        "SELECT format('SELECT setval(%%L, %%s)', quote_ident(sequencename), last_value) FROM pg_sequences"
        " WHERE schemaname = %s AND last_value IS NOT NULL ORDER BY 1",
        [schema_name],
    )
    found += [text for (text,) in cursor.fetchall()]
    return [text for text in found if text]


def _insert(cursor: Any, table: str, columns: list[str]) -> str:
    """Table and columns come quoted from PostgreSQL."""
    values = ", ".join(f"quote_nullable({column}::text)" for column in columns)
    cursor.execute(f"SELECT concat('(', concat_ws(', ', {values}), ')') FROM {table} ORDER BY 1")  # noqa: S608
    tuples = ",\n".join(text for (text,) in cursor.fetchall())
    head = f"INSERT INTO {table} ({', '.join(columns)}) OVERRIDING SYSTEM VALUE VALUES"
    return f"{head}\n{tuples}" if tuples else ""


def _renamed(text: str, old: str, new: str) -> str:
    """The old name is one nothing else is called (rules.BASE_SCHEMA); a value keeps its quotes, a name gets them."""
    return re.sub(
        rf"""(?<!\w)(["']?){old}\1(?!\w)""", lambda found: f"'{new}'" if found[1] == "'" else f'"{new}"', text
    )
