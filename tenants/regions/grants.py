"""A region's login as its state wants it: the one way to repair or renew grants. Run inside as_owner()."""

from django.db import connection, transaction
from django_tenants.utils import get_public_schema_name
from psycopg import sql

from tenants.regions.database import roles
from tenants.regions.models import Region

WRITABLE = frozenset({Region.State.PREPARING, Region.State.ACTIVE})
SERVED = frozenset({Region.State.ACTIVE, Region.State.READ_ONLY})
"""States in which people sign in and read; a suspended region answers a page that says so."""


def ensure(schema_name: str) -> None:
    """Bring a region's login to what its state says; grants and state are read and written under one lock."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [roles.GRANTS_LOCK])
        roles.ensure_region(schema_name, writable=state_of(schema_name) in WRITABLE)


def state_of(schema_name: str) -> str:
    """The state a region has at this moment; a schema without a row is somebody's test and as writable as ever."""
    table = sql.Identifier(get_public_schema_name(), Region._meta.db_table)  # whatever schema the owner is in
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT state FROM {} WHERE schema_name = %s").format(table), [schema_name])
        found = cursor.fetchone()
    return str(found[0]) if found else Region.State.ACTIVE
