"""Whether we arrive where we asked to: a pooler that mixes sessions is found at the start, before it serves."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django_tenants.utils import get_public_schema_name, schema_context

from .base import parking
from .logins import role_of


def check_arrival(schema_names: Iterable[str]) -> None:
    """Enter each schema twice: login and path must be the ones asked for. Raises ImproperlyConfigured."""
    names = list(schema_names)
    try:
        for name in [*names, *names]:
            with schema_context(name), connection.cursor() as cursor:
                cursor.execute("SELECT current_user::text, current_schemas(false)::text[]")
                arrived = cursor.fetchone()
            public = get_public_schema_name()
            asked = (role_of(name), [name] if name == public else [name, public])
            if arrived != asked:
                raise ImproperlyConfigured(
                    f"Asked for {asked}, arrived as {arrived}: the pooler must not mix sessions."
                )
    finally:
        connection.close()
        parking.sweep(everything=True)
