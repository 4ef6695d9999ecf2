"""A pack becomes a region again: verified first, created through the base schema, loaded in one transaction.

Runs in the process that holds the owner's password. What fails leaves nothing behind.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context
from psycopg import sql

from shared_apps.accounts import services as accounts
from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, InvalidError
from tenant_apps.organisation import services as organisation
from tenants.departure import archive, opened, packing, tables
from tenants.partnerships.models import Agreement
from tenants.regions import erasure, provisioning, queries
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema, versions
from tenants.regions.models import Domain, Region
from tenants.regions.rules import is_domain, is_schema_name

# What stays out of a pack, may not be empty and has no default of its own: nothing that opens anything.
_INSTEAD = {
    ("accounts_user", "password"): "'!'",  # Django's mark of a password that fits nothing
    ("accounts_invitation", "token_sha256"): "sha256(convert_to(gen_random_uuid()::text, 'UTF8'))",
    ("accounts_activationletter", "code_hmac"): "sha256(convert_to(gen_random_uuid()::text, 'UTF8'))",
    ("people_employeenik", "sealed"): "''",  # filled from what the pack holds open
    ("people_employeenik", "blind_index"): "gen_random_uuid()::text",
}


@dataclass(frozen=True)
class Imported:
    """What came of it."""

    region: Region
    fingerprint: str
    tables: int
    rows: int
    files: int


def import_pack(
    *,
    path: Path,
    schema_name: str,
    domain: str,
    administrator_name: str,
    administrator_email: str,
    actor: Actor,
    at: datetime,
    day: date,
    agreement: Agreement | None = None,
    code: str | None = None,
    trusted: bytes | None = None,
) -> Imported:
    """Make a region of a pack.

    `code` where the government of the pack is here already and the copy stands beside it; `trusted` is the public key
    whose signature counts, without it the one in the pack. Raises InvalidError or ConflictError, nothing created.
    """
    pack = archive.Reader(path, trusted=trusted)
    if not (is_schema_name(schema_name) and is_domain(domain)):
        raise InvalidError("names_invalid", _("Nama singkat atau alamat tidak sah. Tidak ada yang dibuat."))
    _check_version(pack)
    said = pack.manifest["region"]
    with _whole_or_nothing(schema_name, domain, code or said["code"]):
        region = _record(said, schema_name, domain, code or said["code"], agreement)
        provisioning.create_schema(region, {})
        slow = provisioning.migrate(region, {})
        if slow:
            raise ConflictError("pack_other_tables", _("Skema tidak sama: %(why)s") % {"why": slow})
        rows = _load(pack, schema_name)
        provisioning.create_login(region, {})
        opened.seal_files(schema_name, pack)
        provisioning.prove(region, {})
        inviter = provisioning.Provisioner(actor.name)
        with tenant_context(queries.by_name(schema_name)):
            if agreement is not None:
                _rename(region, agreement)
            accounts.ensure_invited(
                email=administrator_email, name=administrator_name, role="personnel_admin", actor=inviter, day=day
            )
        Region.objects.filter(id=region.id).update(state=Region.State.ACTIVE, state_since=at)
    return Imported(
        region=queries.by_name(schema_name),
        fingerprint=pack.manifest["fingerprint"],
        tables=len(pack.manifest["tables"]),
        rows=rows,
        files=len(pack.manifest["files"]["there"]),
    )


def _check_version(pack: archive.Reader) -> None:
    """The tables of the pack must be those of this code; what is newer or older is said."""
    labels = versions.region_labels()
    packed = {name for name in archive.loads(pack.read("schema.json"))["migrations"] if name.split(".")[0] in labels}
    here = {f"{app}.{name}" for app, name in versions.on_disk() if app in labels}
    if packed != here:
        raise ConflictError(
            "pack_other_version",
            _(
                "Paket ini dibuat dengan versi lain (berbeda: %(difference)s). Pasang versi %(made_by)s, impor di"
                " sana, lalu perbarui. Tidak ada yang dibuat."
            )
            % {"difference": ", ".join(sorted(packed ^ here)[:4]), "made_by": pack.manifest["made_by"]},
        )
    with as_owner():
        mark, _text = base_schema.ensure()
    if mark.fingerprint != pack.manifest["catalogue"]:
        raise ConflictError(
            "pack_other_tables", _("Tabel paket ini tidak sama dengan tabel versi ini. Tidak ada yang dibuat.")
        )


@contextmanager
def _whole_or_nothing(schema_name: str, domain: str, code: str) -> Iterator[None]:
    """Names are free before, and free again where it fails."""
    taken = (
        Region.objects.filter(schema_name=schema_name).exists()
        or Region.objects.filter(code=code).exists()
        or Domain.objects.filter(domain=domain).exists()
        or _exists(schema_name)
    )
    if taken:
        raise ConflictError(
            "region_taken",
            _("Nama, alamat, atau daerah ini sudah ada. Tidak ada yang dibuat."),
            details={"code": code},
        )
    with ExitStack() as undo:
        undo.callback(erasure.forget, schema_name)
        undo.callback(erasure.erase, schema_name)
        undo.callback(connection.set_schema_to_public)  # type: ignore[attr-defined]  # django-tenants' wrapper
        yield
        undo.pop_all()


def _exists(schema_name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [schema_name])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def _record(said: Mapping[str, Any], schema_name: str, domain: str, code: str, agreement: Agreement | None) -> Region:
    region = Region.objects.create(
        schema_name=schema_name,
        name=agreement.region_name if agreement else said["name"],
        code=code,
        agreement=agreement,
        time_zone=said["time_zone"],
        accent=said["accent"],
        personnel_agency=said["personnel_agency"],
    )
    Domain.objects.create(domain=domain, tenant=region, is_primary=True)
    return region


def _load(pack: archive.Reader, schema_name: str) -> int:
    """Every table in one transaction: foreign keys are looked at when it ends, no row is written down as a change."""
    wanted = {name: fact["sha256"] for name, fact in pack.manifest["tables"].items()}
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        tables.steady(cursor)
        found = {table.name: table for table in tables.of_schema(cursor, schema_name)}
        if set(found) != set(wanted):
            raise ConflictError("pack_other_tables", _("Tabel paket ini tidak sama dengan tabel versi ini."))
        for table in found.values():
            _open(cursor, schema_name, table)
        for table in found.values():
            _copy(cursor, schema_name, table, pack.pieces(pack.manifest["tables"][table.name]["path"]))
        opened.seal_again(cursor, schema_name, pack)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every key is looked at now
        for table in found.values():
            _close(cursor, schema_name, table)
        there = {name: packing.digest(tables.csv(cursor, schema_name, table)) for name, table in found.items()}
        unequal = sorted(name for name in wanted if wanted[name] != there[name])
        if unequal or packing.fingerprint(there) != pack.manifest["fingerprint"]:
            raise ConflictError("pack_unequal", _("Sidik tidak sama: %(tables)s.") % {"tables": ", ".join(unequal)})
        return sum(tables.count(cursor, schema_name, name) for name in found)


def _open(cursor: Any, schema_name: str, table: tables.Table) -> None:
    """No row is written down as a change; what is not in the pack gets a value. Both end with the transaction."""
    name = sql.Identifier(schema_name, table.name)
    if tables.count(cursor, schema_name, table.name):
        raise ConflictError("pack_not_empty", _("Tabel %(name)s tidak kosong.") % {"name": table.name})
    _run(cursor, "ALTER TABLE {} DISABLE TRIGGER USER", name)
    for column in table.stays:  # COPY has no way to name it
        if default := _INSTEAD.get((table.name, column)):
            _run(
                cursor, "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}", name, sql.Identifier(column), sql.SQL(default)
            )


def _copy(cursor: Any, schema_name: str, table: tables.Table, pieces: Iterator[bytes]) -> None:
    copy = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER MATCH, ENCODING 'UTF8')")
    with cursor.copy(copy.format(sql.Identifier(schema_name, table.name), table.names())) as rows:
        for piece in pieces:
            rows.write(piece)


def _close(cursor: Any, schema_name: str, table: tables.Table) -> None:
    name = sql.Identifier(schema_name, table.name)
    _run(cursor, "ALTER TABLE {} ENABLE TRIGGER USER", name)
    for column in table.stays:
        if (table.name, column) in _INSTEAD:
            _run(cursor, "ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", name, sql.Identifier(column))
    for each in table.columns:
        if each.is_identity:
            sequence = sql.Literal(f'"{schema_name}"."{table.name}"')
            counted = sql.Identifier(each.name)
            top = "SELECT setval(pg_get_serial_sequence({}, {}), max({}), true) FROM {} HAVING count(*) > 0"
            _run(cursor, top, sequence, sql.Literal(each.name), counted, name)


def _run(cursor: Any, statement: str, *parts: sql.Composable) -> None:
    cursor.execute(sql.SQL(statement).format(*parts))


def _rename(region: Region, agreement: Agreement) -> None:
    """The new agreement's terms, as in provisioning."""
    organisation.configure_government(
        name=region.name,
        level=agreement.level,
        region_code=agreement.region_code,
        personnel_agency=region.personnel_agency,
        accent=region.accent,
        time_zone=region.time_zone,
        employee_quota=agreement.employee_quota,
        agreement_number=agreement.number,
    )
