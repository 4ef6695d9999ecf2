"""A structure sheet beside the people who sit in the units: none of them may lose theirs."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from shared_apps.accounts.access import Actor
from shared_apps.sheets.tables import Table
from tenant_apps.organisation import services as organisation
from tenant_apps.people.models import Assignment
from tenant_apps.people.services import writing


@transaction.atomic
def import_structure(
    *, table: Table, effective_from: date, decree: str, actor: Actor, dry_run: bool = False
) -> organisation.StructureImport:
    """Take a whole structure from a sheet; refused where it drops units in which somebody sits."""
    writing.one_at_a_time()
    return organisation.import_structure(
        table=table,
        effective_from=effective_from,
        decree=decree,
        actor=actor,
        occupied=people_by_unit,
        dry_run=dry_run,
    )


def people_by_unit(since: date, until: date | None) -> Mapping[uuid.UUID, int]:
    """How many people sit in each unit at any time from a day on; before `until`, where it is given."""
    over = Assignment.objects.filter(
        employee_id=OuterRef("employee_id"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=since
    )
    rows = Assignment.objects.filter(~Exists(over), unit_id__isnull=False)
    rows = rows.filter(Q(starts_on__lt=until) if until else Q())
    counted = rows.order_by().values("unit_id").annotate(people=Count("employee_id", distinct=True))
    return {unit_id: people for unit_id, people in counted.values_list("unit_id", "people") if unit_id}
