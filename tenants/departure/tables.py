"""What a region consists of, as the catalogue says: tables, columns, keys, and what of them leaves in a pack."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from psycopg import sql

from tenants.departure import rules

_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, a.attidentity <> ''
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attgenerated = ''
ORDER BY c.relname, a.attnum
"""
_KEYS = """
SELECT t.relname, k.conname, k.contype::text,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i),
       f.relname,
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, i)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY u.i)
FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid LEFT JOIN pg_class f ON f.oid = k.confrelid
WHERE k.connamespace = %s::regnamespace AND k.contype IN ('p', 'u', 'f')
ORDER BY 1, 2
"""
# The same bytes for the same rows, whatever the server's own settings are.
_SAME_EVERYWHERE = (
    "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';"
    " SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;"
    " SET LOCAL statement_timeout = '30min'; SET LOCAL idle_in_transaction_session_timeout = '30min'"
)


@dataclass(frozen=True)
class Column:
    """A column that leaves."""

    name: str
    type: str
    nullable: bool
    is_identity: bool


@dataclass
class Table:
    """A table that leaves, without the columns that stay."""

    name: str
    columns: list[Column] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    unique: list[list[str]] = field(default_factory=list)
    references: list[dict[str, Any]] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where it lies in the pack, without its ending."""
        return f"{rules.folder_of(self.name)}/{self.name}"

    def names(self) -> sql.Composable:
        """Its columns."""
        return sql.SQL(", ").join(sql.Identifier(column.name) for column in self.columns)

    def rows(self, schema_name: str) -> sql.Composable:
        """Its rows in the order of their key, by bytes and not by any language's rules."""
        types = {column.name: column.type for column in self.columns}
        order = [
            sql.SQL("{} COLLATE {}").format(sql.Identifier(name), sql.Identifier("C"))
            if types[name].startswith(("text", "character"))
            else sql.Identifier(name)
            for name in self.key
        ]
        return sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
            self.names(), sql.Identifier(schema_name, self.name), sql.SQL(", ").join(order)
        )


def of_schema(cursor: Any, schema_name: str) -> list[Table]:
    """Every table of a schema that leaves, by name."""
    cursor.execute(_COLUMNS, [schema_name])
    found: dict[str, Table] = {}
    for table, name, type_name, nullable, is_identity in cursor.fetchall():
        if rules.left_out(table):
            continue
        here = found.setdefault(table, Table(table))
        if rules.is_secret(table, name):
            here.stays.append(name)
        else:
            here.columns.append(Column(name, type_name, nullable, is_identity))
    cursor.execute(_KEYS, [schema_name])
    for table, _name, kind, columns, target, target_columns in cursor.fetchall():
        if table not in found:
            continue
        if kind == "p":
            found[table].key = columns
        elif kind == "u":
            found[table].unique.append(columns)
        else:
            found[table].references.append({"columns": columns, "table": target, "to": target_columns})
    return list(found.values())


def stays(cursor: Any, schema_name: str) -> dict[str, dict[str, Any]]:
    """Every table that does not leave: why, and how many rows it has here."""
    reasons = {**rules.STRUCTURE, **rules.SECRET_TABLES}
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p') ORDER BY 1",
        [schema_name],
    )
    there = [name for (name,) in cursor.fetchall() if name in reasons]
    return {name: {"why": reasons[name], "rows": count(cursor, schema_name, name)} for name in there}


def count(cursor: Any, schema_name: str, table: str) -> int:
    """How many rows a table has."""
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema_name, table)))
    return int(cursor.fetchone()[0])


def steady(cursor: Any) -> None:
    """From here to the end of the transaction values are written the same way everywhere."""
    cursor.execute(_SAME_EVERYWHERE)


def csv(cursor: Any, schema_name: str, table: Table) -> Iterator[bytes]:
    """The table as CSV, one piece per row, the head first; NULL is nothing, an empty text is two quotes."""
    query = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')").format(table.rows(schema_name))
    with cursor.copy(query) as rows:
        for row in rows:
            yield bytes(row)


def json_lines(cursor: Any, schema_name: str, table: Table) -> Iterator[bytes]:
    """The table as one JSON object per line; numbers keep every digit."""
    query = sql.SQL("COPY (SELECT row_to_json(r) FROM ({}) r) TO STDOUT (ENCODING 'UTF8')").format(
        table.rows(schema_name)
    )
    with cursor.copy(query) as rows:
        for row in rows:  # COPY doubles the backslash; JSON has no other character that it would change
            yield bytes(row).replace(b"\\\\", b"\\")


def described(found: list[Table]) -> list[dict[str, Any]]:
    """The tables in words, for whoever reads the pack without this program."""
    meanings = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return [_described(table, meanings.get(table.name)) for table in found]


def _described(table: Table, model: type[models.Model] | None) -> dict[str, Any]:
    fields = {each.column: each for each in model._meta.local_fields} if model else {}
    return {
        "table": table.name,
        "meaning": " ".join((model.__doc__ or "").split()) if model else "",
        "key": table.key,
        "unique": table.unique,
        "references": table.references,
        "left_out": {name: rules.SECRET_COLUMNS[table.name][name] for name in table.stays},
        "columns": [
            {
                "name": column.name,
                "type": column.type,
                "nullable": column.nullable,
                "meaning": _meaning(fields.get(column.name)),
                "values": _values(fields.get(column.name)),
            }
            for column in table.columns
        ],
    }


def _meaning(one: Any) -> str:
    if one is None:
        return ""
    return ". ".join(part for part in (str(one.verbose_name), str(one.help_text)) if part)


def _values(one: Any) -> dict[str, str]:
    choices = getattr(one, "choices", None) or ()
    return {str(value): str(label) for value, label in choices}
