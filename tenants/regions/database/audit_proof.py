"""The part of the proof that asks about audit: every table that must be watched is, by the owner's own function."""

from importlib.resources import files

from django.conf import settings
from django.db import connection
from django_tenants.utils import get_public_schema_name

from shared_apps.audit import triggers


def broken_promises(region: str | None = None) -> list[tuple[str, str]]:
    """Tables of the host and of all regions, or of one, that are not watched as they must be."""
    with connection.cursor() as cursor:
        cursor.execute(
            proof_text(),
            {
                **triggers.expected(),
                "public": get_public_schema_name(),
                "owner": f"{settings.DATABASE_ROLE_PREFIX}_owner",
                "region": f"{settings.DATABASE_ROLE_PREFIX}_r_",
                "only": region,
            },
        )
        return list(cursor.fetchall())


def proof_text() -> str:
    """The statement of this part."""
    return files(__package__).joinpath("audit_proof.sql").read_text()
