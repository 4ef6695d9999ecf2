"""Where we are: the open schema, and the address its Domain row says, never what a request claims."""

from django.db import connection

from shared_apps.schema import open_schema

__all__ = ["at_host", "open_schema", "own_address", "own_government"]

HOST_SCHEMA = "public"


def at_host() -> bool:
    """Whether the open schema is the host's own."""
    return open_schema() == HOST_SCHEMA


def own_address() -> str:
    """`http://solo.localhost:8000`, without a slash at the end.

    The tenant of the connection carries it (`Region.own_address`); a bare schema switch does not know it,
    and a link to nowhere must not be sent.
    """
    address = getattr(getattr(connection, "tenant", None), "own_address", "")
    if not address:
        raise LookupError(f"The schema {open_schema()} was opened without its region: no address for links.")
    return str(address).rstrip("/")


def own_government() -> str:
    """`Kota Surakarta`: whose installation this is, said by the same row."""
    return str(getattr(getattr(connection, "tenant", None), "name", ""))
