"""Signatures of this installation, verifiable by anybody offline (Ed25519). No models."""

from shared_apps.signatures.rules import Signature, verify
from shared_apps.signatures.services import public_key, sign, signature_file

__all__ = ["Signature", "public_key", "sign", "signature_file", "verify"]
