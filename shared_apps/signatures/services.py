"""Signing with the installation's key. Who verifies needs only rules.py and the public key."""

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from shared_apps.signatures import rules
from shared_apps.signatures.rules import Signature, SignatureFile


def sign(content: bytes, *, purpose: str) -> Signature:
    """Sign the content for one purpose, such as `isolation-report`; it verifies for no other."""
    return rules.signed_by(_key(settings.SIGNING_KEY), content, purpose)


def public_key() -> bytes:
    """The public key of this installation, in PEM."""
    return rules.pem_of(_key(settings.SIGNING_KEY).public_key())


def signature_file(signature: Signature, *, purpose: str, key: bytes | None = None) -> bytes:
    """What is downloaded beside a signed file; `key` where it was not today's."""
    return rules.written(SignatureFile(purpose, signature, key or public_key()))


@lru_cache(maxsize=2)
def _key(secret: str) -> Ed25519PrivateKey:
    return rules.private_key_of(secret)
