"""The trigger that writes down every changed row, attached by the owner wherever tables come into being."""

import json
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from psycopg import sql

from shared_apps.audit import rules

_FUNCTION = "audit_rows"
_EVENTS = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}
_PRESENT = """
SELECT c.relname, count(t.oid) FILTER (
    WHERE t.tgfoid = p.oid AND t.tgenabled = 'O'
      AND encode(t.tgargs, 'escape') = COALESCE(%(secrets)s::jsonb ->> c.relname, '')
)
FROM (SELECT objid FROM pg_depend  -- by index, however many schemas there are
      WHERE refclassid = 'pg_namespace'::regclass AND refobjid = %(schema)s::regnamespace
        AND classid = 'pg_class'::regclass OFFSET 0) d
JOIN pg_class c ON c.oid = d.objid
LEFT JOIN pg_proc p ON p.pronamespace = c.relnamespace AND p.proname = %(function)s
LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname LIKE 'audit\\_%%'
WHERE c.relkind IN ('r', 'p')
GROUP BY c.relname
"""
_CURRENT = """
SELECT count(*) FROM pg_proc
WHERE pronamespace = %s::regnamespace AND proname = %s AND prosrc = %s AND prosecdef AND proconfig = %s
  AND NOT has_function_privilege('public', oid, 'EXECUTE')
"""


def attach_triggers(schema_name: str) -> list[str]:
    """Bring function and triggers of a schema to what they must be, as the owner; the tables that lacked them.

    Called after every migration and provisioning; without anything to do it is two queries.
    """
    _ensure_function(schema_name)
    lacking = unwatched(schema_name)
    if lacking:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("; ").join(_statements(schema_name, table) for table in lacking))
    return lacking


def unwatched(schema_name: str) -> list[str]:
    """Tables that must be watched and are not, whatever their reason; empty when all are."""
    wanted = _watched(is_host=schema_name == "public")
    return sorted(
        table for table, attached in _attached(schema_name).items() if table in wanted and attached != len(_EVENTS)
    )


def unexplained(schema_name: str) -> list[str]:
    """Tables that are neither watched nor on the list of exceptions."""
    return sorted(
        table
        for table, attached in _attached(schema_name).items()
        if attached != len(_EVENTS) and table not in rules.UNWATCHED
    )


def expected() -> dict[str, str | list[Any]]:
    """What a proof of the triggers compares with: tables of host and region, function, and the triggers' arguments."""
    return {
        "of_host": sorted(_watched(is_host=True)),
        "of_region": sorted(_watched(is_host=False)),
        "function": _FUNCTION,
        "body": files(__package__).joinpath("trigger.sql").read_text(),
        "arguments": json.dumps(_arguments()),
    }


def _watched(*, is_host: bool) -> set[str]:
    installed = settings.SHARED_APPS if is_host else settings.TENANT_APPS
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name in installed and model._meta.managed and not model._meta.proxy
    ]
    return {model._meta.db_table for model in models if rules.is_watched(model._meta.db_table, model.__module__)}


def _attached(schema_name: str) -> dict[str, int]:
    facts = {"secrets": json.dumps(_arguments()), "function": _FUNCTION, "schema": schema_name}
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, facts)
        return dict(cursor.fetchall())


def _arguments() -> dict[str, str]:
    """The arguments of a trigger as the catalogue writes them: the columns whose values are secret."""
    return {table: "".join(f"{name}\\000" for name in names) for table, names in rules.SECRETS.items()}


def _ensure_function(schema_name: str) -> None:
    body = files(__package__).joinpath("trigger.sql").read_text()
    schema = sql.Identifier(schema_name)
    path = f"search_path={schema_name}, pg_temp"
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT, [schema_name, _FUNCTION, body, [path, "TimeZone=UTC"]])
        if cursor.fetchone() == (1,):
            return
        cursor.execute(
            sql.SQL(
                "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
                " SET search_path = {schema}, pg_temp SET \"TimeZone\" = 'UTC' AS {body};"
                " REVOKE ALL ON FUNCTION {name}() FROM PUBLIC"
            ).format(name=sql.Identifier(schema_name, _FUNCTION), schema=schema, body=sql.Literal(body))
        )


def _statements(schema_name: str, table: str) -> sql.Composed:
    name = sql.Identifier(schema_name, table)
    arguments = sql.SQL(", ").join(map(sql.Literal, rules.SECRETS.get(table, ())))
    parts = []
    for event, rows in _EVENTS.items():
        trigger = sql.Identifier(f"audit_{event.lower()}")
        parts.append(
            sql.SQL(
                "DROP TRIGGER IF EXISTS {trigger} ON {table}; CREATE TRIGGER {trigger} AFTER {event} ON {table}"
                " REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {function}({arguments})"
            ).format(
                trigger=trigger,
                table=name,
                event=sql.SQL(event),
                rows=sql.SQL(rows),
                function=sql.Identifier(schema_name, _FUNCTION),
                arguments=arguments,
            )
        )
    return sql.SQL("; ").join(parts)
