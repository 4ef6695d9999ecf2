"""One act at a time on a region's backups, and what a killed one left is put away first. In the owner's process."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError
from tenants.backups import restoring
from tenants.backups.making import place
from tenants.backups.models import Backup, Restore
from tenants.regions import erasure
from tenants.regions.models import Region


@contextmanager
def alone(schema_name: str, at: datetime, *, waits: bool = False) -> Iterator[None]:
    """Hold the region's folder of backups; the lock goes with the process. Who does not wait is refused."""
    folder = place(schema_name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConflictError(
                "backup_busy",
                _("Pencadangan atau pemulihan daerah ini sedang berjalan. Tunggu sampai selesai."),
            ) from None
        _tidy(schema_name, at)
        yield


def prune(schema_name: str, stay: set[datetime]) -> list[str]:
    """Remove the archives whose moment is not among those that stay; their names."""
    gone = []
    for backup in Backup.objects.filter(region=schema_name, state=Backup.State.MADE).order_by("at"):
        if backup.at not in stay:
            (place(schema_name) / backup.file).unlink(missing_ok=True)
            backup.delete()
            gone.append(backup.file)
    return gone


def _tidy(schema_name: str, at: datetime) -> None:
    """Nobody else is at work: what is unfinished stays so."""
    for region in Region.objects.filter(schema_name=schema_name, version__contains=" until "):  # of a killed swap
        Region.objects.filter(id=region.id).update(version=region.version.partition(" ")[0])
    Backup.objects.filter(region=schema_name, state=Backup.State.MAKING).update(state=Backup.State.FAILED)
    for path in place(schema_name).glob("*.part"):
        path.unlink(missing_ok=True)
    for left in Restore.objects.filter(region=schema_name, state=Restore.State.RESTORING):
        erasure.erase(left.beside)
        left.checks.append(
            {"check": "opened", "holds": False, "told": _("dihentikan di tengah jalan"), "milliseconds": 0}
        )
        left.state, left.finished_at, left.dropped_at = Restore.State.REFUSED, at, at
        left.save()
    for left in Restore.objects.filter(region=schema_name, is_drill=True, state=Restore.State.VERIFIED):
        restoring.drop(restore=left, at=at)
