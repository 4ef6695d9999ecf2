"""How a short text, or bytes, are sealed for one owner in one region; a text is found again without being opened.

AES-256-GCM and HMAC-SHA-256 under keys that HKDF derives from the installation's secret for one region and one field;
nothing of the installation is needed here.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORMAT = b"\x01"
_VERSION_BYTES = 4
HEAD_BYTES = len(_FORMAT) + _VERSION_BYTES
NONCE_BYTES = 12
_BODY = HEAD_BYTES + NONCE_BYTES
Bytes = bytes | memoryview


class SealError(ValueError):
    """What was sealed cannot be opened: another key, another owner, another region, or a changed byte."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What one secret gives for one field of one region; `version` names the secret and says nothing of it."""

    version: bytes
    context: bytes
    cipher: bytes
    index: bytes


def keys_of(secret: str, *, region: UUID, field: str) -> Keys:
    """The keys that belong to the installation's secret, whatever text that is."""
    context = region.bytes + field.encode()

    def derived(purpose: bytes, length: int, salt: bytes | None) -> bytes:
        key = HKDF(algorithm=SHA256(), length=length, salt=salt, info=b"merit field key 1 " + purpose)
        return key.derive(secret.encode())

    return Keys(
        version=derived(b"version", _VERSION_BYTES, None),
        context=context,
        cipher=derived(b"seal", 32, context),
        index=derived(b"index", 32, context),
    )


def sealed(keys: Keys, text: str, *, owner: UUID, nonce: bytes) -> str:
    """The text for nobody but this owner of this region. A nonce of NONCE_BYTES is used once."""
    return base64.urlsafe_b64encode(b"".join(sealed_bytes(keys, text.encode(), owner=owner, nonce=nonce))).decode()


def sealed_bytes(keys: Keys, content: Bytes, *, owner: UUID, nonce: bytes) -> tuple[bytes, bytes]:
    """The same of bytes, below 2 GiB: head and body, written one after the other and never joined in memory."""
    head = _FORMAT + keys.version
    return head + nonce, AESGCM(keys.cipher).encrypt(nonce, content, _bound(keys, head, owner))


def version_of(text: str) -> bytes:
    """Which secret something was sealed with. Raises SealError where it is no seal of ours."""
    return version_in(_read(text))


def version_in(sealed: Bytes) -> bytes:
    """The same of sealed bytes, of which the first HEAD_BYTES are enough."""
    if len(sealed) < HEAD_BYTES or bytes(sealed[: len(_FORMAT)]) != _FORMAT:
        raise SealError("no seal")
    return bytes(sealed[len(_FORMAT) : HEAD_BYTES])


def opened(keys: Keys, text: str, *, owner: UUID) -> str:
    """What was sealed. Raises SealError."""
    try:
        return opened_bytes(keys, _read(text), owner=owner).decode()
    except UnicodeDecodeError as error:
        raise SealError("does not open") from error


def opened_bytes(keys: Keys, sealed: Bytes, *, owner: UUID) -> bytes:
    """The same of sealed bytes; a memoryview of them is not copied."""
    head, nonce, closed = sealed[:HEAD_BYTES], sealed[HEAD_BYTES:_BODY], sealed[_BODY:]
    try:
        return AESGCM(keys.cipher).decrypt(bytes(nonce), closed, _bound(keys, bytes(head), owner))
    except (InvalidTag, ValueError) as error:
        raise SealError("does not open") from error


def index_of(keys: Keys, text: str) -> str:
    """Under what the text is found and kept from standing twice; 64 hexadecimal digits that say nothing of it."""
    return hmac.new(keys.index, text.encode(), sha256).hexdigest()


def _bound(keys: Keys, head: bytes, owner: UUID) -> bytes:
    """What a seal holds for: moved to another row or region it does not open."""
    return head + keys.context + owner.bytes


def _read(text: str) -> bytes:
    try:
        read = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise SealError("no seal") from error
    if len(read) <= _BODY or not read.startswith(_FORMAT):
        raise SealError("no seal")
    return read
