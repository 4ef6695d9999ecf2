"""Corrections: asked for by the person, decided by who answers for the data."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import may_within, requires, requires_sign_in
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.files import queries as files
from tenant_apps.privacy import words
from tenant_apps.privacy.forms import AcceptForm, CorrectionForm, LooksForm, RefuseForm
from tenant_apps.privacy.queries import corrections as queries
from tenant_apps.privacy.queries.corrections import Shown
from tenant_apps.privacy.rules.correcting import PAGES, Field
from tenant_apps.privacy.services import corrections as services


@require_http_methods(["GET", "HEAD", "POST"])
@requires_sign_in
def own_corrections(request: HttpRequest) -> HttpResponse:
    """What I asked to be put right, and the form for more."""
    user = _user(request)
    found = queries.own(user, timezone.now())
    form = CorrectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        wish = dict(form.cleaned_data)
        file = wish.pop("evidence")
        try:
            given = (file.name, file.read()) if file else None
            services.ask(**wish, evidence=given, actor=user, at=timezone.now())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Permintaan koreksi terkirim; jawabannya dalam 3×24 jam."))
            return HttpResponseRedirect(reverse("own_corrections"))
    context = {"form": form, "rows": [_told(each) for each in found]}
    return render(request, "privacy/corrections.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@requires_sign_in
def withdraw_correction(request: HttpRequest, correction_id: UUID) -> HttpResponseRedirect:
    """I do not want it any more."""
    services.withdraw(correction_id=correction_id, actor=_user(request))
    messages.success(request, _("Permintaan koreksi ditarik."))
    return HttpResponseRedirect(reverse("own_corrections"))


@require_safe
@requires_sign_in
def correction_evidence(request: HttpRequest, correction_id: UUID) -> FileResponse:
    """The evidence, always as a download."""
    row = queries.evidence_of(_user(request), correction_id, timezone.localdate())
    return FileResponse(files.opened(row), as_attachment=True, filename=row.name, content_type=row.media_type)


@require_safe
@requires(Action.HANDLE_DATA_REQUESTS)
def corrections(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first."""
    everything = request.GET.get("tampilan") == "semua"
    form = LooksForm(request.GET)
    form.is_valid()
    page = queries.waiting(
        _user(request),
        timezone.localdate(),
        timezone.now(),
        everything=everything,
        page=form.cleaned_data.get("page") or 1,
    )
    address = reverse("corrections")
    context = {
        "page": page,
        "rows": [_told(each) for each in page.object_list],
        "everything": everything,
        "segments": [
            {"label": _("Menunggu"), "url": address, "current": not everything},
            {"label": _("Semua"), "url": f"{address}?tampilan=semua", "current": everything},
        ],
    }
    return render(request, "privacy/correction_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.HANDLE_DATA_REQUESTS)
def correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """One request: accept with the value that is written, or refuse, with a reason."""
    shown = queries.one(_user(request), correction_id, timezone.localdate(), timezone.now())
    act = request.POST.get("keputusan", "")
    accepting = AcceptForm(
        request.POST if act == "terima" else None, initial={"value": shown.row.wanted}, prefix="terima"
    )
    refusing = RefuseForm(request.POST if act == "tolak" else None, prefix="tolak")
    form = {"terima": accepting, "tolak": refusing}.get(act)
    if form is not None and form.is_valid():
        try:
            _decide(act, correction_id, form.cleaned_data, _user(request))
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Keputusan tersimpan; pemohon membacanya di halamannya."))
            return HttpResponseRedirect(reverse("correction", args=[correction_id]))
    may_change = may_within(_user(request), Action.IMPORT_PEOPLE, timezone.localdate())
    context = {
        **_told(shown),
        "accepting": accepting,
        "refusing": refusing,
        "change_url": _page_of(shown) if may_change else "",
        "on_person": Field(shown.row.field) in PAGES,
    }
    return render(request, "privacy/correction.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@requires(Action.HANDLE_DATA_REQUESTS)
def correction_done(request: HttpRequest, correction_id: UUID) -> HttpResponseRedirect:
    """What was accepted has been changed."""
    services.carried_out(correction_id=correction_id, actor=_user(request), at=timezone.now())
    messages.success(request, _("Perubahan tercatat."))
    return HttpResponseRedirect(reverse("correction", args=[correction_id]))


def _decide(act: str, correction_id: UUID, values: dict[str, Any], actor: User) -> None:
    if act == "terima":
        services.accept(correction_id=correction_id, actor=actor, at=timezone.now(), **values)
    else:
        services.refuse(correction_id=correction_id, actor=actor, at=timezone.now(), **values)


def _page_of(shown: Shown) -> str:
    """Where it is changed, if the decision does not write it."""
    name = PAGES.get(Field(shown.row.field), "employee")
    return reverse(name, args=[shown.row.employee_id])


def _told(shown: Shown) -> dict[str, Any]:
    state, tone = words.correction_state(shown.row.state)
    return {"shown": shown, "row": shown.row, "what": words.corrected(shown.row.field), "state": state, "tone": tone}


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
