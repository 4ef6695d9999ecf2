"""What is held sealed, fields and files: readable, and found, only with the installation's field key. No models."""

from shared_apps.sealing.rules import HEAD_BYTES, SealError
from shared_apps.sealing.services import (
    index,
    indexes,
    is_current,
    is_current_head,
    opened,
    opened_bytes,
    seal,
    seal_bytes,
)

__all__ = [
    "HEAD_BYTES",
    "SealError",
    "index",
    "indexes",
    "is_current",
    "is_current_head",
    "opened",
    "opened_bytes",
    "seal",
    "seal_bytes",
]
