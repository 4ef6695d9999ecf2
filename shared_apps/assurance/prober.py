"""Who searches: a viewer and actor without an account. There is no row, no password and nothing to sign in with."""

from uuid import UUID

from shared_apps.accounts.models import User
from shared_apps.accounts.rules import HOST_ROLES, REGION_ROLES

PROBER_ID = UUID("00000000-0000-7000-8000-6b616e617269")
NAME = "Uji isolasi"


def prober(*, host: bool = False) -> User:
    """The viewer of one search: sees what any appointed person sees, as nobody; exists in memory alone."""
    user = User(id=PROBER_ID, name=NAME)
    user.lent_roles = HOST_ROLES if host else REGION_ROLES
    return user
