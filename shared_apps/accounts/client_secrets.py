"""The secret a provider gave this region, sealed under the installation's: its row alone opens nothing.

The key is of one region and one row, so that what is copied elsewhere does not open. With another MERIT_SECRET_KEY
the secrets are typed in again.
"""

import base64
import uuid

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from shared_apps.accounts.addresses import open_schema


def seal(secret: str, *, provider_id: uuid.UUID) -> str:
    """What is stored."""
    return _box(provider_id).encrypt(secret.encode()).decode()


def opened(sealed: str, *, provider_id: uuid.UUID) -> str | None:
    """The secret; None where there is none, or it was sealed elsewhere."""
    try:
        return _box(provider_id).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(provider_id: uuid.UUID) -> Fernet:
    salt = f"shared_apps.accounts.client_secrets:{open_schema()}"
    return Fernet(base64.urlsafe_b64encode(salted_hmac(salt, str(provider_id), algorithm="sha256").digest()))
