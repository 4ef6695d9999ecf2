"""Files: stored once, never changed."""

import hashlib
import mimetypes
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shared_apps.accounts.access import Actor
from shared_apps.files.models import StoredFile
from shared_apps.files.places import path_of
from shared_apps.rows import new_id


def store(*, name: str, content: bytes, actor: Actor) -> StoredFile:
    """Keep a file; the content is on disk before the row says so."""
    file_id = new_id()
    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return StoredFile.objects.create(
        id=file_id,
        name=Path(name).name[:200] or "berkas",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        stored_by=actor.id,
        stored_by_name=actor.name,
        stored_at=timezone.now(),
    )


def remove(*, file_id: UUID) -> None:
    """Take a file away, row and content; one that is gone already is no fault."""
    StoredFile.objects.filter(id=file_id).delete()
    path = path_of(file_id)
    transaction.on_commit(lambda: path.unlink(missing_ok=True), robust=True)
