"""What the catalogue says about one schema, without its name: two regions are alike when their lines are."""

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from tenants.regions.database.logins import role_of

# PostgreSQL writes `state IN ('a', 'b')` on a varchar with one cast of the list, and what it wrote, read again, with
# one cast per element. Both mean the same.
_ELEMENT = re.compile(r"'(?:[^']|'')*'::character varying")
_CAST_AS_A_WHOLE = re.compile(rf"\(ARRAY\[((?:{_ELEMENT.pattern}(?:, )?)+)\]\)::text\[\]")


def lines(schema_name: str, *, with_grants: bool = False) -> frozenset[str]:
    """One line per column, constraint, index, trigger, sequence, function; as owner."""
    with transaction.atomic(), connection.cursor() as cursor:
        look_into(cursor, schema_name)
        cursor.execute("SET LOCAL enable_seqscan = off")  # a growing catalogue has no statistics to be trusted
        cursor.execute(_query("catalogue"), {"schema": schema_name})
        rows = list(cursor.fetchall())
        if with_grants:
            cursor.execute(_query("grants"), {"schema": schema_name, "role": role_of(schema_name)})
            rows += cursor.fetchall()
    return frozenset(_nameless(schema_name, *row) for row in rows)


def fingerprint(found: frozenset[str]) -> str:
    """All lines as one short name."""
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:16]


def look_into(cursor: Any, schema_name: str) -> None:
    """From now on PostgreSQL writes the names of this schema's objects without it, until the transaction ends.

    Through this cursor alone: the owner's backend sets the path anew with every other one.
    """
    cursor.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(schema_name)))


def _query(name: str) -> str:
    return files(__package__).joinpath(f"{name}.sql").read_text()


def _nameless(schema_name: str, kind: str, name: str, definition: str) -> str:
    """Only where the word is the schema: a column or a value may be called like a region."""
    if "::text[]" in definition:
        definition = _CAST_AS_A_WHOLE.sub(_cast_one_by_one, definition)
    if schema_name in name or schema_name in definition:
        pattern = _word(schema_name)
        name, definition = pattern.sub("*", name), pattern.sub("*", definition)
    return f"{kind} {name}: {definition}"


@cache
def _word(schema_name: str) -> re.Pattern[str]:
    word = rf"""["']?{schema_name}["']?"""
    return re.compile(rf"(?<![\w.]){word}(?=\.)|(?<=search_path TO ){word}(?!\w)")


def _cast_one_by_one(found: re.Match[str]) -> str:
    return f"ARRAY[{_ELEMENT.sub(lambda one: f'({one[0]})::text', found[1])}]"
