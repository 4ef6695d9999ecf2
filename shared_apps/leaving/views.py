"""The region's pages about the end of its agreement; the pack in ranges, for networks that break."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from shared_apps.accounts.access import refusal, requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.leaving import queries, services
from shared_apps.leaving.forms import ReceiptForm, RecipientForm
from shared_apps.leaving.models import Notice
from shared_apps.leaving.rules import Stage, span
from shared_apps.schema import open_schema

_PIECE = 1 << 18


@requires(Action.APPOINT)
@require_GET
def leaving(request: HttpRequest) -> HttpResponse:
    """How it stands, what comes, the pack."""
    return _page(request)


@requires(Action.APPOINT)
@require_POST
def recipient(request: HttpRequest) -> HttpResponse:
    """For whom the pack is encrypted."""
    form = RecipientForm(request.POST)
    if form.is_valid():
        try:
            services.name_recipient(actor=_user(request), day=timezone.localdate(), **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Kunci penerima tersimpan."))
            return HttpResponseRedirect(reverse("leaving"))
    return _page(request, recipient_form=form)


@requires(Action.APPOINT)
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """The region has its data."""
    form = ReceiptForm(request.POST)
    if form.is_valid():
        try:
            services.confirm_receipt(
                typed=form.cleaned_data["checksum"],
                actor=_user(request),
                at=timezone.now(),
                day=timezone.localdate(),
            )
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Penerimaan paket akhir tercatat."))
            return HttpResponseRedirect(reverse("leaving"))
    return _page(request, receipt_form=form)


@requires(Action.APPOINT)
@require_safe
def pack(request: HttpRequest) -> HttpResponseBase:
    """The pack, or the part of it that is still missing."""
    notice = queries.packed(request.user, timezone.localdate())
    folder: Path = settings.FILES_FOLDER
    path = folder / open_schema() / "exit" / notice.pack_name
    if not path.is_file():
        raise NotFoundError("pack_unknown", _("Berkas paket tidak ditemukan. Minta penyelenggara membuatnya lagi."))
    return _part(request, path, f'"{notice.pack_sha256}"')


def _part(request: HttpRequest, path: Path, etag: str) -> HttpResponseBase:
    size = path.stat().st_size
    asked = request.headers.get("Range", "")
    same = request.headers.get("If-Range", etag) == etag
    answer: HttpResponseBase
    if asked and same:
        found = span(asked, size)
        if found is None:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        first, last = found
        answer = StreamingHttpResponse(_pieces(path, first, last), status=206, content_type="application/octet-stream")
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
        answer["Content-Length"] = str(last - first + 1)
        answer["Content-Disposition"] = f'attachment; filename="{path.name}"'
    else:
        answer = FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
        answer["Content-Type"] = "application/octet-stream"
    answer["Accept-Ranges"], answer["ETag"], answer["Cache-Control"] = "bytes", etag, "no-store, private"
    return answer


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as opened:
        opened.seek(first)
        left = last - first + 1
        while left and (piece := opened.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece


def _page(
    request: HttpRequest, recipient_form: RecipientForm | None = None, receipt_form: ReceiptForm | None = None
) -> HttpResponse:
    notice = queries.newest(request.user, timezone.localdate())
    is_refused = bool(recipient_form or receipt_form)
    context = {
        "notice": notice,
        "title": services.title(notice) if notice else "",
        "steps": [_("Pemberitahuan"), _("Hanya dibaca"), _("Paket akhir"), _("Diterima"), _("Penghapusan")],
        "step": _step(notice),
        "recipient_form": recipient_form or RecipientForm(initial={"recipient": notice.recipient if notice else ""}),
        "receipt_form": receipt_form or ReceiptForm(),
    }
    return render(request, "leaving/leaving.html", context, status=422 if is_refused else 200)


def _step(notice: Notice | None) -> int:
    order = [Stage.NOTICE, Stage.READ_ONLY, Stage.PACKED, Stage.HANDED_OVER]
    return order.index(Stage(notice.stage)) + 1 + (notice.stage == Stage.HANDED_OVER) if notice else 0


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise refusal()
    return request.user
