"""A structure sheet beside the people who sit in the units: none of them may lose theirs."""

from datetime import date

from django.db import transaction

from shared_apps.accounts.access import Actor
from shared_apps.sheets.tables import Table
from tenant_apps.organisation import services as organisation
from tenant_apps.people.queries.roster import people_by_unit
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
