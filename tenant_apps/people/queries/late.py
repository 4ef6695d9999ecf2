"""Chairs that count in a time which was over when they became known: told, never a reason to compute again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from tenant_apps.people.access import reach
from tenant_apps.people.models import Assignment

_MOST_NAMED = 20


@dataclass(frozen=True)
class LateChair:
    """Somebody's chair with since when it counts and since when it is known."""

    employee_id: uuid.UUID
    name: str
    title: str
    starts_on: date
    recorded_at: datetime


@dataclass(frozen=True)
class Late:
    """How many there are and the first of them."""

    count: int = 0
    first: Sequence[LateChair] = ()


def known_after(viewer: Any, today: date, *, starts_on: date, ends_on: date, closed_at: datetime) -> Late:
    """Chairs, and leavings, that count within a span and were written down after it was closed."""
    over = Assignment.objects.filter(
        employee_id=OuterRef("employee_id"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=starts_on
    )
    rows = Assignment.objects.filter(~Exists(over), recorded_at__gt=closed_at, starts_on__lte=ends_on)
    rows = rows.filter(reach(viewer, today).as_filter()).select_related("employee").order_by("-recorded_at", "pk")
    first = [
        LateChair(row.employee_id, row.employee.full_name, row.position_title, row.starts_on, row.recorded_at)
        for row in rows[:_MOST_NAMED]
        if row.recorded_at
    ]
    return Late(rows.count(), first) if first else Late()
