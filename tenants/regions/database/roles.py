"""Logins of the host and of the regions: created, granted, proved and removed. Run inside as_owner()."""

from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tenants.utils import get_public_schema_name
from psycopg import sql

from shared_apps.audit import triggers

from . import audit_proof, support_roles, tables
from .logins import Login, login_of, role_of, support_prefix, verifier_of

# Every other power is off by default; from PostgreSQL 16 on only a role that has a power may even name it.
GRANTS_LOCK = "merit.fleet.grants"
_ATTRIBUTES = "LOGIN NOINHERIT"
_LOGIN_SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    "TimeZone": "UTC",
}


# By the index on pg_depend and pg_shdepend: GRANT … ON ALL TABLES IN SCHEMA reads the whole pg_class five times,
# which at 552 regions is most of the time a login takes.
_STANDING = """
SELECT 'role', rolname::text FROM pg_roles WHERE rolname = %(role)s
UNION ALL
SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END, c.relname::text
FROM pg_namespace n
CROSS JOIN LATERAL (SELECT * FROM pg_depend WHERE refclassid = 'pg_namespace'::regclass AND refobjid = n.oid
                    AND classid = 'pg_class'::regclass OFFSET 0) d
JOIN pg_class c ON c.oid = d.objid
WHERE n.nspname = %(schema)s AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
UNION
SELECT 'shared', c.relname::text
FROM pg_roles r
CROSS JOIN LATERAL (SELECT * FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = r.oid
                    AND classid = 'pg_class'::regclass
                    AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) OFFSET 0) s
JOIN pg_class c ON c.oid = s.objid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.rolname = %(role)s AND n.nspname = %(public)s AND c.relkind <> 'S'
ORDER BY 1, 2
"""


class _Standing(NamedTuple):
    """What a login and its schema have now."""

    exists: bool
    tables: list[str]
    sequences: list[str]
    shared: list[str]  # tables of public in whose access lists the login stands

    def having(self, names: Iterable[str]) -> list[str]:
        """Those of them the schema has."""
        return [table for table in names if table in self.tables]


def ensure_host() -> None:
    """The host's login: reads and writes public, and nothing else."""
    public = get_public_schema_name()
    login = login_of(public)
    standing = _standing(login, public)
    _send(_login(login, public, standing, path=[public], limit=settings.DATABASE_HOST_CONNECTIONS))
    triggers.attach_triggers(public)


def ensure_region(schema_name: str, *, writable: bool = True) -> None:
    """The region's login: reads and writes its own schema, reads what is published in public. All of it or nothing.

    Not writable: of its own schema it only reads what belongs to the business. Which one a region is, says its row:
    see `tenants.regions.grants.ensure`.
    """
    public = get_public_schema_name()
    login = login_of(schema_name)
    standing = _standing(login, schema_name)
    role = sql.Identifier(login.user)
    limit = settings.DATABASE_REGION_CONNECTIONS
    text = _login(login, schema_name, standing, path=[schema_name, public], limit=limit)
    if not writable:
        text += _sealed(schema_name, standing, role)
    text.append(_text("GRANT USAGE ON SCHEMA {} TO {}", sql.Identifier(public), role))
    text += _on("REVOKE ALL ON {} FROM {}", public, standing.shared, role)
    text += _on("GRANT SELECT ON {} TO {}", public, settings.PUBLISHED_TABLES, role)
    text += _on("GRANT INSERT ON {} TO {}", public, settings.MAILBOX_TABLES, role)
    _send(text)
    triggers.attach_triggers(schema_name)  # tables of a later migration are watched as well


def drop_region_login(schema_name: str) -> None:
    """Remove the login of a region whose schema is already dropped."""
    role = sql.Identifier(role_of(schema_name))
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role_of(schema_name)])
        if not cursor.fetchone():
            return
    public = sql.Identifier(get_public_schema_name())
    _run("ALTER ROLE {} NOLOGIN", role)
    _run("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", public, role)
    _run("REVOKE ALL ON SCHEMA {} FROM {}", public, role)
    _run("REVOKE ALL ON DATABASE {} FROM {}", _database(), role)
    _run("DROP ROLE {}", role)


def broken_promises(region: str | None = None) -> list[tuple[str, str]]:
    """The catalogue proof: every (promise, object) that does not hold; empty when all do.

    With a region's name only that region is proved: its login against everything, every login against its tables.
    """
    public = get_public_schema_name()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")  # index look-ups: see proof.sql
        cursor.execute(
            proof_text(),
            {
                "only": region,
                "host": role_of(public),
                "owner": f"{settings.DATABASE_ROLE_PREFIX}_owner",
                "region": f"{settings.DATABASE_ROLE_PREFIX}_r_",
                "support": support_prefix(),
                "public": public,
                "settings": [f"{name}={value}" for name, value in _LOGIN_SETTINGS.items()],
                "published": list(settings.PUBLISHED_TABLES),
                "read_only": list(settings.READ_ONLY_TABLES),
                "append_only": list(settings.APPEND_ONLY_TABLES),
                "mailbox": list(settings.MAILBOX_TABLES),
                "tables": tables.of_a_region(),
                "kept": tables.kept(),
            },
        )
        found = list(cursor.fetchall())
    living: Callable[[], Sequence[support_roles.SupportLogin]] = import_string(settings.DATABASE_SUPPORT_LOGINS)
    return found + support_roles.broken_promises(living(), region) + audit_proof.broken_promises(region)


def proof_text() -> str:
    """The statement of the proof."""
    return files(__package__).joinpath("proof.sql").read_text()


def _login(login: Login, schema_name: str, standing: _Standing, *, path: list[str], limit: int) -> list[sql.Composed]:
    """Its attributes, its settings and its rights on its own schema."""
    role, schema, database = sql.Identifier(login.user), sql.Identifier(schema_name), _database()
    default = "ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT"
    return [
        _text(
            f"{'ALTER' if standing.exists else 'CREATE'} ROLE {{}} {_ATTRIBUTES} PASSWORD {{}} CONNECTION LIMIT {{}}",
            role,
            sql.Literal(verifier_of(login)),
            sql.Literal(limit),
        ),
        _text("ALTER ROLE {} RESET ALL", role),
        _text("ALTER ROLE {} IN DATABASE {} RESET ALL", role, database),
        _text("ALTER ROLE {} SET search_path = {}", role, sql.SQL(", ").join(map(sql.Identifier, path))),
        *(
            _text("ALTER ROLE {} SET {} = {}", role, sql.Identifier(name), sql.Literal(value))
            for name, value in _LOGIN_SETTINGS.items()
        ),
        _text("GRANT CONNECT ON DATABASE {} TO {}", database, role),
        _text("GRANT USAGE ON SCHEMA {} TO {}", schema, role),
        *_on("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}", schema_name, standing.tables, role),
        *_on("GRANT USAGE ON SEQUENCE {} TO {}", schema_name, standing.sequences, role),
        *_on(
            "REVOKE INSERT, UPDATE, DELETE ON {} FROM {}",
            schema_name,
            standing.having(settings.READ_ONLY_TABLES),
            role,
        ),
        *_on("REVOKE UPDATE, DELETE ON {} FROM {}", schema_name, standing.having(settings.APPEND_ONLY_TABLES), role),
        _text(f"{default} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{}}", schema, role),
        _text(f"{default} USAGE ON SEQUENCES TO {{}}", schema, role),
    ]


def _sealed(schema_name: str, standing: _Standing, role: sql.Identifier) -> list[sql.Composed]:
    """What a region that is only read loses again, for the tables of today and of every later migration."""
    default = "ALTER DEFAULT PRIVILEGES IN SCHEMA {} REVOKE INSERT, UPDATE, DELETE ON TABLES FROM {}"
    business = [table for table in standing.tables if table not in tables.kept()]
    return [
        *_on("REVOKE DELETE, INSERT, UPDATE ON {} FROM {}", schema_name, business, role),
        _text(default, sql.Identifier(schema_name), role),
    ]


def _standing(login: Login, schema_name: str) -> _Standing:
    public = get_public_schema_name()
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"role": login.user, "schema": schema_name, "public": public})
        found = cursor.fetchall()
    of = {kind: [name for this, name in found if this == kind] for kind in ("role", "table", "sequence", "shared")}
    return _Standing(bool(of["role"]), of["table"], of["sequence"], of["shared"])


def _on(statement: str, schema_name: str, names: Iterable[str], role: sql.Identifier) -> list[sql.Composed]:
    """One statement for all of them; none for none."""
    found = [sql.Identifier(schema_name, table) for table in names]
    return [_text(statement, sql.SQL(", ").join(found), role)] if found else []


def _send(statements: list[sql.Composed]) -> None:
    """One round trip, one transaction. One login at a time: the access lists of `public` are shared."""
    lock = sql.SQL("SELECT pg_advisory_xact_lock(hashtext({}))").format(sql.Literal(GRANTS_LOCK))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(";\n").join([lock, *statements]))


def _text(statement: str, *parts: sql.Composable) -> sql.Composed:
    return sql.SQL(statement).format(*parts)


def _database() -> sql.Identifier:
    return sql.Identifier(connection.settings_dict["NAME"])


def _run(statement: str, *parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*parts))
