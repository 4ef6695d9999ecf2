"""Files: stored once, never changed; on the disk they lie sealed, all of them (decision 29)."""

import hashlib
import mimetypes
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shared_apps import sealing
from shared_apps.accounts.access import Actor
from shared_apps.files import contents
from shared_apps.files.models import StoredFile
from shared_apps.files.places import beside, path_of
from shared_apps.rows import new_id


def store(*, name: str, content: bytes, actor: Actor) -> StoredFile:
    """Keep a file; the content is on disk, sealed, before the row says so. Size and checksum are the content's."""
    file_id = new_id()
    path = path_of(file_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    contents.write(path, content, file_id=file_id, of=contents.region())
    return StoredFile.objects.create(
        id=file_id,
        name=Path(name).name[:200] or "berkas",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        stored_by=actor.id,
        stored_by_name=actor.name,
        stored_at=timezone.now(),
        is_sealed=True,
    )


def remove(*, file_id: UUID) -> None:
    """Take a file away, row and content; one that is gone already is no fault."""
    StoredFile.objects.filter(id=file_id).delete()
    path = path_of(file_id)
    for each in (path, beside(path)):
        transaction.on_commit(partial(each.unlink, missing_ok=True), robust=True)


def reseal() -> tuple[int, int]:
    """Seal every content of the region with the present key, those in clear too: how many were, how many do not open.

    Each is written beside, put in place and then said in its row, in a transaction of its own: killed anywhere, what
    lies there opens, and the next time goes on.
    """
    of, resealed, closed = contents.region(), 0, 0
    for file_id, is_sealed in StoredFile.objects.order_by("id").values_list("id", "is_sealed"):
        if is_sealed and _is_current(file_id, of):
            continue
        try:
            resealed += _reseal(file_id, of)
        except sealing.SealError:
            closed += 1
    return resealed, closed


@transaction.atomic
def _reseal(file_id: UUID, of: UUID) -> bool:
    """Whether it was sealed anew. The row is held, so that nobody takes the file away meanwhile."""
    row = StoredFile.objects.select_for_update().filter(id=file_id).first()
    path = path_of(file_id)
    if row is None or not path.exists():
        return False
    is_old = not _is_current(file_id, of)
    content = contents.read(path, row, of=of)  # raises where the row would say of a damaged file that it is sealed
    if is_old:
        contents.write(beside(path), content, file_id=file_id, of=of)
        beside(path).replace(path)
    if not row.is_sealed:
        row.is_sealed = True
        row.save(update_fields=["is_sealed"])
    return is_old


def _is_current(file_id: UUID, of: UUID) -> bool:
    """A content that is not there has nothing to be sealed."""
    try:
        return contents.is_current(path_of(file_id), of=of)
    except FileNotFoundError:
        return True
