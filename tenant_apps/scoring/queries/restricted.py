"""Measures that need a permission of their own: whoever lacks it reads that there is something, and not what.

A measure says by the beginning of its key that it is of that kind, in whatever template it stands: the host's or the
region's own.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.audit.models import Change
from tenant_apps.scoring.models import Observation

PERMISSIONS: Mapping[str, Action] = {"discipline_": Action.SEE_DISCIPLINE, "health_": Action.SEE_HEALTH}
"""By the beginning of a key: which action opens its value, its evidence and what it could be worked out from."""
_TABLE = Observation._meta.db_table


def restricted_for(viewer: Any, employee_id: UUID | None, day: date) -> tuple[str, ...]:
    """How the keys begin that a viewer may not read of somebody, of themselves none; without a person: of others."""
    if employee_id is not None and getattr(viewer, "employee_id", None) == employee_id:
        return ()
    return tuple(begin for begin, action in PERMISSIONS.items() if not access.may(viewer, action, day))


def among(keys: Iterable[str], beginnings: tuple[str, ...]) -> frozenset[str]:
    """The keys that begin so."""
    return frozenset(key for key in keys if key.startswith(beginnings)) if beginnings else frozenset()


def veiled_changes(viewer: Any, changes: Collection[Change], day: date) -> frozenset[UUID]:
    """Of audited changes those of restricted results, whose values the viewer may not read; named by a setting.

    A change tells its columns alone: which measure a row is, the change that made or removed it says. It is asked of
    the audit, which is all that some readers may read; of a row without either nobody knows, so it is veiled.
    """
    beginnings = restricted_for(viewer, None, day)
    rows = {each.row_id for each in changes if each.table_name == _TABLE}
    if not beginnings or not rows:
        return frozenset()
    whole = Change.objects.filter(table_name=_TABLE, row_id__in=rows).exclude(operation=Change.Operation.CHANGED)
    told = whole.values_list("row_id", "after__measure", "before__measure")
    measures = {row_id: after or before or "" for row_id, after, before in told}
    open_rows = {row_id for row_id, measure in measures.items() if measure and not measure.startswith(beginnings)}
    return frozenset(each.id for each in changes if each.row_id in rows - open_rows)
