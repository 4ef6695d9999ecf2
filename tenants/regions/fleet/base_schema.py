"""The base schema: structure and reference rows of a region without people, from which new regions are copied.

Made by the same migrations as every region, owned by the owner, entered by no login. Runs inside as_owner().
"""

import json
from dataclasses import dataclass

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django_tenants.utils import get_public_schema_name, schema_context
from psycopg import sql

from shared_apps.audit import triggers
from tenants.regions.fleet import catalogue, ddl
from tenants.regions.fleet.versions import applied_in, digest, on_disk
from tenants.regions.rules import BASE_SCHEMA

_LOCK = "merit.base_schema"
_HOLDS_SOMETHING = """
SELECT EXISTS (SELECT FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = %s::regnamespace
               AND classid = 'pg_class'::regclass)
"""


@dataclass(frozen=True)
class Mark:
    """What the base was when its migrations ended; kept as the schema's comment, so it dies with it."""

    migrations: str
    fingerprint: str


_captured: dict[Mark, ddl.Text] = {}


class UnlikeBaseError(Exception):
    """A copy whose catalogue is not the base's; nothing of it was kept."""


def ensure() -> tuple[Mark, ddl.Text]:
    """The base of this code and its text; a base that is missing, stale or changed by hand is built anew."""
    mark = read_mark()
    if mark is not None and mark in _captured:
        return mark, _captured[mark]
    with connection.cursor() as cursor:  # two processes never build at once
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [_LOCK])
    try:
        mark = read_mark()
        if mark is None or catalogue.fingerprint(catalogue.lines(BASE_SCHEMA)) != mark.fingerprint:
            mark = _rebuild()
        _captured.clear()
        _captured[mark] = ddl.capture(BASE_SCHEMA)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [_LOCK])
    return mark, _captured[mark]


def copy_into(schema_name: str) -> str:
    """Make the schema a copy of the base, in one transaction; "" when it is one, else why it is not.

    A schema that holds something is left as it is.
    """
    mark, text = ensure()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_HOLDS_SOMETHING, [schema_name])
            if not cursor.fetchone()[0]:
                cursor.execute(text.for_schema(schema_name))
            found = catalogue.lines(schema_name)
            if catalogue.fingerprint(found) != mark.fingerprint:
                raise UnlikeBaseError(difference(found, catalogue.lines(BASE_SCHEMA)))
    except (UnlikeBaseError, DatabaseError) as error:
        return str(error)
    return ""


def difference(found: frozenset[str], wanted: frozenset[str]) -> str:
    """The first lines that differ, for somebody who has to look into it."""
    lines = [f"- {line}" for line in sorted(wanted - found)] + [f"+ {line}" for line in sorted(found - wanted)]
    return "; ".join(lines[:4]) + (f"; … ({len(lines)})" if len(lines) > 4 else "")


def read_mark(*, any_version: bool = False) -> Mark | None:
    """The base's mark where it is at this code's version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regnamespace(%s), 'pg_namespace')", [BASE_SCHEMA])
        (text,) = cursor.fetchone()
    mark = Mark(**json.loads(text)) if text else None
    return mark if mark and (any_version or mark.migrations == digest(on_disk())) else None


def set_mark() -> Mark:
    """Record what the base is now, after its migrations, with the triggers every region gets."""
    triggers.attach_triggers(BASE_SCHEMA)
    applied = applied_in([BASE_SCHEMA])[BASE_SCHEMA]
    mark = Mark(digest(applied), catalogue.fingerprint(catalogue.lines(BASE_SCHEMA)))
    comment = sql.Literal(json.dumps(vars(mark)))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(sql.Identifier(BASE_SCHEMA), comment))
    return mark


def _rebuild() -> Mark:
    name = sql.Identifier(BASE_SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(name))
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(name))
    with schema_context(get_public_schema_name()):  # left again also when a migration fails
        call_command("migrate_schemas", schema_name=BASE_SCHEMA, verbosity=0, interactive=False)
    return set_mark()
