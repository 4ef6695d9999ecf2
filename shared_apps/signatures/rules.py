"""What is signed, and whether a signature holds; nothing of the installation is needed for either."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

FORMAT = "merit-signature/1"
_PURPOSE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True)
class Signature:
    """Which key signed, and what it made of the content (base64)."""

    key_id: str
    value: str


@dataclass(frozen=True)
class SignatureFile:
    """What lies beside a signed file: the signature, what it was given for, and the key it says made it."""

    purpose: str
    signature: Signature
    public_key: bytes


def message_of(content: bytes, purpose: str) -> bytes:
    """The bytes that are signed: two lines before the content, so that a signature for one thing fits no other."""
    if not _PURPOSE.fullmatch(purpose):
        raise ValueError(f"not a purpose: {purpose!r}")
    return f"{FORMAT}\n{purpose}\n".encode() + content


def private_key_of(secret: str) -> Ed25519PrivateKey:
    """The key that belongs to the installation's secret, whatever text that is."""
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"merit signing key 1").derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


def pem_of(key: Ed25519PublicKey) -> bytes:
    """A public key as other programs read it."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def key_id_of(public_key: bytes) -> str:
    """The short name of a public key in PEM: what people write down and compare. Raises ValueError if it is none."""
    raw = _load(public_key).public_bytes(Encoding.Raw, PublicFormat.Raw)
    return sha256(raw).hexdigest()[:32]


def signed_by(key: Ed25519PrivateKey, content: bytes, purpose: str) -> Signature:
    """Sign the content for one purpose."""
    value = base64.b64encode(key.sign(message_of(content, purpose))).decode()
    return Signature(key_id_of(pem_of(key.public_key())), value)


def verify(content: bytes, signature: Signature, *, purpose: str, public_key: bytes) -> bool:
    """Whether this key (PEM) signed exactly this content for exactly this purpose."""
    try:
        value = base64.b64decode(signature.value, validate=True)
        _load(public_key).verify(value, message_of(content, purpose))
        return key_id_of(public_key) == signature.key_id
    except (InvalidSignature, binascii.Error, ValueError):
        return False


def written(file: SignatureFile) -> bytes:
    """A signature file."""
    parts = {
        "format": FORMAT,
        "purpose": file.purpose,
        "key_id": file.signature.key_id,
        "value": file.signature.value,
        "public_key": file.public_key.decode(),
    }
    return json.dumps(parts, indent=2).encode() + b"\n"


def read(content: bytes) -> SignatureFile:
    """Read a signature file; raises ValueError when it is none."""
    try:
        parts = json.loads(content)
        if parts["format"] != FORMAT:
            raise ValueError(f"not a {FORMAT}")
        signature = Signature(str(parts["key_id"]), str(parts["value"]))
        return SignatureFile(str(parts["purpose"]), signature, str(parts["public_key"]).encode())
    except (KeyError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("not a signature file") from error


def _load(public_key: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(public_key)
    except UnsupportedAlgorithm as error:
        raise ValueError("not a key of a known kind") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return key
