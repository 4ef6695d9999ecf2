"""Making a backup: one moment of a region's tables and files, encrypted on the way to the disk."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.accounts.access import Actor
from tenants.backups import archive, content, keys
from tenants.backups.archive import Part
from tenants.backups.models import Backup
from tenants.backups.rules import CHUNK, FORMAT
from tenants.regions import queries as regions
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import catalogue, versions
from tenants.regions.models import Region

Tell = Callable[[int, int, str], None]


def silent(_done: int, _total: int, _note: str) -> None:
    """For who does not want to hear how far it is."""


@dataclass
class Manifest:
    """What is in the archive, to be compared with what comes out of it. Table names and numbers, no person."""

    rows: dict[str, int] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    sequences: dict[str, int | None] = field(default_factory=dict)
    catalogue: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # SHA-256 by name
    missing: list[str] = field(default_factory=list)  # rows of files without content

    @property
    def structure(self) -> str:
        """The catalogue as one short name."""
        return catalogue.fingerprint(frozenset(self.catalogue))


def make(*, schema_name: str, at: datetime, actor: Actor, is_nightly: bool = False, tell: Tell = silent) -> Backup:
    """Write an archive of the region as it stands now. Raises whatever hinders it; then there is none."""
    begun = time.monotonic()
    with schema_context(get_public_schema_name()):
        region = regions.by_name(schema_name)
        backup = Backup.objects.create(region=schema_name, at=at, made_by_name=actor.name, is_nightly=is_nightly)
        with ExitStack() as undo:
            undo.callback(Backup.objects.filter(id=backup.id).update, state=Backup.State.FAILED)
            recipients = keys.recipients_for(schema_name)
            with as_owner():
                lines = sorted(catalogue.lines(schema_name))
            manifest = Manifest(catalogue=lines)
            with content.owners(schema_name, is_snapshot=True) as opened:
                head = _head(opened, region, backup)
                path = place(schema_name) / f"{at:%Y%m%d-%H%M%S}-{backup.id.hex[-8:]}.age"
                parts = _parts(opened, schema_name, head, manifest, tell)
                written = archive.write(parts, path, recipients)
            undo.pop_all()
        backup.state, backup.file = Backup.State.MADE, path.name
        backup.size, backup.sha256, backup.recipients = written.size, written.sha256, len(recipients)
        backup.version, backup.catalogue = head["version"], manifest.structure
        backup.tables, backup.rows, backup.files = (
            len(manifest.rows),
            sum(manifest.rows.values()),
            len(manifest.files),
        )
        backup.milliseconds = round((time.monotonic() - begun) * 1000)
        backup.save()
    return backup


def place(schema_name: str) -> Path:
    """The folder of a region's backups."""
    folder: Path = settings.BACKUPS_FOLDER
    return folder / schema_name


def files_of(schema_name: str) -> Path:
    """The folder of a schema's files."""
    folder: Path = settings.FILES_FOLDER
    return folder / schema_name


def _head(opened: content.Connection, region: Region, backup: Backup) -> dict[str, Any]:
    """What has to be known before the first row comes."""
    applied = content.migrations(opened)
    before, after = content.structure(opened, region.schema_name)
    return {
        "format": FORMAT,
        "backup": str(backup.id),
        "at": timezone.localtime(backup.at).isoformat(),
        "by": backup.made_by_name,
        "product": version("merit-bersama"),
        "version": versions.version_of(applied),
        "migrations": [list(name) for name in applied],
        "server": opened.info.server_version,
        "region": {
            name: str(getattr(region, name))
            for name in ("schema_name", "name", "code", "state", "time_zone", "accent", "personnel_agency")
        }
        | {"agreement": region.agreement.number if region.agreement else ""},
        "domains": list(region.domains.order_by("-is_primary", "domain").values_list("domain", flat=True)),
        "tables": {table.name: list(table.columns) for table in content.tables(opened, region.schema_name)},
        "before": before,
        "after": after,
    }


def _parts(
    opened: content.Connection, schema_name: str, head: dict[str, Any], manifest: Manifest, tell: Tell
) -> Iterator[Part]:
    """Everything in its order: how to begin, rows, files, and last what it must have been."""
    yield Part("head.json", _json(head))
    found = content.tables(opened, schema_name)
    manifest.sequences = content.sequences(opened, schema_name)
    for number, table in enumerate(found, start=1):
        tell(number, len(found), table.name)
        facts = content.facts(opened, table)
        manifest.rows[table.name], manifest.fingerprints[table.name] = facts
        for turn, rows in enumerate(content.rows(opened, table)):
            yield Part(f"tables/{table.name}/{turn:06}.copy", rows)
    stored = {str(key) for (key,) in opened.execute("SELECT id FROM files_storedfile").fetchall()}
    yield from _files(schema_name, manifest)
    manifest.missing = sorted(stored - manifest.files.keys())
    yield Part("manifest.json", _json(vars(manifest)))


def _files(schema_name: str, manifest: Manifest) -> Iterator[Part]:
    """What lies in the region's folder after the moment of the rows; files are stored once and never changed."""
    folder = files_of(schema_name)
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        digest, turn = sha256(), 0
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue  # removed meanwhile; told as missing where a row has it
        with file:
            while (part := file.read(CHUNK)) or not turn:
                digest.update(part)
                yield Part(f"files/{name}/{turn:06}", part)
                turn += 1
        manifest.files[name] = digest.hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
