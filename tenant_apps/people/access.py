"""How far a viewer sees: their own row, whom they answer for, the subtree of the units they head or administer, or
everybody.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import Bounds
from tenant_apps.people.models import ActingHead, Assignment
from tenant_apps.people.records import NamedAssessor
from tenant_apps.people.timelines import in_force


@dataclass(frozen=True)
class Reach:
    """Whose rows a viewer may see on a day."""

    employee_id: uuid.UUID | None = None
    unit_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)
    everything: bool = False
    top_unit_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)
    answered_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)  # named superior or assessor of, wherever

    @property
    def leads(self) -> bool:
        """Whether the viewer answers for units, or sees everybody."""
        return self.everything or bool(self.unit_ids)

    @property
    def sees_others(self) -> bool:
        """Whether the viewer sees more than their own row."""
        return self.leads or bool(self.answered_ids)

    def covers(self, employee_id: uuid.UUID, unit_id: uuid.UUID | None) -> bool:
        """Whether the row of somebody in a unit may be seen."""
        by_name = employee_id == self.employee_id or employee_id in self.answered_ids
        return self.everything or by_name or (unit_id is not None and unit_id in self.unit_ids)

    def as_filter(self) -> Q:
        """The same as a condition on the assignments of a day."""
        if self.everything:
            return Q()
        own = Q(employee_id=self.employee_id) if self.employee_id else Q(pk__in=())
        if self.answered_ids:
            own |= Q(employee_id__in=self.answered_ids)
        return own | Q(unit_id__in=self.unit_ids) if self.unit_ids else own


def reach(viewer: Any, day: date) -> Reach:
    """How far a viewer sees on a day; read once per loaded user, schema and day."""
    if not getattr(viewer, "is_active", False):
        return Reach()
    kept: dict[tuple[str | None, date], Reach] = viewer.__dict__.setdefault("_reach", {})
    key = (connection.schema_name, day)  # type: ignore[attr-defined]  # django-tenants' wrapper
    if key not in kept:
        found = _reach(viewer, day)
        if found.employee_id is not None and not found.everything:
            found = replace(found, answered_ids=answered_by(found.employee_id, day))
        kept[key] = found
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


def answered_by(employee_id: uuid.UUID, day: date) -> frozenset[uuid.UUID]:
    """Those in office whose named superior or assessor somebody in office is on a day, wherever they sit.

    Whose superior one is by heading a unit sits below that unit: those are not named here.
    """
    office = in_force(Assignment.objects.all(), day).filter(unit_id__isnull=False)
    is_there = Exists(office.filter(employee_id=employee_id))
    led = office.filter(is_there, superior_override_id=employee_id)
    named = in_force(NamedAssessor.objects.all(), day).filter(is_there, assessor_id=employee_id)
    named = named.filter(Exists(office.filter(employee_id=OuterRef("employee_id"))))
    found = led.values_list("employee_id", flat=True).union(named.values_list("employee_id", flat=True))
    return frozenset(found)


def units_headed_by(employee_id: uuid.UUID, day: date) -> frozenset[uuid.UUID]:
    """The units somebody in office heads on a day, in their own right or acting; none for who has left."""
    held = in_force(Assignment.objects.all(), day).filter(employee_id=employee_id, unit_id__isnull=False)
    own = held.filter(is_head=True)
    acting = in_force(ActingHead.objects.all(), day, owner="unit_id").filter(
        employee_id=employee_id, employee_id__in=held.values("employee_id")
    )
    found = own.values_list("unit_id", flat=True).union(acting.values_list("unit_id", flat=True))
    return frozenset(unit_id for unit_id in found if unit_id)
