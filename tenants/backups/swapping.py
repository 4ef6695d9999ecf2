"""The proved copy takes the region's place; the former one is kept aside under another name until it is dropped.

What counts is one transaction of the owner: both schemas renamed, the region's one login granted the new one and
nothing of the former, the row that says so. Before it everything is as it was, after it everything is new. While it
runs the region answers 503, for seconds that are written down beforehand and end by themselves. Files have names of
their own and are never changed, so both sides' lie side by side until the transaction has decided.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tenants.utils import get_public_schema_name, schema_context, tenant_context
from psycopg import sql

from shared_apps.audit.models import Entry
from shared_apps.errors import ConflictError
from shared_apps.jobs.models import Job, State
from shared_apps.ui.formats import moment
from tenants.backups import retiring
from tenants.backups.making import Tell, files_of, silent
from tenants.backups.models import Restore
from tenants.backups.restoring import bring_to_head
from tenants.backups.rules import aside_name, beside_name
from tenants.regions import grants
from tenants.regions import queries as regions
from tenants.regions.database import sessions
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import Region
from tenants.regions.provisioning import Provisioner

CLOSED = timedelta(seconds=20)
"""How long a region may answer 503; a transaction that is not over by then is given up."""


def swap(*, restore: Restore, at: datetime, tell: Tell = silent, pause: Callable[[float], None] = time.sleep) -> None:
    """Let the region be served from the copy. Called again after it was killed, it finishes."""
    with schema_context(get_public_schema_name()):
        restore.refresh_from_db()
        if restore.state == Restore.State.VERIFIED:
            region = regions.by_name(restore.region)
            bring_to_head(restore.beside)
            tell(1, 3, restore.region)
            _end_what_was_open(restore)
            _add_files(restore.region, _aside(restore))
            _add_files(restore.beside, restore.region)
            tell(2, 3, restore.region)
            _exchange(region, restore, at, pause)
            restore.refresh_from_db()
        if restore.state != Restore.State.SWAPPED:
            raise ConflictError(
                "restore_not_verified",
                _("Hanya salinan yang sudah terbukti dapat dipakai. Daerah tidak tersentuh."),
            )
        _settle(restore)
        tell(3, 3, restore.region)


def _aside(restore: Restore) -> str:
    """By the tag of the copy, so that a second run finds the same."""
    return aside_name(restore.region, _tag(restore))


def _tag(restore: Restore) -> str:
    return restore.beside.rpartition("_")[2]


def _exchange(region: Region, restore: Restore, at: datetime, pause: Callable[[float], None]) -> None:
    until = timezone.now() + CLOSED
    version = region.version.partition(" ")[0]
    row = Region.objects.filter(id=region.id)
    with as_owner(), schema_context(get_public_schema_name()):
        _refuse_while_looked_into(restore.region)
        row.update(version=f"{version} until {until.isoformat()}")
        with ExitStack() as undo:
            undo.callback(row.update, version=version)
            pause(1.0)  # for requests that are under way
            sessions.end(role_of(restore.region))
            _add_files(restore.region, _aside(restore))  # what came meanwhile
            with transaction.atomic():
                _decide(row, restore, at)
                if timezone.now() > until:
                    raise ConflictError(
                        "swap_too_slow",
                        _("Penggantian terlalu lama dan dibatalkan. Daerah melayani seperti sebelumnya."),
                    )
            undo.pop_all()
        sessions.end(role_of(restore.region))  # a request that slipped in between does not go on over both


def _decide(row: QuerySet[Region], restore: Restore, at: datetime) -> None:
    """Inside the one transaction."""
    name, aside = restore.region, _aside(restore)
    row.select_for_update().get()
    _rename(name, aside)
    _rename(restore.beside, name)
    retiring.shut(aside)
    grants.ensure(name)
    row.update(version=code_version())
    Restore.objects.filter(id=restore.id, state=Restore.State.VERIFIED).update(
        state=Restore.State.SWAPPED, beside=aside, swapped_at=at
    )


def _refuse_while_looked_into(schema_name: str) -> None:
    """A support grant's login would look at what is no longer the region."""
    if set(retiring.holders(schema_name)) - {role_of(schema_name)}:
        raise ConflictError(
            "support_under_way",
            _("Dukungan untuk daerah ini sedang berlangsung. Akhiri dahulu; daerah tidak tersentuh."),
        )


def _rename(old: str, new: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _end_what_was_open(restore: Restore) -> None:
    """Work that waited or ran when the backup was made is not done a second time by itself."""
    fact = {"code": "restored", "message": gettext_noop("Terhenti karena daerah dipulihkan dari cadangan.")}
    with as_owner(), schema_context(restore.beside):
        Job.objects.filter(state__in=[State.QUEUED, State.RUNNING]).update(
            state=State.FAILED, error=fact, finished_at=timezone.now()
        )


def _settle(restore: Restore) -> None:
    """Of the region's folder stay the files of the copy and what came since; the former ones lie aside."""
    copy = files_of(beside_name(restore.region, _tag(restore)))
    if copy.is_dir():
        for name in _names(files_of(restore.beside)) - _names(copy):
            (files_of(restore.region) / name).unlink(missing_ok=True)
        shutil.rmtree(copy)
    region = regions.by_name(restore.region)
    operator = Provisioner.of(restore.by_name, region)
    with tenant_context(region):  # its auditor reads it there
        Entry.objects.get_or_create(
            request_id=restore.id,
            defaults={
                "at": restore.swapped_at or timezone.now(),
                "actor_name": operator.name,
                "method": "RESTORE",
                "path": "/",
                "status": 200,
                "reason": _("Dipulihkan dari cadangan %(at)s") % {"at": moment(restore.backup_at)},
            },
        )


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _add_files(source: str, target: str) -> None:
    """Every file of one schema under the other's name too: no second copy on the same disk."""
    files_of(target).mkdir(parents=True, exist_ok=True)
    for name in sorted(_names(files_of(source))):
        old, new = files_of(source) / name, files_of(target) / name
        if new.exists() and new.samefile(old):
            continue
        new.parent.mkdir(parents=True, exist_ok=True)
        fresh = new.with_name(f"{new.name}.swap")
        fresh.unlink(missing_ok=True)
        try:
            fresh.hardlink_to(old)
        except OSError:
            shutil.copy2(old, fresh)
        fresh.replace(new)
