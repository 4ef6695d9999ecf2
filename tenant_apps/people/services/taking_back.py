"""The rows an import made and changed, read from the audit: compared with what is there now, and taken back."""

import uuid
from typing import Any

from django.db import connection, models
from psycopg import sql

from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber
from tenant_apps.people.records import EmployeeNik

TABLES: tuple[type[models.Model], ...] = (Assignment, EmployeeGrade, EmployeeNumber, EmployeeNik, Employee)
# what each row held before the first and after the last change, key by key
_ROWS = """
WITH made AS (
    SELECT row_id::uuid AS id, after FROM audit_change
    WHERE request_id = %(request)s AND table_name = %(table)s AND operation = 'I'
), changed AS (
    SELECT row_id::uuid AS id, jsonb_object_agg(key, before) AS before, jsonb_object_agg(key, after) AS after
    FROM (
        SELECT c.row_id, b.key, (array_agg(b.value ORDER BY c.at))[1] AS before,
            (array_agg(c.after -> b.key ORDER BY c.at DESC))[1] AS after
        FROM audit_change c CROSS JOIN LATERAL jsonb_each(c.before) b
        WHERE c.request_id = %(request)s AND c.table_name = %(table)s AND c.operation = 'U'
        GROUP BY c.row_id, b.key
    ) AS keys
    GROUP BY row_id
)
"""
_OTHER_NOW = """
SELECT (SELECT count(*) FROM made LEFT JOIN {table} r ON r.id = made.id
        WHERE r.id IS NULL OR NOT to_jsonb(r) @> made.after)
     + (SELECT count(*) FROM changed LEFT JOIN {table} r ON r.id = changed.id
        WHERE r.id IS NULL OR NOT to_jsonb(r) @> changed.after)
"""
_REMOVE = "DELETE FROM {table} r USING made WHERE r.id = made.id"
_RESTORE = """
UPDATE {table} r SET ({columns}) = (SELECT {columns} FROM jsonb_populate_record(r, changed.before))
FROM changed WHERE changed.id = r.id
"""
# two people may have exchanged their addresses: given up before they are taken back
_GIVE_UP = "UPDATE {table} r SET email = '' FROM changed WHERE changed.id = r.id AND changed.before ? 'email'"


def made_people(request_id: uuid.UUID) -> set[uuid.UUID]:
    """The people an import brought."""
    return {row[0] for row in _ask("SELECT id FROM made", Employee, request_id).fetchall()}


def other_now(request_id: uuid.UUID) -> int:
    """How many rows of an import are no longer as it left them."""
    return sum(int(_ask(_OTHER_NOW, model, request_id).fetchone()[0]) for model in TABLES)


def take_back(request_id: uuid.UUID) -> None:
    """Remove what was made, restore what was changed; keys are checked when the transaction ends."""
    for model in TABLES:
        _ask(_REMOVE, model, request_id)
    _ask(_GIVE_UP, Employee, request_id)
    for model in TABLES:
        _ask(_RESTORE, model, request_id)


def _ask(text: str, model: type[models.Model], request_id: uuid.UUID) -> Any:
    columns = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
    statement = sql.SQL(_ROWS + text).format(
        table=sql.Identifier(model._meta.db_table), columns=sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    cursor = connection.cursor()
    facts: dict[str, uuid.UUID | str] = {"request": request_id, "table": model._meta.db_table}
    cursor.execute(statement.as_string(connection.connection), facts)
    return cursor
