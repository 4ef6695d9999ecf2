"""A backup of north, and a copy beside it, as rows: for the tables of every page."""

from typing import TYPE_CHECKING

from tenants.backups.models import Backup, Restore
from tenants.backups.rules import CHECKS
from tests.tenants.backups.conftest import AT

if TYPE_CHECKING:
    from tests.government import Government


def of_host(made: "Government") -> None:
    """One of each, so that every button of the page stands there."""
    backup = Backup.objects.create(
        region="north", at=AT, state=Backup.State.MADE, made_by_name=made.text("pembuat"), file="x.age", size=2**21
    )
    checks = [{"check": name, "holds": True, "told": "sama", "milliseconds": 12} for name in CHECKS]
    copy = Restore.objects.create(
        region="north",
        backup=backup,
        backup_at=AT,
        state=Restore.State.VERIFIED,
        beside="north_r_0a1b2c",
        started_at=AT,
        by_name=made.text("pemulih"),
        checks=checks,
    )
    drill = Restore(region="north", backup=backup, backup_at=AT, is_drill=True, state=Restore.State.DROPPED)
    drill.beside, drill.started_at, drill.dropped_at, drill.by_name, drill.checks = "x", AT, AT, "x", checks
    drill.save()
    made.ids["backup"], made.ids["copy"] = backup.id, copy.id
