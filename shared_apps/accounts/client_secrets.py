"""The secret a provider gave this region, sealed with the installation's field key: its row alone opens nothing.

The key is of one region and one row, so that what is copied elsewhere does not open.
"""

import uuid

from shared_apps import sealing
from shared_apps.accounts.addresses import open_schema

FIELD = "accounts.identityprovider.client_secret"


def seal(secret: str, *, provider_id: uuid.UUID) -> str:
    """What is stored."""
    return sealing.seal(secret, region=_region(), field=FIELD, owner=provider_id)


def opened(sealed: str, *, provider_id: uuid.UUID) -> str | None:
    """The secret; None where there is none, or it was sealed elsewhere or with a key that is not here."""
    try:
        return sealing.opened(sealed, region=_region(), field=FIELD, owner=provider_id)
    except sealing.SealError:
        return None


def is_current(sealed: str) -> bool:
    """Whether it was sealed with the present key."""
    try:
        return sealing.is_current(sealed, region=_region(), field=FIELD)
    except sealing.SealError:
        return False


def _region() -> uuid.UUID:
    """This floor knows no row of the government; the schema is the region."""
    return uuid.uuid5(uuid.NAMESPACE_OID, open_schema())
