"""Sealing with the installation's field key; while it is exchanged, the one before still opens and finds."""

import secrets
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from shared_apps.sealing import rules
from shared_apps.sealing.rules import Keys, SealError


def seal(text: str, *, region: UUID, field: str, owner: UUID) -> str:
    """The text sealed with the present key: at most 120 characters for a text of 50."""
    keys = _known(region, field)[0]
    return rules.sealed(keys, text, owner=owner, nonce=secrets.token_bytes(rules.NONCE_BYTES))


def opened(sealed: str, *, region: UUID, field: str, owner: UUID) -> str:
    """What was sealed with the present key or the one before. Raises SealError."""
    version = rules.version_of(sealed)
    for keys in _known(region, field):
        if keys.version == version:
            return rules.opened(keys, sealed, owner=owner)
    raise SealError("sealed with a key that is not here")


def is_current(sealed: str, *, region: UUID, field: str) -> bool:
    """Whether it was sealed with the present key."""
    return rules.version_of(sealed) == _known(region, field)[0].version


def index(text: str, *, region: UUID, field: str) -> str:
    """Under what the text is written down to be found."""
    return rules.index_of(_known(region, field)[0], text)


def indexes(text: str, *, region: UUID, field: str) -> list[str]:
    """Under what the text may be found: the present key's, and of the one before."""
    return [rules.index_of(keys, text) for keys in _known(region, field)]


def _known(region: UUID, field: str) -> Sequence[Keys]:
    return [_keys(secret, region, field) for secret in (settings.FIELD_KEY, settings.FIELD_KEY_BEFORE) if secret]


@lru_cache(maxsize=2048)
def _keys(secret: str, region: UUID, field: str) -> Keys:
    return rules.keys_of(secret, region=region, field=field)
