"""A sheet is uploaded, answered row by row, and becomes a draft once; until then it changes no structure."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, ForbiddenError, NotFoundError
from tenant_apps.organisation.drafts import services as drafts
from tenant_apps.organisation.files import sheets, uploads
from tenant_apps.organisation.files.rules.deciding import CELLS
from tenant_apps.organisation.files.rules.parents import ROOT
from tenant_apps.organisation.files.wording import UNANSWERED
from tenant_apps.organisation.models import StructureSheet
from tenant_apps.organisation.services import publishing

KEPT = timedelta(days=30)
_MOST_KEPT = 20  # sheets of one person
Cells = Mapping[int, Mapping[str, str]]
Scope = Literal["replace", "add"]


@transaction.atomic
def upload(
    *, name: str, content: bytes, effective_from: date, actor: Actor, scope: Scope | None = None
) -> StructureSheet:
    """Keep a sheet to be answered; those that have expired go. Raises InvalidError for a file that is no structure.

    Without a `scope` it is proposed: a sheet with nothing of the structure of its day adds to it.
    """
    publishing.check_may(actor)
    owner = _owner(actor)
    found = sheets.found_rows(content, name=name)
    now = timezone.now()
    StructureSheet.objects.filter(expires_at__lte=now).delete()
    if StructureSheet.objects.filter(uploaded_by=owner).count() >= _MOST_KEPT:
        raise ConflictError(
            "too_many_sheets", _("Anda menyimpan terlalu banyak lembar. Hapus yang tidak dipakai, lalu unggah lagi.")
        )
    return StructureSheet.objects.create(
        file_name=sheets.printable(Path(name).name)[:200] or _("berkas"),
        effective_from=effective_from,
        rows=[asdict(row) for row in found],
        answers=_scoped(scope) if scope else {},
        uploaded_at=now,
        uploaded_by=owner,
        uploaded_by_name=actor.name,
        expires_at=now + KEPT,
    )


@transaction.atomic
def answer(*, sheet_id: uuid.UUID, answers: Cells, actor: Actor, scope: Scope | None = None) -> StructureSheet:
    """Remember what a person left in the cells of some rows; what was answered for other rows stays.

    `scope` is whether the sheet is the whole structure, so that what is not in it ends, or only adds to it.
    """
    sheet = _held(sheet_id, actor)
    _check_unmade(sheet)
    known = {row["row"] for row in sheet.rows}
    for row, cells in answers.items():
        if row in known:
            sheet.answers[str(row)] = {cell: cells[cell] for cell in CELLS if cell in cells}
    sheet.answers |= _scoped(scope) if scope else {}
    sheet.expires_at = timezone.now() + KEPT
    sheet.save(update_fields=["answers", "expires_at"])
    return sheet


@transaction.atomic
def discard(*, sheet_id: uuid.UUID, actor: Actor) -> None:
    """Throw a sheet away; a draft made of it stays."""
    _held(sheet_id, actor).delete()


@transaction.atomic
def accept(*, sheet_id: uuid.UUID, title: str, actor: Actor) -> uuid.UUID:
    """Make a draft of an answered sheet; asked twice it is the same draft. Gives the draft's id.

    Raises ConflictError `sheet_unanswered` while a question is open, `sheet_same` where nothing would change,
    InvalidError for a title that is none.
    """
    sheet = _held(sheet_id, actor)
    if sheet.draft_id is not None:
        return sheet.draft_id
    page = uploads.page_of(sheet)
    if not page.is_ready:
        raise ConflictError("sheet_unanswered", UNANSWERED)
    made = uploads.difference_of(page)
    if not made.difference.is_any:
        raise ConflictError("sheet_same", _("Berkas ini sama dengan struktur yang berlaku; draf tidak diperlukan."))
    draft = drafts.open_draft(title=title, effective_from=sheet.effective_from, actor=actor)
    drafts.replace_chart(
        draft_id=draft.id, chart=made.after, source=sheet.file_name, revision=draft.revision, actor=actor
    )
    sheet.draft_id = draft.id
    sheet.save(update_fields=["draft_id"])
    return draft.id


def _scoped(scope: Scope) -> dict[str, dict[str, str]]:
    return {str(ROOT): {"scope": scope}}


def _owner(actor: Actor) -> uuid.UUID:
    if actor.id is None:
        raise ForbiddenError("no_owner", _("Lembar hanya dapat diunggah oleh orang yang masuk dengan akunnya."))
    owner: uuid.UUID = actor.id
    return owner


def _held(sheet_id: uuid.UUID, actor: Actor) -> StructureSheet:
    """The actor's own sheet, until the end of the transaction nobody else's to change."""
    publishing.check_may(actor)
    now = timezone.now()
    found = StructureSheet.objects.select_for_update().filter(id=sheet_id, uploaded_by=actor.id, expires_at__gt=now)
    sheet = found.first()
    if sheet is None:
        raise NotFoundError(
            "structure_sheet_unknown",
            _("Lembar itu tidak ada lagi: dihapus, kedaluwarsa, atau milik orang lain. Unggah kembali berkasnya."),
        )
    return sheet


def _check_unmade(sheet: StructureSheet) -> None:
    if sheet.draft_id is not None:
        raise ConflictError(
            "sheet_made",
            _("Lembar ini sudah menjadi draf; jawabannya tidak berubah lagi. Lanjutkan di drafnya."),
        )
