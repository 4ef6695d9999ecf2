"""The only writer of uploaded structure sheets."""

from tenant_apps.organisation.files.services.sheets import accept, answer, discard, upload

__all__ = ["accept", "answer", "discard", "upload"]
