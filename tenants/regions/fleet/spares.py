"""Spare regions: copied from the base, with a login, proved; only the name is missing. Runs inside as_owner().

One is claimed by renaming its schema and its login in one transaction. No row knows a spare, so it is no region and
answers nobody. The schema's comment says that it is ready and for which migrations; without it it is made anew.
"""

import json
from collections.abc import Iterable

from django.db import DatabaseError, connection, transaction
from psycopg import sql

from shared_apps.errors import ConflictError
from tenants.regions.database import roles
from tenants.regions.database.logins import role_of
from tenants.regions.fleet import base_schema, catalogue
from tenants.regions.fleet.versions import digest, on_disk
from tenants.regions.rules import SPARE_PREFIX

_LOCK = "merit.spares"
_FIND = """
SELECT nspname::text, obj_description(oid, 'pg_namespace') FROM pg_namespace
WHERE starts_with(nspname::text, %s) ORDER BY 1
"""
# Whatever a function of the schema fixes its search path to, its schema is the first word.
_PATHS = """
SELECT p.oid::regprocedure::text, substr(c, length('search_path=') + 1) FROM pg_proc p, unnest(p.proconfig) c
WHERE p.pronamespace = to_regnamespace(%s) AND starts_with(c, 'search_path=')
"""


def tend(wanted: int) -> list[str]:
    """As many ready spares as wanted: what is stale, half or too many goes, what is missing is made. The names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [_LOCK])
    try:
        ready = drop_all_but(_ready()[:wanted])
        names = (f"{SPARE_PREFIX}{number}" for number in range(1, 2 * wanted + 1))
        for name in [name for name in names if name not in ready][: wanted - len(ready)]:
            _make(name)
            ready.append(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [_LOCK])
    return sorted(ready)


def drop_stale() -> None:
    """Spares of another version go before the proof asks why they lack a table; the owner's worker makes new ones."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_LOCK])
        drop_all_but(_ready())


def claim(schema_name: str) -> bool:
    """Give a ready spare this name, if there is one and the name is free. Everything happens or nothing.

    False: the caller makes the schema as without spares.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NULL", [sql.Identifier(schema_name).as_string(None)])
        if cursor.fetchone() != (True,) or not _ready():
            return False
    mark, _text = base_schema.ensure()
    try:
        with transaction.atomic():
            return _claim(schema_name, mark)
    except (base_schema.UnlikeBaseError, DatabaseError):
        return False


def _claim(schema_name: str, mark: base_schema.Mark) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [_LOCK])
        ready = _ready() if cursor.fetchone() == (True,) else []
        if not ready:  # somebody was quicker, or new ones are being made
            return False
        cursor.execute(_PATHS, [ready[0]])
        cursor.execute(sql.SQL(";\n").join(_renaming(ready[0], schema_name, cursor.fetchall())))
    roles.ensure_region(schema_name)  # password and path are derived from the name
    found = catalogue.lines(schema_name)
    if catalogue.fingerprint(found) != mark.fingerprint:
        raise base_schema.UnlikeBaseError(schema_name)
    return True


def _renaming(spare: str, schema_name: str, paths: Iterable[tuple[str, str]]) -> list[sql.Composed]:
    """Tables, keys, defaults, triggers and grants go by number; only what is kept as text is written again."""
    old, new = sql.Identifier(spare), sql.Identifier(schema_name)
    roles_of = (sql.Identifier(role_of(name)) for name in (spare, schema_name))
    text = [
        sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(old, new),
        sql.SQL("COMMENT ON SCHEMA {} IS NULL").format(new),
        sql.SQL("ALTER ROLE {} RENAME TO {}").format(*roles_of),
    ]
    for function, path in paths:
        moved = [new if part.strip().strip('"') == spare else sql.SQL(part.strip()) for part in path.split(",")]
        name = sql.SQL(function.replace(spare, new.as_string(None), 1))
        text.append(sql.SQL("ALTER FUNCTION {} SET search_path = {}").format(name, sql.SQL(", ").join(moved)))
    return text


def drop_all_but(kept: list[str]) -> list[str]:
    """Schemas and logins of all other spares are gone; those kept."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [SPARE_PREFIX])
        for name, _comment in cursor.fetchall():
            if name not in kept:
                cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
                roles.drop_region_login(name)
    return list(kept)


def _ready() -> list[str]:
    """Spares that are complete and of this code."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [SPARE_PREFIX])
        return [name for name, comment in cursor.fetchall() if comment == _mark()]


def _mark() -> str:
    return json.dumps({"spare": "ready", "migrations": digest(on_disk())})


def _make(name: str) -> None:
    """Like a region, to the proof; the comment comes last."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
        difference = base_schema.copy_into(name)
        if difference:
            raise ConflictError("spare_unlike_base", f"{name} is not like the base: {difference}")
        roles.ensure_region(name)
        broken = roles.broken_promises(name)
        if broken:
            raise ConflictError("spare_not_isolated", f"{name}: {': '.join(broken[0])}")
        comment = sql.SQL("COMMENT ON SCHEMA {} IS {}")
        cursor.execute(comment.format(sql.Identifier(name), sql.Literal(_mark())))
