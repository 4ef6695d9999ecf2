"""Where we are: the open schema and the login that opened it."""

from django.db import connection


def open_schema() -> str:
    """The schema of the region the connection is in; `public` is the host's."""
    return str(getattr(connection, "schema_name", ""))


def open_login() -> str:
    """The database login under which the next statement runs."""
    return str(getattr(connection, "role", ""))
