"""Fields that are held sealed: readable, and found, only with the installation's field key. No models."""

from shared_apps.sealing.rules import SealError
from shared_apps.sealing.services import index, indexes, is_current, opened, seal

__all__ = ["SealError", "index", "indexes", "is_current", "opened", "seal"]
