"""The address of the government whose schema is open, as its Domain row says it, never as a request claims."""

from django.db import connection


def own_address() -> str:
    """`http://solo.localhost:8000`, without a slash at the end.

    The tenant of the connection carries it (`Region.own_address`); a bare schema switch does not know it,
    and a link to nowhere must not be sent.
    """
    address = getattr(connection.tenant, "own_address", "")
    if not address:
        raise LookupError(f"The schema {connection.schema_name} was opened without its region: no address for links.")
    return str(address).rstrip("/")


def at_host() -> bool:
    """Whether the open schema is the host's own."""
    return connection.schema_name == "public"
