"""A backup brought to life beside its region, and proved there: nothing of the region is touched."""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, DomainError
from shared_apps.ui.formats import whole
from tenants.backups import archive, content, retiring, trial, unpacking
from tenants.backups.making import Tell, files_of, silent
from tenants.backups.models import Backup, Restore
from tenants.backups.rules import CHECKS, beside_name
from tenants.backups.unpacking import Act
from tenants.regions import erasure
from tenants.regions import queries as regions
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema, catalogue, plan, versions


def restore(*, backup: Backup, at: datetime, actor: Actor, is_drill: bool = False, tell: Tell = silent) -> Restore:
    """Beside the region, with every check; a copy that fails one is dropped and the report says which."""
    with schema_context(get_public_schema_name()):
        region = regions.by_name(backup.region)
        made = Restore.objects.create(
            region=backup.region,
            backup=backup,
            backup_at=backup.at,
            is_drill=is_drill,
            beside=beside_name(backup.region, secrets.token_hex(3)),
            started_at=at,
            by_name=actor.name,
        )
        act = Act(backup, made, region, tell)
        for number, (name, check) in enumerate(zip(CHECKS, _STEPS, strict=True)):
            tell(number, len(CHECKS), name)
            if not _tried(act, name, check):
                break
        _conclude(act)
    return made


def drop(*, restore: Restore, at: datetime) -> None:
    """Destroy what stands beside the region: the copy, or the former one after a swap."""
    erasure.erase(restore.beside)
    if restore.state not in {Restore.State.REFUSED, Restore.State.SWAPPED}:
        restore.state = Restore.State.DROPPED
    restore.dropped_at = at
    restore.save(update_fields=["state", "dropped_at"])


def _conclude(act: Act) -> None:
    made = act.restore
    made.finished_at = timezone.now()
    made.state = Restore.State.VERIFIED if made.holds else Restore.State.REFUSED
    made.save()
    if made.holds:
        Backup.objects.filter(id=act.backup.id).update(verified_at=made.finished_at)
    if not made.holds or made.is_drill:
        drop(restore=made, at=timezone.now())


def _tried(act: Act, name: str, check: Callable[[Act], str]) -> bool:
    """Do it, write down how long it took and what came of it."""
    begun, told, holds = time.monotonic(), "", False
    try:
        told, holds = check(act), True
    except DomainError as error:
        told = str(error.message)
    except (DatabaseError, psycopg.Error) as error:
        told = _("Basis data menolak (%(kind)s).") % {"kind": type(error).__name__}  # its text may hold rows
    milliseconds = round((time.monotonic() - begun) * 1000)
    act.restore.checks.append({"check": name, "holds": holds, "told": told, "milliseconds": milliseconds})
    act.restore.save(update_fields=["checks"])
    return holds


def _rows(act: Act) -> str:
    wanted = {
        name: content.Facts(act.manifest.rows[name], act.manifest.fingerprints[name]) for name in act.manifest.rows
    }
    _same("backup_rows_differ", wanted, act.found)
    return _("%(rows)s baris di %(tables)s tabel, sidik jari sama") % {
        "rows": whole(sum(act.manifest.rows.values())),
        "tables": len(wanted),
    }


def _catalogue(act: Act) -> str:
    with as_owner():
        found = catalogue.lines(act.restore.beside)
    wanted = frozenset(act.manifest.catalogue)
    if found != wanted:
        raise ConflictError(
            "backup_catalogue_differs",
            _("Struktur tabel berbeda: %(what)s.") % {"what": base_schema.difference(found, wanted)},
        )
    return _("sidik jari struktur %(name)s sama") % {"name": catalogue.fingerprint(found)}


def _sequences(act: Act) -> str:
    _same("backup_sequences_differ", act.manifest.sequences, act.standing)
    return _("%(count)s penghitung melanjutkan angkanya") % {"count": len(act.standing)}


def _files(act: Act) -> str:
    folder = files_of(act.restore.beside)
    found = {}
    for path in folder.rglob("*") if folder.is_dir() else []:
        if path.is_file():
            found[path.relative_to(folder).as_posix()] = archive.digest_of(path)
    _same("backup_files_differ", act.manifest.files, found)
    if act.manifest.missing:  # not a fault of the backup, but somebody should know
        return _("%(count)s berkas sama; %(missing)s sudah hilang sebelum dicadangkan") % {
            "count": len(found),
            "missing": len(act.manifest.missing),
        }
    return _("%(count)s berkas sama") % {"count": len(found)}


def _migrate(act: Act) -> str:
    count = bring_to_head(act.restore.beside)
    return _("%(count)s migrasi dijalankan") % {"count": count} if count else _("sudah versi ini")


def bring_to_head(beside: str) -> int:
    """Older tables get what came since, by the plan of the fleet, in one transaction; how many migrations that was."""
    with as_owner():
        applied = versions.applied_in([beside])[beside]
        if not versions.on_disk() - applied:
            return 0
        with schema_context(beside), transaction.atomic():
            return len(plan.record(plan.load(), applied).migrations)


def _isolation(act: Act) -> str:
    beside = act.restore.beside
    with as_owner():
        roles.ensure_region(beside)
        broken = roles.broken_promises(beside)
    if broken:
        raise ConflictError(
            "isolation_not_proved",
            _("Isolasi tidak terbukti: %(promise)s (%(object)s).") % {"promise": broken[0][0], "object": broken[0][1]},
        )
    return _("login sendiri, tidak ada hak di luar skemanya")


def _sign_in(act: Act) -> str:
    with _tried_out(act) as visitor:
        visitor.sign_in()
    return _("masuk lewat halaman masuk dengan login basis data salinan")


def _write(act: Act) -> str:
    with _tried_out(act) as visitor:
        visitor.sign_in()
        visitor.write()
    with as_owner():
        retiring.retire(act.restore.beside)
    return _("satu undangan ditulis dan tercatat di jejak audit, lalu dibatalkan")


@contextmanager
def _tried_out(act: Act) -> Iterator[trial.Visitor]:
    with trial.visiting(act.region, act.restore.beside) as visitor:
        yield visitor
    with content.owners(act.restore.beside) as opened:  # a number that was drawn is not given back by itself
        content.set_sequences(opened, act.standing)


def _same(code: str, wanted: dict[str, Any], found: dict[str, Any]) -> None:
    differing = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if differing:
        raise ConflictError(
            code,
            _("Tidak sama dengan saat dicadangkan: %(names)s.") % {"names": ", ".join(differing[:5])},
        )


_STEPS: tuple[Callable[[Act], str], ...] = (
    unpacking.unpack,
    _rows,
    _catalogue,
    _sequences,
    _files,
    _migrate,
    _isolation,
    _sign_in,
    _write,
)
