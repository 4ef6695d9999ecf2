"""An archive opened into a schema of its own, in one transaction, and its files into a folder of their own."""

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError
from shared_apps.ui.formats import whole
from tenants.backups import archive, content, keys
from tenants.backups.making import Manifest, Tell, files_of, place
from tenants.backups.models import Backup, Restore
from tenants.backups.rules import CHECKS, FORMAT
from tenants.regions.fleet import versions
from tenants.regions.models import Region


@dataclass
class Act:
    """One restore: what the archive says, and what was found after it was written."""

    backup: Backup
    restore: Restore
    region: Region
    tell: Tell
    head: dict[str, Any] = field(default_factory=dict)
    manifest: Manifest = field(default_factory=Manifest)
    found: dict[str, content.Facts] = field(default_factory=dict)
    standing: dict[str, int | None] = field(default_factory=dict)


def unpack(act: Act) -> str:
    """Decrypt, and write tables and files into their new places; one transaction."""
    path = place(act.backup.region) / act.backup.file
    if not path.is_file() or archive.digest_of(path) != act.backup.sha256:
        raise archive.damaged()
    beside = act.restore.beside
    parts = archive.read(path, keys.identity_of(act.backup.region))
    with content.owners(beside) as opened:
        opened.execute(f'CREATE SCHEMA "{beside}"'.encode())  # a name of our own making
        for part in parts:
            _put(act, opened, PurePosixPath(part.name), part.content)
        if not act.manifest.catalogue:
            raise archive.damaged()
        content.set_sequences(opened, act.manifest.sequences)
        for statement in act.head["after"]:
            opened.execute(content.named(statement, beside).encode())
    with content.owners(beside, is_snapshot=True) as opened:
        act.found = {table.name: content.facts(opened, table) for table in content.tables(opened, beside)}
        act.standing = content.sequences(opened, beside)
    return _("%(size)s bait dibuka dengan kunci daerah") % {"size": whole(act.backup.size)}


def _put(act: Act, opened: content.Connection, name: PurePosixPath, part: bytes) -> None:
    if name.name == "head.json":
        act.head = json.loads(part)
        _check_head(act)
        for statement in act.head["before"]:
            opened.execute(content.named(statement, act.restore.beside).encode())
    elif name.name == "manifest.json":
        act.manifest = Manifest(**json.loads(part))
    elif name.parts[0] == "tables":
        content.put_rows(opened, name.parts[1], act.head["tables"][name.parts[1]], part)
        act.tell(0, len(CHECKS), name.parts[1])
    else:
        inside = PurePosixPath(*name.parts[1:-1])
        if inside.is_absolute() or ".." in inside.parts:
            raise archive.damaged()
        target = files_of(act.restore.beside) / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("ab") as file:
            file.write(part)


def _check_head(act: Act) -> None:
    """Of this region, in a form and with migrations this code knows."""
    if act.head["format"] != FORMAT or act.head["backup"] != str(act.backup.id):
        raise archive.damaged()
    applied = {tuple(name) for name in act.head["migrations"]}
    of_regions = {name for name in applied if name[0] in versions.region_labels()}
    if of_regions - versions.on_disk():
        raise ConflictError(
            "backup_newer",
            _("Cadangan ini dibuat dengan versi aplikasi yang lebih baru. Perbarui aplikasi, lalu pulihkan lagi."),
        )
