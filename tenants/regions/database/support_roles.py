"""Logins of support grants: made, proved, and ended with their connections. Run inside as_owner().

Such a login reads the named tables of one region and nothing else, and PostgreSQL itself refuses it after the grant's
end. What it has open is bounded without any application too: a request's connection is closed with the request, an
idle one by the server, a long statement or transaction likewise.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django_tenants.utils import get_public_schema_name
from psycopg import sql

from .logins import support_login_of, support_prefix, verifier_of

CONNECTIONS = 4
_SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "10s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "idle_session_timeout": "60s",
    "TimeZone": "UTC",
}
_SINCE_17 = {"transaction_timeout": "60s"}
_ENDING_SECONDS = 5


@dataclass(frozen=True)
class SupportLogin:
    """What the login of a living grant may read, and until when."""

    grant_id: UUID
    schema_name: str
    expires_at: datetime
    tables: Sequence[str]
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of tables that hold a secret

    @property
    def role(self) -> str:
        """Its name."""
        return support_login_of(self.grant_id).user


def ensure_support(login: SupportLogin) -> None:
    """Make the login, or bring it to exactly what the grant says; whole or not at all."""
    role, schema = sql.Identifier(login.role), sql.Identifier(login.schema_name)
    public = sql.Identifier(get_public_schema_name())
    with transaction.atomic():
        verb = "ALTER" if login.role in standing() else "CREATE"
        _run(
            f"{verb} ROLE {{}} LOGIN NOINHERIT PASSWORD {{}} CONNECTION LIMIT {{}} VALID UNTIL {{}}",
            role,
            sql.Literal(verifier_of(support_login_of(login.grant_id))),
            sql.Literal(CONNECTIONS),
            sql.Literal(login.expires_at.isoformat()),
        )
        _run("ALTER ROLE {} RESET ALL", role)
        _run("ALTER ROLE {} SET search_path = {}, {}", role, schema, public)
        for name, value in _settings().items():
            _run("ALTER ROLE {} SET {} = {}", role, sql.Identifier(name), sql.Literal(value))
        _run("GRANT CONNECT ON DATABASE {} TO {}", _database(), role)
        for each in (schema, public):
            _run("GRANT USAGE ON SCHEMA {} TO {}", each, role)
            _run("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", each, role)
        for table in settings.PUBLISHED_TABLES:
            _run("GRANT SELECT ON {} TO {}", sql.Identifier(get_public_schema_name(), table), role)
        for table in login.tables:
            _run("GRANT SELECT ON {} TO {}", sql.Identifier(login.schema_name, table), role)
        for table, columns in login.columns.items():
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            _run("GRANT SELECT ({}) ON {} TO {}", names, sql.Identifier(login.schema_name, table), role)


def drop_support(role: str) -> int:
    """End what it has open and remove it, whatever it was granted in this database; how many connections ended."""
    name = sql.Identifier(role)
    if role not in standing():
        return 0
    _run("ALTER ROLE {} NOLOGIN", name)  # committed first: nobody comes in behind the one who is sent away
    ended = _end_connections(name)
    with transaction.atomic():
        for schema in _schemas_of(role):
            _run("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", sql.Identifier(schema), name)
            _run("REVOKE ALL ON SCHEMA {} FROM {}", sql.Identifier(schema), name)
        _run("REVOKE ALL ON DATABASE {} FROM {}", _database(), name)
        _run("DROP ROLE {}", name)
    return ended


def standing() -> set[str]:
    """Every support login there is; any login may ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname::text FROM pg_roles WHERE starts_with(rolname::text, %s)", [support_prefix()])
        return {role for (role,) in cursor.fetchall()}


def broken_promises(living: Sequence[SupportLogin], region: str | None = None) -> list[tuple[str, str]]:
    """Every (promise, object) about support logins that does not hold; with a region's name only of that region."""
    public = get_public_schema_name()
    expected = [
        {
            "role": login.role,
            "schema": login.schema_name,
            "until": login.expires_at.isoformat(),
            "granted": [f"table {login.schema_name}.{table} SELECT" for table in login.tables]
            + [f"table {public}.{table} SELECT" for table in settings.PUBLISHED_TABLES]
            + [
                f"column {login.schema_name}.{table}.{column} SELECT"
                for table, columns in login.columns.items()
                for column in columns
            ]
            + [f"schema {login.schema_name} USAGE", f"schema {public} USAGE", "database CONNECT"],
        }
        for login in living
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            proof_text(),
            {
                "only": region,
                "prefix": support_prefix(),
                "owner": f"{settings.DATABASE_ROLE_PREFIX}_owner",
                "public": public,
                "living": json.dumps(expected),
                "settings": [f"{name}={value}" for name, value in _settings().items()],
                "connections": CONNECTIONS,
            },
        )
        return list(cursor.fetchall())


def proof_text() -> str:
    """The statement of the proof about support logins."""
    return files(__package__).joinpath("support_proof.sql").read_text()


def _settings() -> dict[str, str]:
    with connection.cursor() as cursor:
        is_17 = cursor.connection.info.server_version >= 170_000
    return _SETTINGS | (_SINCE_17 if is_17 else {})


def _end_connections(name: sql.Identifier) -> int:
    """A role may end its own connections and CREATEROLE gives no other way, so the owner becomes it for a moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(name))
        cursor.execute(
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, %s)) FROM pg_stat_activity"
            " WHERE usename = current_user AND pid <> pg_backend_pid()",
            [_ENDING_SECONDS * 1000],
        )
        ended = int(cursor.fetchone()[0])
        cursor.execute("RESET ROLE")
    return ended


def _schemas_of(role: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT n.nspname::text FROM pg_namespace n, aclexplode(n.nspacl) g"
            " WHERE g.grantee = (SELECT oid FROM pg_roles WHERE rolname = %(role)s)"
            " UNION SELECT DISTINCT n.nspname::text FROM pg_shdepend s JOIN pg_class c"
            " ON s.classid = 'pg_class'::regclass AND c.oid = s.objid JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE s.refobjid = (SELECT oid FROM pg_roles WHERE rolname = %(role)s)"
            " AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())",
            {"role": role},
        )
        return [schema for (schema,) in cursor.fetchall()]


def _database() -> sql.Identifier:
    return sql.Identifier(connection.settings_dict["NAME"])


def _run(statement: str, *parts: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*parts))
