"""Logins of the host and of the regions: created, granted, proved and removed. Run inside as_owner()."""

from importlib.resources import files

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django_tenants.utils import get_public_schema_name
from psycopg import sql

from shared_apps.audit import triggers

from .logins import Login, login_of, role_of, verifier_of

# Every other power is off by default; from PostgreSQL 16 on only a role that has a power may even name it.
_ATTRIBUTES = "LOGIN NOINHERIT"
_LOGIN_SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    "TimeZone": "UTC",
}


def ensure_host() -> None:
    """The host's login: reads and writes public, and nothing else."""
    public = get_public_schema_name()
    _ensure_login(login_of(public), public, path=[public], limit=settings.DATABASE_HOST_CONNECTIONS)


def ensure_region(schema_name: str) -> None:
    """The region's login: reads and writes its own schema, reads what is published in public."""
    public = get_public_schema_name()
    login = login_of(schema_name)
    _ensure_login(login, schema_name, path=[schema_name, public], limit=settings.DATABASE_REGION_CONNECTIONS)
    role, public_schema = sql.Identifier(login.user), sql.Identifier(public)
    _run("GRANT USAGE ON SCHEMA {} TO {}", public_schema, role)
    _run("REVOKE ALL ON ALL TABLES IN SCHEMA {} FROM {}", public_schema, role)
    for table in settings.PUBLISHED_TABLES:
        _run("GRANT SELECT ON {} TO {}", sql.Identifier(public, table), role)
    for table in settings.MAILBOX_TABLES:
        _run("GRANT INSERT ON {} TO {}", sql.Identifier(public, table), role)


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
                "public": public,
                "settings": [f"{name}={value}" for name, value in _LOGIN_SETTINGS.items()],
                "published": list(settings.PUBLISHED_TABLES),
                "read_only": list(settings.READ_ONLY_TABLES),
                "append_only": list(settings.APPEND_ONLY_TABLES),
                "mailbox": list(settings.MAILBOX_TABLES),
                "tables": _tables_of_a_region(),
            },
        )
        return list(cursor.fetchall())


def proof_text() -> str:
    """The statement of the proof."""
    return files(__package__).joinpath("proof.sql").read_text()


def _tables_of_a_region() -> list[str]:
    """What the code says a region has; the whole form also asks what the other regions have."""
    models = [
        model
        for app in apps.get_app_configs()
        if app.name in settings.TENANT_APPS
        for model in app.get_models(include_auto_created=True)
    ]
    return sorted({model._meta.db_table for model in models if model._meta.managed and not model._meta.proxy})


def _ensure_login(login: Login, schema_name: str, *, path: list[str], limit: int) -> None:
    role, schema = sql.Identifier(login.user), sql.Identifier(schema_name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login.user])
        verb = "ALTER" if cursor.fetchone() else "CREATE"
    _run(
        f"{verb} ROLE {{}} {_ATTRIBUTES} PASSWORD {{}} CONNECTION LIMIT {{}}",
        role,
        sql.Literal(verifier_of(login)),
        sql.Literal(limit),
    )
    database = _database()
    _run("ALTER ROLE {} RESET ALL", role)
    _run("ALTER ROLE {} IN DATABASE {} RESET ALL", role, database)
    _run("ALTER ROLE {} SET search_path = {}", role, sql.SQL(", ").join(map(sql.Identifier, path)))
    for name, value in _LOGIN_SETTINGS.items():
        _run("ALTER ROLE {} SET {} = {}", role, sql.Identifier(name), sql.Literal(value))
    _run("GRANT CONNECT ON DATABASE {} TO {}", database, role)
    _run("GRANT USAGE ON SCHEMA {} TO {}", schema, role)
    _run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}", schema, role)
    _run("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}", schema, role)
    for table in settings.READ_ONLY_TABLES:
        _run("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}", sql.Identifier(schema_name, table), role)
    for table in settings.APPEND_ONLY_TABLES:
        _run("REVOKE UPDATE, DELETE ON {} FROM {}", sql.Identifier(schema_name, table), role)
    default = "ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT"
    _run(f"{default} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{}}", schema, role)
    _run(f"{default} USAGE ON SEQUENCES TO {{}}", schema, role)
    triggers.attach_triggers(schema_name)  # tables of a later migration are watched as well


def _database() -> sql.Identifier:
    return sql.Identifier(connection.settings_dict["NAME"])


def _run(statement: str, *parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*parts))
