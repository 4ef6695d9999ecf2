"""Whether somebody still belongs here: asked by accounts at every request, by the path in ACCOUNTS_MAY_ENTER."""

import uuid
from datetime import date

from tenant_apps.people.models import Assignment


def may_enter(employee_id: uuid.UUID, day: date) -> bool:
    """Not from the day on which they left; somebody without any chair yet has not left either."""
    begun = Assignment.objects.filter(employee_id=employee_id, starts_on__lte=day).order_by("-starts_on")
    last = begun.values_list("unit_id", flat=True)[:1]
    return None not in list(last)
