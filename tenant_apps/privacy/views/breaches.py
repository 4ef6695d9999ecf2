"""The register of breaches and its letters."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError, NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.privacy import letters, words
from tenant_apps.privacy.breach_forms import BreachForm, CloseForm, NoticeForm
from tenant_apps.privacy.forms import LooksForm
from tenant_apps.privacy.queries import breaches as queries
from tenant_apps.privacy.rules.breaches import Told
from tenant_apps.privacy.services import breaches as services

_FIELDS = tuple(BreachForm.base_fields)


@require_safe
@requires(Action.HANDLE_BREACHES)
def breaches(request: HttpRequest) -> HttpResponse:
    """All of them, open ones first."""
    form = LooksForm(request.GET)
    form.is_valid()
    number = form.cleaned_data.get("page") or 1
    page = queries.breaches(request.user, timezone.localdate(), timezone.now(), page=number)
    return render(request, "privacy/breaches.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.HANDLE_BREACHES)
def new_breach(request: HttpRequest) -> HttpResponse:
    """Write one down."""
    form = BreachForm(request.POST or None, initial={"discovered_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record(**form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Tercatat. Tenggat pemberitahuan berjalan."))
            return HttpResponseRedirect(reverse("breach", args=[made.id]))
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/breach_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.HANDLE_BREACHES)
def change_breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """More is known."""
    shown = queries.breach(request.user, breach_id, timezone.localdate(), timezone.now())
    form = BreachForm(request.POST or None, initial={name: _initial(shown.row, name) for name in _FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            services.update(breach_id=breach_id, values=form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan tersimpan."))
            return HttpResponseRedirect(reverse("breach", args=[breach_id]))
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/breach_form.html", {"form": form, "shown": shown}, status=status)


@require_safe
@requires(Action.HANDLE_BREACHES)
def breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One with its clock, its letters, who was told."""
    return _page(request, breach_id)


@require_POST
@requires(Action.HANDLE_BREACHES)
def breach_told(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Somebody was told."""
    form = NoticeForm(request.POST)
    if form.is_valid():
        try:
            services.told(breach_id=breach_id, **form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Pemberitahuan tercatat."))
            return HttpResponseRedirect(reverse("breach", args=[breach_id]))
    return _page(request, breach_id, notice=form)


@require_POST
@requires(Action.HANDLE_BREACHES)
def breach_close(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """It is over."""
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            services.close(breach_id=breach_id, **form.cleaned_data, actor=_user(request), at=timezone.now())
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Catatan ditutup."))
            return HttpResponseRedirect(reverse("breach", args=[breach_id]))
    return _page(request, breach_id, closing=form)


@never_cache
@require_safe
@requires(Action.HANDLE_BREACHES)
def breach_letter(request: HttpRequest, breach_id: UUID, to: str) -> HttpResponse:
    """A draft of the letter as a PDF."""
    if to not in set(Told):
        raise NotFoundError("letter_unknown", _("Surat itu tidak ada."))
    shown = queries.breach(request.user, breach_id, timezone.localdate(), timezone.now())
    content = letters.letter(shown.row, Told(to), organisation.government(), timezone.localtime())
    headers = {"Content-Disposition": f'attachment; filename="rancangan-surat-{to}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _page(
    request: HttpRequest, breach_id: UUID, notice: NoticeForm | None = None, closing: CloseForm | None = None
) -> HttpResponse:
    shown = queries.breach(request.user, breach_id, timezone.localdate(), timezone.now())
    context = {
        "shown": shown,
        "row": shown.row,
        "notices": [(each, str(words.TOLD[Told(each.to)])) for each in shown.row.notices.order_by("told_at", "id")],
        "lacking": [str(words.TOLD[each]) for each in shown.lacking],
        "letters": [(str(key), text) for key, text in words.TOLD.items()],
        "notice": notice or NoticeForm(initial={"told_at": timezone.localtime()}),
        "closing": closing or CloseForm(),
    }
    return render(request, "privacy/breach.html", context, status=422 if notice or closing else 200)


def _initial(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return timezone.localtime(value) if name == "discovered_at" else value


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
