"""Connections of a login, ended by the owner. Run inside as_owner(), outside a transaction."""

from django.db import connection, transaction
from psycopg import sql

_PATIENCE = 5_000  # milliseconds; a backend that does not listen by then holds nobody up


def shut(role: str) -> int:
    """Let nobody in under this login any more, then end what is open under it; how many connections ended.

    A parked or pooled connection would otherwise outlive the role, and be taken up for the next one of its name.
    """
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            return 0
        cursor.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(name))
    return _end(name)


def end(role: str) -> int:
    """End what is open under a login that may come in again at once; how many connections ended."""
    return _end(sql.Identifier(role))


def _end(name: sql.Identifier) -> int:
    """CREATEROLE alone may end nobody's connection, but a role its own: the owner becomes it for a moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(name))
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(name))
        cursor.execute(
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, %s)) FROM pg_stat_activity"
            " WHERE usename = current_user AND pid <> pg_backend_pid()",
            [_PATIENCE],
        )
        (ended,) = cursor.fetchone()
        transaction.set_rollback(True)  # what is ended stays ended; the membership was never there
    return int(ended)
