"""Files: read by whoever stored them, or by the task that was given their id."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from shared_apps.files.models import StoredFile
from shared_apps.files.places import path_of


def own_file(viewer: Any, file_id: UUID) -> StoredFile:
    """A file the viewer stored; any other is not there."""
    row = StoredFile.objects.filter(id=file_id, stored_by=viewer.id).first()
    if row is None:
        raise NotFoundError("file_unknown", _("Berkas tidak ditemukan."))
    return row


def content_of(file_id: UUID | str) -> tuple[str, bytes]:
    """Name and content, for the task that works on the file."""
    row = StoredFile.objects.get(id=file_id)
    return row.name, path_of(row.id).read_bytes()
