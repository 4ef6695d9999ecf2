"""A schema nobody enters: every right on it taken back, its login removed. Run inside as_owner()."""

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from tenants.regions.database import roles, sessions
from tenants.regions.database.logins import role_of

_HOLDERS = """
WITH here AS (SELECT oid, nspacl FROM pg_namespace WHERE nspname = %(schema)s),
acl AS (
    SELECT nspacl AS list FROM here
    UNION ALL SELECT c.relacl FROM pg_class c JOIN here ON here.oid = c.relnamespace
    UNION ALL SELECT p.proacl FROM pg_proc p JOIN here ON here.oid = p.pronamespace
    UNION ALL SELECT d.defaclacl FROM pg_default_acl d JOIN here ON here.oid = d.defaclnamespace
    UNION ALL SELECT a.attacl FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
              JOIN here ON here.oid = c.relnamespace
)
SELECT DISTINCT g.grantee::regrole::text FROM acl, aclexplode(acl.list) g
WHERE g.grantee <> 0 AND g.grantee <> %(owner)s::regrole
"""


def retire(schema_name: str) -> None:
    """Nobody but the owner reaches the schema any more; its login is gone, and whoever was inside."""
    sessions.shut(role_of(schema_name))
    with transaction.atomic():
        shut(schema_name)
        roles.drop_region_login(schema_name)


def holders(schema_name: str) -> list[str]:
    """Every role but the owner that holds something on the schema or in it, as PostgreSQL quotes it."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, {"schema": schema_name, "owner": f"{settings.DATABASE_ROLE_PREFIX}_owner"})
        return [role for (role,) in cursor.fetchall()]


def shut(schema_name: str) -> None:
    """Take back whatever anybody holds on the schema and in it, also on what may come."""
    schema = sql.Identifier(schema_name)
    with connection.cursor() as cursor:
        for role in holders(schema_name):
            name = sql.SQL(role)  # regrole quotes it
            for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
                on_all = "REVOKE ALL ON ALL {} IN SCHEMA {} FROM {}"
                cursor.execute(sql.SQL(on_all).format(sql.SQL(kind), schema, name))
                coming = "ALTER DEFAULT PRIVILEGES IN SCHEMA {} REVOKE ALL ON {} FROM {}"
                cursor.execute(sql.SQL(coming).format(schema, sql.SQL(kind), name))
            cursor.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}").format(schema, name))
