"""Who answers for whom on a day, derived from the chart and the overrides."""

import uuid
from collections.abc import Collection
from datetime import date

from tenant_apps.organisation import queries as organisation
from tenant_apps.people.queries.roster import heads_on, in_office
from tenant_apps.people.rules.superiors import Superior
from tenant_apps.people.rules.superiors import superior_of as derive


def superiors_on(day: date, employee_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, Superior | None]:
    """The superior of everybody in office on a day, or of those named; four or five queries whatever their number."""
    chart, heads = organisation.chart_on(day), heads_on(day)
    held = in_office(day)
    if employee_ids is not None:
        held = held.filter(employee_id__in=employee_ids)
    rows = list(held.values_list("employee_id", "unit_id", "superior_override_id"))
    present = _in_office({override for _, _, override in rows if override}, day)
    return {
        employee_id: derive(
            employee_id=employee_id,
            unit_id=unit_id,
            override=override if override in present else None,
            chart=chart,
            heads=heads,
        )
        for employee_id, unit_id, override in rows
    }


def superior_of(employee_id: uuid.UUID, day: date) -> Superior | None:
    """The superior of one person; None at the top, or for somebody not in office."""
    return superiors_on(day, [employee_id]).get(employee_id)


def assessor_of(employee_id: uuid.UUID, day: date) -> uuid.UUID | None:
    """Who rates somebody: the superior; never the person themselves, and a vacant post does not block."""
    found = superior_of(employee_id, day)
    return found.employee_id if found else None


def _in_office(employee_ids: Collection[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """An override that points at somebody who has left does not count."""
    if not employee_ids:
        return frozenset()
    held = in_office(day).filter(employee_id__in=employee_ids)
    return frozenset(held.values_list("employee_id", flat=True))
