"""An import that changed something is written down: who, when, what; the audit has the rows."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.utils import timezone

from shared_apps.accounts.access import Actor
from tenant_apps.people.imported import ImportedChange, SheetImport
from tenant_apps.people.rules.plan import Plan
from tenant_apps.people.services.copying import copy
from tenant_apps.people.services.telling import Told


def record(
    *, plan: Plan, told: Sequence[Told], name: str, file_id: uuid.UUID | None, day: date, left_out: int, actor: Actor
) -> SheetImport:
    """Write an import down, in the transaction that makes it and after its first statement."""
    made = SheetImport.objects.create(
        request_id=_request_id(),
        file_id=file_id,
        file_name=name,
        day=day,
        rows=len(plan.new_people) + plan.changed + plan.same,
        new=len(plan.new_people),
        changed=plan.changed,
        same=plan.same,
        left_out=left_out,
        made_by=actor.id,
        made_by_name=actor.name,
        made_at=timezone.now(),
    )
    copy(
        ImportedChange,
        (
            ImportedChange(
                sheet_import=made,
                row=each.row,
                employee_id=each.employee_id,
                number=each.number,
                name=each.name,
                fields=each.fields,
            )
            for each in told
        ),
    )
    return made


def _request_id() -> uuid.UUID:
    """Under what the audit of this transaction writes its rows down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('merit.request')::uuid")
        found: uuid.UUID = cursor.fetchone()[0]
    return found
