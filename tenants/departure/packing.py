"""The exit pack of one region, written under the region's own login out of one snapshot of its schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation

from shared_apps.errors import NotFoundError
from shared_apps.files import queries as stored
from shared_apps.files.models import StoredFile
from tenant_apps.organisation import queries as organisation
from tenants.departure import archive, opened, reports, rules, tables
from tenants.regions.fleet import catalogue


@dataclass(frozen=True)
class Packed:
    """What was written."""

    sha256: str
    bytes: int
    tables: int
    rows: int
    files: int
    fingerprint: str


def write(path: Path, schema_name: str, *, at: datetime) -> Packed:
    """Write the whole pack; inside the region, with no transaction open. A file that was there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    writer = archive.Writer(unfinished, at=at)
    unfinished.chmod(0o600)
    with translation.override("id"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        lines = catalogue.lines(schema_name)
        cursor.execute("SELECT set_config('search_path', %s, true)", [f"{schema_name}, public"])
        tables.steady(cursor)
        facts = _facts(schema_name, at) | {"catalogue": catalogue.fingerprint(lines)}
        found = tables.of_schema(cursor, schema_name)
        facts["tables"] = {table.name: _table(writer, cursor, schema_name, table) for table in found}
        facts["fingerprint"] = fingerprint({name: fact["sha256"] for name, fact in facts["tables"].items()})
        writer.add(opened.NIKS, opened.niks_of_region())
        schema = {"migrations": _migrations(cursor), "tables": tables.described(found)}
        writer.add("schema.json", [archive.as_json(schema)])
        facts["files"] = _files(writer)
        facts["left_out"] = {
            "tables": tables.stays(cursor, schema_name),
            "columns": {table.name: rules.SECRET_COLUMNS[table.name] for table in found if table.stays},
        }
        for name, content in reports.of_region(timezone.localdate(at)):
            writer.add(name, [content])
        _words(writer, cursor, schema_name)
        writer.finish(facts)
    unfinished.replace(path)
    return Packed(
        sha256=archive.digest_of(path),
        bytes=path.stat().st_size,
        tables=len(found),
        rows=sum(fact["rows"] for fact in facts["tables"].values()),
        files=len(facts["files"]["there"]),
        fingerprint=facts["fingerprint"],
    )


def fingerprints(schema_name: str) -> dict[str, str]:
    """The fingerprint of every table of a schema as it is now: the checksum of its CSV."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables.steady(cursor)
        found = tables.of_schema(cursor, schema_name)
        return {table.name: digest(tables.csv(cursor, schema_name, table)) for table in found}


def fingerprint(of_tables: dict[str, str]) -> str:
    """One name for all rows."""
    return sha256("\n".join(f"{name} {digest}" for name, digest in sorted(of_tables.items())).encode()).hexdigest()


def _facts(schema_name: str, at: datetime) -> dict[str, Any]:
    government = organisation.government()
    return {
        "format": rules.FORMAT,
        "made_at": at.isoformat(),
        "made_by": f"merit-bersama {version('merit-bersama')}",
        "region": {
            "name": government.name,
            "code": government.region_code,
            "level": government.level,
            "schema": schema_name,
            "personnel_agency": government.personnel_agency,
            "accent": government.accent,
            "time_zone": government.time_zone,
            "agreement_number": government.agreement_number,
        },
    }


def _table(writer: archive.Writer, cursor: Any, schema_name: str, table: tables.Table) -> dict[str, Any]:
    path = f"{table.path}.csv"
    digest = writer.add(path, tables.csv(cursor, schema_name, table))
    writer.add(f"{table.path}.jsonl", tables.json_lines(cursor, schema_name, table))
    return {"path": path, "rows": tables.count(cursor, schema_name, table.name), "sha256": digest}


def _migrations(cursor: Any) -> list[str]:
    cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY app, name")
    return [name for (name,) in cursor.fetchall()]


def _files(writer: archive.Writer) -> dict[str, Any]:
    """Every stored file, opened, whose content is what its row says; the others are named."""
    there, missing = [], []
    for row in StoredFile.objects.order_by("id"):
        try:
            with stored.opened(row) as file:
                content = file.read()
        except NotFoundError:
            missing.append(str(row.id))
            continue
        if sha256(content).hexdigest() != row.sha256:
            missing.append(str(row.id))
            continue
        writer.add(f"files/{row.id}", [content])
        there.append(str(row.id))
    return {"there": there, "missing": missing}


def _words(writer: archive.Writer, cursor: Any, schema_name: str) -> None:
    texts = files("tenants.departure") / "texts"
    cursor.execute("SELECT number, head FROM audit_seal ORDER BY number DESC LIMIT 1")
    last = cursor.fetchone()
    heads = {"region": schema_name, "number": last[0], "head": last[1]} if last else {"region": schema_name}
    writer.add("README.txt", [(texts / "README.txt").read_bytes()])
    writer.add("audit/VERIFY.txt", [(texts / "VERIFY.txt").read_bytes()])
    writer.add("audit/heads.json", [archive.as_json(heads)])
    writer.add("audit/seal.sql", [(files("shared_apps.audit") / "seal.sql").read_bytes()])


def digest(pieces: Iterator[bytes]) -> str:
    """The checksum of what comes in pieces."""
    found = sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def place_of(schema_name: str, name: str) -> Path:
    """Where a region's pack lies: in the region's own folder, which dies with it."""
    folder: Path = settings.FILES_FOLDER
    return folder / schema_name / "exit" / name
