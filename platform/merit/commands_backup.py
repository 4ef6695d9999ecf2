"""`merit backup`: made, listed, restored, swapped in, dropped, drilled, pruned. Holds owner's password and keys."""

import argparse
import getpass
import json
from collections.abc import Callable
from uuid import UUID

from django.utils import timezone
from django_tenants.utils import get_public_schema_name, schema_context

from merit.reporting import Operator, told
from shared_apps.audit.acting import acting
from shared_apps.errors import NotFoundError
from shared_apps.rows import new_id
from tenants.backups import services
from tenants.backups.models import Backup, Restore

Facts = dict[str, object]


def make(argv: list[str]) -> int:
    """Encrypt what the region holds at this moment."""
    options = _parsed("make", make, argv, "region")
    return _act(
        options,
        lambda who: [_backup(services.make(schema_name=options.region, at=timezone.now(), actor=who, tell=told))],
    )


def show(argv: list[str]) -> int:
    """Backups of one region, the newest first, and the copies beside it."""
    options = _parsed("list", show, argv, "region")
    with schema_context(get_public_schema_name()):
        rows = [_backup(each) for each in Backup.objects.filter(region=options.region).order_by("-at")]
        rows += [_copy(each) for each in Restore.objects.filter(region=options.region, dropped_at=None)]
    return _tell(rows, options)


def restore(argv: list[str]) -> int:
    """Bring a backup to life beside its region and prove it; without --backup the newest."""
    options = _parsed("restore", restore, argv, "region", "--backup")

    def act(who: Operator) -> list[Facts]:
        backup_id = options.backup or _newest(options.region)
        return [_copy(services.restore(backup_id=UUID(str(backup_id)), at=timezone.now(), actor=who, tell=told))]

    return _act(options, act)


def swap(argv: list[str]) -> int:
    """Serve the region from the proved copy; the former one is kept aside."""
    options = _parsed("swap", swap, argv, "region")
    at = timezone.now()
    return _act(options, lambda _who: [_copy(services.swap(restore_id=_beside(options.region), at=at, tell=told))])


def drop(argv: list[str]) -> int:
    """Destroy what stands beside the region: copies, and the former one after a swap."""
    options = _parsed("drop", drop, argv, "region")

    def act(_who: Operator) -> list[Facts]:
        copies = Restore.objects.filter(region=options.region, dropped_at=None).values_list("id", flat=True)
        return [_copy(services.drop(restore_id=each, at=timezone.now())) for each in list(copies)]

    return _act(options, act)


def drill(argv: list[str]) -> int:
    """Back up, restore beside, prove rows, structure, files, isolation, sign-in and write, drop; 1 if one fails."""
    options = _parsed("drill", drill, argv, "*region", "--all")
    names = services.regions_backed_up() if options.all else options.region
    return _act(
        options,
        lambda who: [
            _copy(services.drill(schema_name=name, at=timezone.now(), actor=who, tell=told)) for name in names
        ],
    )


def prune(argv: list[str]) -> int:
    """Keep 7 daily, 4 weekly and 12 monthly backups of every region, or of those named."""
    options = _parsed("prune", prune, argv, "*region")
    at = timezone.now()

    def act(_who: Operator) -> list[Facts]:
        names = options.region or services.regions_backed_up()
        return [{"region": name, "removed": services.prune(schema_name=name, at=at)} for name in names]

    return _act(options, act)


def _parsed(name: str, command: Callable[[list[str]], int], argv: list[str], *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"merit backup {name}", description=command.__doc__)
    for word in words:
        if word == "--all":
            parser.add_argument(word, action="store_true")
        elif word.startswith("*"):
            parser.add_argument(word[1:], nargs="*", help="schema name")
        else:
            parser.add_argument(word)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def _act(options: argparse.Namespace, act: Callable[[Operator], list[Facts]]) -> int:
    who = Operator(getpass.getuser())
    with schema_context(get_public_schema_name()), acting(request_id=new_id(), who=lambda: (None, who.name)):
        return _tell(act(who), options)


def _tell(rows: list[Facts], options: argparse.Namespace) -> int:
    if options.json:
        print(json.dumps(rows, default=str))
    for row in rows if not options.json else []:
        checks = row.pop("checks", [])
        print("  ".join(f"{value}" for value in row.values() if value not in ("", None, [])))
        for each in checks:  # type: ignore[attr-defined]  # of a copy
            print(
                f"  {'ok ' if each['holds'] else 'NOT'} {each['check']:10} {each['told']} ({each['milliseconds']} ms)"
            )
    return 1 if any(row.get("holds") is False for row in rows) else 0


def _newest(region: str) -> UUID:
    backup = Backup.objects.filter(region=region, state=Backup.State.MADE).order_by("-at").first()
    if backup is None:
        raise NotFoundError("backup_unknown", f"{region} has no backup.")
    return backup.id


def _beside(region: str) -> UUID:
    copy = Restore.objects.filter(region=region, dropped_at=None, is_drill=False).order_by("-started_at").first()
    if copy is None:
        raise NotFoundError("restore_unknown", f"Nothing stands beside {region}.")
    return copy.id


def _backup(row: Backup) -> Facts:
    names = ("region", "at", "state", "size", "tables", "rows", "files", "recipients", "verified_at", "milliseconds")
    return {"id": row.id, "file": row.file, "sha256": row.sha256, **{name: getattr(row, name) for name in names}}


def _copy(row: Restore) -> Facts:
    names = (
        "region",
        "beside",
        "state",
        "backup_at",
        "started_at",
        "finished_at",
        "swapped_at",
        "dropped_at",
        "checks",
    )
    return {"id": row.id, "holds": row.holds, **{name: getattr(row, name) for name in names}}
