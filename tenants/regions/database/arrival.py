"""Whether we arrive where we asked to: a pooler that mixes sessions is found at the start, before it serves."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django_tenants.utils import get_public_schema_name, schema_context

from .base import parking
from .logins import role_of


def check_arrival(schema_names: Iterable[str]) -> dict[str, str]:
    """Enter each schema twice: login and path must be the ones asked for; the host stands among them.

    Another login, the host's path, or the path of all of several regions is the pooler's doing: raises
    ImproperlyConfigured. What one region's login does to itself alone is given back: its schema, and what was found.
    """
    names = list(schema_names)
    astray: dict[str, str] = {}
    try:
        for name in [*names, *names]:
            astray |= _astray(name)
    finally:
        connection.close()
        parking.sweep(everything=True)
    regions = [name for name in names if name != get_public_schema_name()]
    if len(regions) > 1 and all(name in astray for name in regions):
        raise ImproperlyConfigured(f"No region is where it was asked for: {'; '.join(astray.values())}.")
    return astray


def _astray(name: str) -> dict[str, str]:
    public = get_public_schema_name()
    try:
        with schema_context(name), connection.cursor() as cursor:
            cursor.execute("SELECT current_user::text, current_schemas(false)::text[]")
            login, path = cursor.fetchone()
    except Error as error:
        if name == public:
            raise
        return {name: f"{name} does not answer: {type(error).__name__}"}
    asked = [name] if name == public else [name, public]
    if login != role_of(name) or (name == public and path != asked):
        raise ImproperlyConfigured(
            f"Asked for {role_of(name)} in {asked}, arrived as {login} in {path}: the pooler must not mix sessions."
        )
    return {} if path == asked else {name: f"{name} has the path {path} instead of {asked}"}
