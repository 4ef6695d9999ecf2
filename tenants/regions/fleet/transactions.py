"""One transaction per region: plain SQL for several regions in one message, everything else region by region.

None waits for the disk: a region and its version are one transaction, so a crash leaves it at the one or the other
version, and the row of progress, written before each proof, waits for all of them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from django_tenants.utils import schema_context
from psycopg import sql

from tenants.regions import grants
from tenants.regions.fleet.plan import Plan
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import Region

LOCK_TIMEOUT = "3s"  # a migration gives up rather than let traffic queue behind it
BATCH = 20  # regions in one message
_HEAD = "SET LOCAL lock_timeout = {}; SET LOCAL synchronous_commit = off"


class RegionError(Exception):
    """What the database said, and of which region; those before it are done, the others are as they were."""

    def __init__(self, place: int, error: DatabaseError) -> None:
        super().__init__(str(error))
        self.place, self.error = place, error


def send(batch: Sequence[tuple[str, Plan]]) -> None:
    """Plain SQL for some regions. Raises RegionError where one fails."""
    message = uuid4().hex
    text = ";\n".join(_whole(name, plan, f"{message}:{place}") for place, (name, plan) in enumerate(batch))
    with connection.cursor() as cursor:
        try:
            cursor.execute(text)
        except DatabaseError as error:
            cursor.execute("ROLLBACK")
            cursor.execute("SELECT current_setting('merit.done', true)")  # set by each transaction that was committed
            whose, _, place = (cursor.fetchone()[0] or "").partition(":")
            raise RegionError(int(place) + 1 if whose == message else 0, error) from error


@contextmanager
def inside(schema_name: str) -> Iterator[None]:
    """A transaction of the owner in one schema, that never waits long for a lock."""
    with schema_context(schema_name), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(_HEAD).format(sql.Literal(LOCK_TIMEOUT)))
        yield


def finish(schema_name: str, plan: Plan) -> None:
    """Grants for what is new, then the version."""
    with connection.cursor() as cursor:
        if plan.makes_objects:
            grants.ensure(schema_name)
        cursor.execute(_version(schema_name))


def _whole(schema_name: str, plan: Plan, mark: str) -> str:
    head = sql.SQL(f"BEGIN; {_HEAD}; SET LOCAL search_path = {{}}").format(
        sql.Literal(LOCK_TIMEOUT), sql.Identifier(schema_name)
    )
    return f"{head.as_string(None)};\n{plan.text};\n{_version(schema_name)};\nSET merit.done = '{mark}';\nCOMMIT"


def _version(schema_name: str) -> str:
    table = sql.Identifier("public", Region._meta.db_table)
    statement = sql.SQL("UPDATE {} SET version = {} WHERE schema_name = {}")
    return statement.format(table, sql.Literal(code_version()), sql.Literal(schema_name)).as_string(None)
