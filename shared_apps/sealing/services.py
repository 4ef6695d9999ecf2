"""Sealing with the installation's field key; while it is exchanged, the one before still opens and finds."""

import secrets
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from shared_apps.sealing import rules
from shared_apps.sealing.rules import Bytes, Keys, SealError


def seal(text: str, *, region: UUID, field: str, owner: UUID) -> str:
    """The text sealed with the present key: at most 120 characters for a text of 50."""
    keys = _known(region, field)[0]
    return rules.sealed(keys, text, owner=owner, nonce=secrets.token_bytes(rules.NONCE_BYTES))


def seal_bytes(content: Bytes, *, region: UUID, field: str, owner: UUID) -> tuple[bytes, bytes]:
    """Bytes sealed with the present key: head and body, to be kept one after the other."""
    keys = _known(region, field)[0]
    return rules.sealed_bytes(keys, content, owner=owner, nonce=secrets.token_bytes(rules.NONCE_BYTES))


def opened(sealed: str, *, region: UUID, field: str, owner: UUID) -> str:
    """What was sealed with the present key or the one before. Raises SealError."""
    return rules.opened(_fitting(rules.version_of(sealed), region, field), sealed, owner=owner)


def opened_bytes(sealed: Bytes, *, region: UUID, field: str, owner: UUID) -> bytes:
    """The same of bytes. Raises SealError."""
    return rules.opened_bytes(_fitting(rules.version_in(sealed), region, field), sealed, owner=owner)


def is_current(sealed: str, *, region: UUID, field: str) -> bool:
    """Whether it was sealed with the present key."""
    return rules.version_of(sealed) == _known(region, field)[0].version


def is_current_head(head: Bytes, *, region: UUID, field: str) -> bool:
    """The same of sealed bytes, of which the first HEAD_BYTES are enough. Raises SealError."""
    return rules.version_in(head) == _known(region, field)[0].version


def index(text: str, *, region: UUID, field: str) -> str:
    """Under what the text is written down to be found."""
    return rules.index_of(_known(region, field)[0], text)


def indexes(text: str, *, region: UUID, field: str) -> list[str]:
    """Under what the text may be found: the present key's, and of the one before."""
    return [rules.index_of(keys, text) for keys in _known(region, field)]


def _fitting(version: bytes, region: UUID, field: str) -> Keys:
    for keys in _known(region, field):
        if keys.version == version:
            return keys
    raise SealError("sealed with a key that is not here")


def _known(region: UUID, field: str) -> Sequence[Keys]:
    return [_keys(secret, region, field) for secret in (settings.FIELD_KEY, settings.FIELD_KEY_BEFORE) if secret]


@lru_cache(maxsize=2048)
def _keys(secret: str, region: UUID, field: str) -> Keys:
    return rules.keys_of(secret, region=region, field=field)
