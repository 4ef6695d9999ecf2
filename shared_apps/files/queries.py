"""Files: read by whoever stored them, or by the task that was given their id."""

from datetime import date
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts.access import may_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.files import contents
from shared_apps.files.models import StoredFile
from shared_apps.files.places import path_of
from shared_apps.sealing import SealError

_STORING = (Action.IMPORT_PEOPLE, Action.MANAGE_ORGANISATION, Action.ENTER_RESULTS, Action.PUBLISH_TEMPLATES)


def own_file(viewer: Any, file_id: UUID, day: date) -> StoredFile:
    """A file the viewer stored and still might store; any other is not there."""
    row = StoredFile.objects.filter(id=file_id, stored_by=viewer.id).first()
    if row is None or not any(may_within(viewer, action, day) for action in _STORING):
        raise NotFoundError("file_unknown", _("Berkas tidak ditemukan."))
    return row


def content_of(file_id: UUID | str) -> tuple[str, bytes]:
    """Name and content, for the task that works on the file."""
    row = StoredFile.objects.get(id=file_id)
    with opened(row) as file:
        return row.name, file.read()


def opened(row: StoredFile) -> BinaryIO:
    """Its content, to be read; raises NotFoundError where the row is there and what was stored is not."""
    try:
        return BytesIO(contents.read(path_of(row.id), row, of=contents.region()))
    except SealError as error:
        raise NotFoundError(
            "file_content_closed",
            _(
                "Isi berkas %(name)s tidak dapat dibuka: berkas di penyimpanan berubah, atau disegel dengan kunci"
                " lain. Tidak ada yang diubah. Unggah kembali berkasnya."
            )
            % {"name": row.name},
        ) from error
    except FileNotFoundError as error:
        raise NotFoundError(
            "file_content_gone",
            _("Isi berkas %(name)s sudah tidak ada di penyimpanan. Unggah kembali berkasnya.") % {"name": row.name},
        ) from error
