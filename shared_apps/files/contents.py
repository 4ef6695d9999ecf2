"""The content of files as it lies on the disk: sealed for one file of one region with the installation's field key."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

from django.conf import settings
from django.utils.module_loading import import_string

from shared_apps import sealing
from shared_apps.accounts.addresses import HOST_SCHEMA
from shared_apps.files.models import StoredFile
from shared_apps.schema import open_schema

FIELD = "files.storedfile.content"
_MARK = b"merit sealed file\n"


def region() -> UUID:
    """For whom files of the open schema are sealed: the government's row, a higher room and named by a setting.

    Raises NotFoundError before the host has written who the government is.
    """
    if open_schema() == HOST_SCHEMA:
        return uuid5(NAMESPACE_OID, HOST_SCHEMA)
    asked: Callable[[], UUID] = import_string(settings.FILES_REGION)
    return asked()


def write(path: Path, content: bytes, *, file_id: UUID, of: UUID) -> None:
    """Seal a content there, with the present key. Mark, head and body are never joined: a file is large."""
    head, body = sealing.seal_bytes(content, region=of, field=FIELD, owner=file_id)
    with path.open("wb") as file:
        file.writelines((_MARK, head, body))
        file.flush()
        os.fsync(file.fileno())


def read(path: Path, row: StoredFile, *, of: UUID) -> bytes:
    """The content of a row. Raises SealError where it is not what was stored, FileNotFoundError.

    A row from before sealing may lie in clear, or be sealed already where resealing ended between file and row.
    """
    content = path.read_bytes()
    if not row.is_sealed and hashlib.sha256(content).hexdigest() == row.sha256:
        return content
    if not content.startswith(_MARK):
        raise sealing.SealError("no seal")
    return sealing.opened_bytes(memoryview(content)[len(_MARK) :], region=of, field=FIELD, owner=row.id)


def is_current(path: Path, *, of: UUID) -> bool:
    """Whether a file is sealed with the present key, as far as its first bytes tell. Raises FileNotFoundError."""
    with path.open("rb") as file:
        begin = file.read(len(_MARK) + sealing.HEAD_BYTES)
    try:
        return begin.startswith(_MARK) and sealing.is_current_head(begin[len(_MARK) :], region=of, field=FIELD)
    except sealing.SealError:
        return False
