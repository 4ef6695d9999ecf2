"""Measures that need a permission of their own: whoever lacks it reads that there is something, and not what."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action

PERMISSIONS: Mapping[str, Action] = {"discipline_record": Action.SEE_DISCIPLINE}
"""By measure: which action opens its value, its evidence and what it could be worked out from."""


def restricted_for(viewer: Any, employee_id: UUID | None, day: date) -> frozenset[str]:
    """The measures of somebody that a viewer may not read; their own they always may. Without a person: of others."""
    if employee_id is not None and viewer.employee_id == employee_id:
        return frozenset()
    return frozenset(key for key, action in PERMISSIONS.items() if not access.may(viewer, action, day))
