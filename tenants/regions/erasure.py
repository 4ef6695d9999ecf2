"""Everything of a schema destroyed: login, tables, files, cache entries, waiting messages; and looked for afterwards.

Every part is idempotent and commits by itself: killed anywhere, a second call finishes. Runs in the process that
holds the owner's password. What the host keeps about a region in `public` is forgotten last, so that until then
somebody can see that an erasure is not over.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context
from psycopg import sql

from shared_apps.errors import ConflictError, InvalidError
from shared_apps.jobs.models import Job
from shared_apps.mailbox.models import Message
from tenants.regions import traces
from tenants.regions.database import roles, sessions
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tenants.regions.models import BatchLine, Domain, ProofReport, Region
from tenants.regions.rules import is_schema_name, provisioning_key


@dataclass(frozen=True)
class Erased:
    """What was destroyed, or what would be: rows by table, logins, files, cache entries, waiting messages."""

    schema_name: str
    tables: Mapping[str, int]
    roles: tuple[str, ...]
    files: int
    bytes: int
    cache_keys: int
    messages: int

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(self.tables.values())

    def facts(self) -> dict[str, object]:
        """The same for a job's result or a certificate."""
        return {**vars(self), "tables": dict(self.tables), "roles": list(self.roles)}


def would_erase(schema_name: str) -> Erased:
    """What there is now; to be written down before `erase`, since a second run counts only what is left."""
    _check_name(schema_name)
    with schema_context(get_public_schema_name()), as_owner():
        return _holdings(schema_name)


def erase(schema_name: str) -> Erased:
    """Destroy everything of a schema but the host's rows about it (`forget`); what was destroyed.

    Raises ConflictError where the region is active.
    """
    _check_name(schema_name)
    with schema_context(get_public_schema_name()):
        if Region.objects.filter(schema_name=schema_name, state=Region.State.ACTIVE).exists():
            raise ConflictError("region_active", _("Daerah ini aktif. Tidak ada yang dihapus."))
        with as_owner():
            found = _holdings(schema_name)
            sessions.shut(role_of(schema_name))
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema_name)))
            roles.drop_region_login(schema_name)
        traces.destroy_files(schema_name)
        traces.destroy_queued(schema_name)
        traces.destroy_cache(schema_name)  # last: a request that was under way may still have written
    return found


def forget(schema_name: str, *, even_asked: bool = True) -> dict[str, int]:
    """The host's rows about a region: addresses, provisioning, proofs, what it told, the region itself; how many.

    `even_asked`: also as what it was asked for in a list; who only gave it up may ask once more.
    """
    _check_name(schema_name)
    with schema_context(get_public_schema_name()), transaction.atomic():
        _all, counts = _jobs_of(schema_name).delete()
        found = dict(counts)
        if even_asked:
            _all, counts = BatchLine.objects.filter(schema_name=schema_name).delete()
            found |= counts
        for rows in (
            Message.objects.filter(sender=role_of(schema_name)),
            ProofReport.objects.filter(region=schema_name),
            Domain.objects.filter(tenant__schema_name=schema_name),
            Region.objects.filter(schema_name=schema_name),
        ):
            _all, counts = rows.delete()
            found |= counts
    return found


def remains(schema_name: str) -> list[str]:
    """Whatever can still be found of a schema, in words; empty when nothing can. As any login of the host."""
    _check_name(schema_name)
    with schema_context(get_public_schema_name()):
        found = _in_catalogue(schema_name) + _in_public(schema_name)
    if traces.has_folder(schema_name):
        found.append(_("folder berkas, %(count)s berkas") % {"count": traces.files_of(schema_name).number})
    if keys := traces.cache_keys(schema_name):
        found.append(_("tembolok, %(count)s entri") % {"count": len(keys)})
    if waiting := traces.queued(schema_name):
        found.append(_("antrean, %(count)s pesan") % {"count": waiting})
    return found


def _check_name(schema_name: str) -> None:
    """Neither the host's schema nor one of PostgreSQL's, nor the base, can ever be named here."""
    if not is_schema_name(schema_name):
        raise InvalidError("schema_name_invalid", _("Bukan nama singkat daerah. Tidak ada yang dihapus."))


def _holdings(schema_name: str) -> Erased:
    files = traces.files_of(schema_name)
    return Erased(
        schema_name=schema_name,
        tables=_rows_by_table(schema_name),
        roles=tuple(_logins(schema_name)),
        files=files.number,
        bytes=files.size,
        cache_keys=len(traces.cache_keys(schema_name)),
        messages=traces.queued(schema_name),
    )


def _rows_by_table(schema_name: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema_name])
        tables = [table for (table,) in cursor.fetchall()]
        counts = [
            sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(table), sql.Identifier(schema_name, table))
            for table in tables
        ]
        if not counts:
            return {}
        cursor.execute(sql.SQL(" UNION ALL ").join(counts))
        return {table: int(rows) for table, rows in sorted(cursor.fetchall())}


def _logins(schema_name: str) -> list[str]:
    """The region's own login and any other whose search path begins with the schema (a support grant's)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname::text FROM pg_roles WHERE rolname = %(role)s"
            " UNION SELECT r.rolname::text FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole"
            " WHERE EXISTS (SELECT FROM unnest(s.setconfig) c WHERE c = ANY (%(paths)s)) ORDER BY 1",
            {
                "role": role_of(schema_name),
                "paths": [f"search_path={quote}{schema_name}{quote}, public" for quote in ("", '"')],
            },
        )
        return [role for (role,) in cursor.fetchall()]


def _in_catalogue(schema_name: str) -> list[str]:
    found = [_("login %(name)s") % {"name": role} for role in _logins(schema_name)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema_name])
        if cursor.fetchone():
            found.insert(0, _("skema %(name)s") % {"name": schema_name})
        cursor.execute(
            "SELECT count(*) FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace,"
            " aclexplode(d.defaclacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee"
            " WHERE n.nspname = %s OR r.rolname = %s",
            [schema_name, role_of(schema_name)],
        )
        (privileges,) = cursor.fetchone()
    if privileges:
        found.append(_("hak bawaan, %(count)s baris") % {"count": privileges})
    return found


def _jobs_of(schema_name: str) -> QuerySet[Job]:
    """Its provisioning, and what was asked for in its life; of leaving, the certificate and its job stay."""
    lived = Q(kind__in=["life", "life_record"], arguments__region=schema_name)
    return Job.objects.filter(Q(key=provisioning_key(schema_name)) | lived)


def _in_public(schema_name: str) -> list[str]:
    rows = {
        _("baris daerah"): Region.objects.filter(schema_name=schema_name),
        _("alamat"): Domain.objects.filter(tenant__schema_name=schema_name),
        _("tugas penyiapan"): _jobs_of(schema_name),
        _("laporan bukti"): ProofReport.objects.filter(region=schema_name),
        _("pesan kepada tuan rumah"): Message.objects.filter(sender=role_of(schema_name)),
    }
    return [f"{name}, {count}" for name, each in rows.items() if (count := each.count())]
