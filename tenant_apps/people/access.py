"""How far a viewer sees: their own row, the subtree of the units they head or administer, or everybody."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import Bounds
from tenant_apps.people.models import ActingHead, Assignment
from tenant_apps.people.timelines import in_force


@dataclass(frozen=True)
class Reach:
    """Whose rows a viewer may see on a day."""

    employee_id: uuid.UUID | None = None
    unit_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)
    everything: bool = False
    top_unit_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)

    @property
    def leads(self) -> bool:
        """Whether the viewer sees more than their own row."""
        return self.everything or bool(self.unit_ids)

    def covers(self, employee_id: uuid.UUID, unit_id: uuid.UUID | None) -> bool:
        """Whether the row of somebody in a unit may be seen."""
        return self.everything or employee_id == self.employee_id or (unit_id is not None and unit_id in self.unit_ids)

    def as_filter(self) -> Q:
        """The same as a condition on the assignments of a day."""
        if self.everything:
            return Q()
        own = Q(employee_id=self.employee_id) if self.employee_id else Q(pk__in=())
        return own | Q(unit_id__in=self.unit_ids) if self.unit_ids else own


def reach(viewer: Any, day: date) -> Reach:
    """How far a viewer sees on a day; read once per loaded user, schema and day."""
    if not getattr(viewer, "is_active", False):
        return Reach()
    kept: dict[tuple[str | None, date], Reach] = viewer.__dict__.setdefault("_reach", {})
    key = (connection.schema_name, day)  # type: ignore[attr-defined]  # django-tenants' wrapper
    if key not in kept:
        kept[key] = _reach(viewer, day)
    return kept[key]


def _reach(viewer: Any, day: date) -> Reach:
    if access.may(viewer, Action.SEE_EVERYONE, day):
        return Reach(viewer.employee_id, everything=True)
    tops = access.agencies_for(viewer, Action.SEE_EVERYONE, day)
    if viewer.employee_id is not None:
        tops |= units_headed_by(viewer.employee_id, day)
    if not tops:
        return Reach(viewer.employee_id)
    chart = organisation.chart_on(day)
    below = frozenset[uuid.UUID]().union(*(chart.subtree_ids(unit_id) for unit_id in tops))
    return Reach(viewer.employee_id, below, top_unit_ids=tops)


def sit_elsewhere(
    inside: Bounds, employee_ids: Collection[uuid.UUID], today: date, *, on: date | None = None
) -> frozenset[uuid.UUID]:
    """Of these people those who sit outside today, or on another day, or will: their agency's administrator looks
    after them. Who sits nowhere sits in no other agency.
    """
    if inside.everything:
        return frozenset()
    rows = Assignment.objects.filter(employee_id__in=employee_ids)
    chairs = [in_force(rows, day) for day in {today, on or today}]
    chairs.append(rows.filter(starts_on__gt=today))
    held = {pair for some in chairs for pair in some.values_list("employee_id", "unit_id")}
    return frozenset(employee_id for employee_id, unit_id in held if unit_id and not inside.covers(unit_id))


def units_headed_by(employee_id: uuid.UUID, day: date) -> frozenset[uuid.UUID]:
    """The units somebody in office heads on a day, in their own right or acting; none for who has left."""
    held = in_force(Assignment.objects.all(), day).filter(employee_id=employee_id, unit_id__isnull=False)
    own = held.filter(is_head=True)
    acting = in_force(ActingHead.objects.all(), day, owner="unit_id").filter(
        employee_id=employee_id, employee_id__in=held.values("employee_id")
    )
    found = own.values_list("unit_id", flat=True).union(acting.values_list("unit_id", flat=True))
    return frozenset(unit_id for unit_id in found if unit_id)
