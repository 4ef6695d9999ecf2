"""Backups asked for at the host; carried out by the owner's worker, or at once by a command."""

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, NotFoundError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from shared_apps.rows import new_id
from tenants.backups import acts, keys, making, restoring, swapping
from tenants.backups.making import Tell, place, silent
from tenants.backups.models import Backup, Recipient, Restore
from tenants.backups.rules import KINDS, LEASE, QUEUE, SWAP_LEASE, kept
from tenants.regions import erasure
from tenants.regions import queries as regions
from tenants.regions.models import Region


@dataclass(frozen=True)
class By:
    """Who asked; without a name, the clock."""

    name: str = "Merit Bersama"
    id: UUID | None = None


@transaction.atomic
def ask(*, kind: str, region_id: UUID, actor: Actor, day: date, subject: UUID | None = None) -> Job:
    """Ask for a backup, a restore of one, a swap, a drop or a drill; one at a time for each region.

    Raises ConflictError while another is under way, NotFoundError where the backup or copy is not this region's.
    """
    check_actor(actor, Action.PROVISION, day)
    region = _region(region_id)
    known = Backup.objects if kind == "backup_restore" else Restore.objects
    if subject is not None and not known.filter(id=subject, region=region.schema_name).exists():
        raise NotFoundError("backup_unknown", _("Cadangan atau salinan ini tidak ada."))
    open_jobs = Job.objects.filter(kind__in=KINDS, arguments__region=region.schema_name)
    if open_jobs.filter(state__in=[State.QUEUED, State.RUNNING]).exists():
        raise ConflictError(
            "backup_busy", _("Pencadangan atau pemulihan daerah ini sedang berjalan. Tunggu sampai selesai.")
        )
    return _enqueue(kind, region.schema_name, actor, {"subject": str(subject or "")})


def make(*, schema_name: str, at: datetime, actor: Actor, is_nightly: bool = False, tell: Tell = silent) -> Backup:
    """A backup of the region as it is now."""
    with acts.alone(_known(schema_name), at):
        return making.make(schema_name=schema_name, at=at, actor=actor, is_nightly=is_nightly, tell=tell)


def restore(*, backup_id: UUID, at: datetime, actor: Actor, tell: Tell = silent) -> Restore:
    """A backup beside its region, with every check."""
    backup = _backup(backup_id)
    with acts.alone(backup.region, at):
        return restoring.restore(backup=backup, at=at, actor=actor, tell=tell)


def drill(*, schema_name: str, at: datetime, actor: Actor, tell: Tell = silent) -> Restore:
    """Back up, restore beside, prove everything, drop, report."""
    with acts.alone(_known(schema_name), at):
        backup = making.make(schema_name=schema_name, at=at, actor=actor, tell=tell)
        return restoring.restore(backup=backup, at=at, actor=actor, is_drill=True, tell=tell)


def swap(*, restore_id: UUID, at: datetime, tell: Tell = silent) -> Restore:
    """Serve the region from a proved copy."""
    copy = _restore(restore_id)
    with acts.alone(copy.region, at):
        swapping.swap(restore=copy, at=at, tell=tell)
    return copy


def drop(*, restore_id: UUID, at: datetime) -> Restore:
    """Destroy the schema that is not in use."""
    copy = _restore(restore_id)
    with acts.alone(copy.region, at):
        copy.refresh_from_db()
        restoring.drop(restore=copy, at=at)
    return copy


def prune(*, schema_name: str, at: datetime) -> list[str]:
    """Keep 7 daily, 4 weekly and 12 monthly backups; the names of those that went."""
    with acts.alone(_known(schema_name), at):
        made = Backup.objects.filter(region=schema_name, state=Backup.State.MADE).values_list("at", flat=True)
        return acts.prune(schema_name, kept(made))


@transaction.atomic
def give_recipient(*, region_id: UUID, recipient: str, given_by: str, actor: Actor, day: date, at: datetime) -> None:
    """Write down the key a region sent; backups from now on open with it too. An empty one takes it away."""
    check_actor(actor, Action.PROVISION, day)
    region = _region(region_id)
    if not recipient.strip():
        Recipient.objects.filter(region=region.schema_name).delete()
        return
    Recipient.objects.update_or_create(
        region=region.schema_name,
        defaults={
            "recipient": str(keys.parsed(recipient)),
            "given_by": given_by,
            "entered_by_name": actor.name,
            "entered_at": at,
        },
    )


def erase_all(schema_name: str, *, at: datetime) -> list[str]:
    """Destroy every backup, copy and key of a region, and what is written about them; what it was, by name.

    Waits for a backup that is being made.
    """
    with schema_context(get_public_schema_name()), acts.alone(schema_name, at, waits=True):
        destroyed = [
            f"{copy}"
            for copy in Restore.objects.filter(region=schema_name, dropped_at=None).values_list("beside", flat=True)
        ]
        for copy in destroyed:
            erasure.erase(copy)
        if keys.destroy(schema_name):
            destroyed.append(_("kunci cadangan %(name)s") % {"name": schema_name})
        folder = place(schema_name)
        if folder.is_dir():
            destroyed += sorted(path.name for path in folder.iterdir() if path.suffix == ".age")
            shutil.rmtree(folder)
        with transaction.atomic():
            Restore.objects.filter(region=schema_name).delete()
            Backup.objects.filter(region=schema_name).delete()
            Recipient.objects.filter(region=schema_name).delete()
            Job.objects.filter(kind__in=KINDS, arguments__region=schema_name).delete()
    return destroyed


def nightly(*, at: datetime) -> int:
    """Ask for a backup of every region; for the one drilled longest ago a drill, which begins with one. How many."""
    names = regions_backed_up()
    drilled = Restore.objects.filter(is_drill=True, region__in=names).order_by("started_at")
    last = dict(drilled.values_list("region", "started_at"))
    turn = min(names, key=lambda name: (name in last, last.get(name, at)), default="")
    busy = set(
        Job.objects.filter(kind__in=KINDS, state__in=[State.QUEUED, State.RUNNING]).values_list(
            "arguments__region", flat=True
        )
    )
    for name in names:
        if name not in busy:
            kind = "backup_drill" if name == turn else "backup_make"
            _enqueue(kind, name, By(), {"is_nightly": True}, key=f"{kind}:{name}:{at:%Y%m%d}")
    return len(names)


def _enqueue(kind: str, schema_name: str, actor: Actor, more: dict[str, Any], key: str = "") -> Job:
    return jobs.enqueue(
        task=f"tenants.backups.tasks.{kind}",
        kind=kind,
        key=key or f"{kind}:{new_id()}",
        actor=actor,
        queue=QUEUE,
        arguments={"region": schema_name, **more},
        lease=SWAP_LEASE if kind == "backup_swap" else LEASE,
    )


def _region(region_id: UUID) -> Region:
    region = _partners().filter(id=region_id).first()
    if region is None:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    return region


def _known(schema_name: str) -> str:
    if regions.by_name(schema_name).state == Region.State.PREPARING:
        raise ConflictError("region_not_active", _("Daerah %(name)s belum aktif.") % {"name": schema_name})
    return schema_name


def _backup(backup_id: UUID) -> Backup:
    found = Backup.objects.filter(id=backup_id, state=Backup.State.MADE).first()
    if found is None:
        raise NotFoundError("backup_unknown", _("Cadangan ini tidak ada."))
    return found


def _restore(restore_id: UUID) -> Restore:
    found = Restore.objects.filter(id=restore_id).first()
    if found is None:
        raise NotFoundError("restore_unknown", _("Salinan ini tidak ada."))
    return found


def _partners() -> QuerySet[Region]:
    return Region.objects.exclude(schema_name=get_public_schema_name()).exclude(state=Region.State.PREPARING)


def regions_backed_up() -> list[str]:
    """Every region that was ever active, by its schema."""
    return list(_partners().order_by("schema_name").values_list("schema_name", flat=True))
