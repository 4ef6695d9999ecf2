"""The trail of processing: every change of a person's rows, and every request that named them or that they made."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from shared_apps.accounts.models import User
from shared_apps.audit import words as audit
from shared_apps.audit.models import Change, Entry
from tenant_apps.privacy.queries.collecting import Collected

_LONGEST_READ = "5min"  # the audit has no index by person: it is read through once
_TOLD_WHOLE = ("people_", "accounts_", "account_", "privacy_")  # whose values before and after are the person's own
_FOUND = """
WITH own AS (
    SELECT DISTINCT table_name, row_id FROM audit_change
    WHERE operation IN ('I', 'D')
      AND (COALESCE(after, before) ->> 'employee_id' = %(employee)s
           OR COALESCE(after, before) ->> 'user_id' = %(user)s)
)
SELECT c.id FROM audit_change c
WHERE c.row_id = ANY(%(rows)s) OR (c.table_name, c.row_id) IN (SELECT table_name, row_id FROM own)
"""


def trail_of(user: User, row_ids: Collection[str]) -> list[Collected]:
    """Changes of the user's rows, and requests; the caller is the user, or the job they asked for."""
    return [_changes(user, row_ids), _requests_about(user.employee_id), _own_requests(user)]


def _changes(user: User, row_ids: Collection[str]) -> Collected:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [_LONGEST_READ])
        facts: dict[str, str | list[str]] = {
            "employee": str(user.employee_id or ""),
            "user": str(user.pk),
            "rows": sorted(row_ids),
        }
        cursor.execute(_FOUND, facts)
        ids = [row[0] for row in cursor.fetchall()]
    rows = tuple(_change(row) for row in Change.objects.filter(id__in=ids).order_by("at", "id"))
    columns = ("at", "actor_name", "table", "operation", "fields", "before", "after", "request_id")
    return Collected("jejak_perubahan", _("Perubahan data Anda"), columns, rows)


def _change(row: Change) -> tuple[Any, ...]:
    names = sorted({*(row.before or {}), *(row.after or {})})
    is_whole = row.table_name.startswith(_TOLD_WHOLE)
    return (
        row.at,
        row.actor_name,
        audit.table(row.table_name),
        str(row.get_operation_display()),
        ", ".join(names),
        row.before if is_whole else None,
        row.after if is_whole else None,
        row.request_id,
    )


_COLUMNS = ("at", "actor_name", "method", "path", "status", "address", "reason")


def _requests_about(employee_id: UUID | None) -> Collected:
    about = Entry.objects.filter(path__contains=str(employee_id)) if employee_id else Entry.objects.none()
    rows = tuple(
        (each.at, each.actor_name, each.method, each.path, each.status, "", each.reason)
        for each in about.order_by("at", "id")
    )
    return Collected("permintaan_tentang_saya", _("Permintaan tentang Anda"), _COLUMNS, rows)


def _own_requests(user: User) -> Collected:
    made = Entry.objects.filter(actor_id=user.pk).order_by("at", "id")
    rows = tuple(
        (each.at, each.actor_name, each.method, each.path, each.status, each.address, each.reason) for each in made
    )
    return Collected("permintaan_saya", _("Permintaan dari akun Anda"), _COLUMNS, rows)
