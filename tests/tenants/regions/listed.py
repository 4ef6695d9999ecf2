"""A list of regions for the table of access: north, which stands already, asked for once more by its own names."""

from uuid import UUID

from shared_apps.accounts.models import User
from tenants.regions.together import services
from tenants.regions.together.rules import Asked
from tests.cast import TODAY


def listed(operator: User) -> UUID:
    """The list's key."""
    row = Asked(
        number="PKS/north/2026",
        schema_name="north",
        domain="north.localhost",
        administrator_name="Admin North",
        administrator_email="admin@north.example.id",
    )
    return services.provision_together(rows=[row], actor=operator, day=TODAY).id
