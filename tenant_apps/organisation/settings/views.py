"""Pages of what a region sets, and its crest for everybody."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import may, requires, requires_sign_in
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.files import queries as files
from shared_apps.ui.formats import day as day_text
from tenant_apps.organisation.settings import queries, services
from tenant_apps.organisation.settings.forms import DayOffForm, SettingsForm, TermForm, YearForm
from tenant_apps.organisation.settings.rules.calendar import FIRST_YEAR, LAST_YEAR

_KEPT_FOR = 31_536_000  # seconds: another crest has another address


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_ORGANISATION)
def settings(request: HttpRequest) -> HttpResponse:
    """Zone, language, length of periods."""
    known = queries.settings(request.user)
    form = SettingsForm(
        request.POST or None, initial={name: getattr(known.government, name) for name in SettingsForm.base_fields}
    )
    if form.is_valid():
        try:
            services.change_settings(**form.cleaned_data, actor=_user(request))
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Pengaturan daerah sudah disimpan."))
            return redirect("organisation_settings")
    context = {"form": form, "known": known, "now": timezone.now(), "segments": segments("organisation_settings")}
    return render(request, "organisation/settings/choices.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_sign_in
def calendar(request: HttpRequest) -> HttpResponse:
    """The year with its closed days, a term counted in working days; who may adds a day of the region's own."""
    form = DayOffForm(request.POST or None)
    if form.is_valid():
        try:
            added = services.add_day_off(**form.cleaned_data, actor=_user(request))
        except DomainError as refused:
            if not refused.fields:  # whoever may not gets the page that says so
                raise
            form.refuse(refused)
        else:
            messages.success(request, _("%(day)s sekarang libur daerah.") % {"day": day_text(added.day, "long")})
            return redirect(f"{reverse('calendar')}?tahun={added.day.year}")
    today = timezone.localdate()
    year = YearForm.year_of(request.GET, today.year)
    context = {
        "calendar": queries.year_of(request.user, year),
        "form": form,
        "may_change": may(request.user, Action.MANAGE_ORGANISATION, today),
        "years": [_year(each, year) for each in range(year - 1, year + 2) if FIRST_YEAR <= each <= LAST_YEAR],
        "segments": segments("calendar"),
        **_term(request),
    }
    return render(request, "organisation/settings/calendar.html", context, status=422 if form.is_bound else 200)


@require_POST
@requires(Action.MANAGE_ORGANISATION)
def remove_day_off(request: HttpRequest, day_off_id: UUID) -> HttpResponse:
    """A day of the region's own is worked again."""
    removed = services.remove_day_off(day_off_id=day_off_id, actor=_user(request))
    messages.success(request, _("%(day)s kembali menjadi hari kerja.") % {"day": day_text(removed.day, "long")})
    return redirect(f"{reverse('calendar')}?tahun={removed.day.year}")


@require_safe
def crest(request: HttpRequest, crest_id: UUID) -> FileResponse:  # noqa: ARG001
    """The crest in use, to everybody: it stands before the password. Another crest has another address."""
    row = queries.crest(crest_id)
    response = FileResponse(files.opened(row), content_type="image/png")
    response["Cache-Control"] = f"private, max-age={_KEPT_FOR}, immutable"  # a session may be noted on the way
    return response


def segments(here: str) -> list[dict[str, Any]]:
    """The three pages of what a region sets."""
    pages = (
        ("organisation_settings", _("Waktu, bahasa, periode")),
        ("organisation_appearance", _("Nama dan lambang")),
        ("calendar", _("Kalender kerja")),
    )
    return [{"url": reverse(name), "label": label, "current": name == here} for name, label in pages]


def _year(year: int, current: int) -> dict[str, Any]:
    return {"url": f"{reverse('calendar')}?tahun={year}", "label": str(year), "current": year == current}


def _term(request: HttpRequest) -> dict[str, Any]:
    """The form that counts, and its answer once it was asked."""
    if "dari" not in request.GET:
        return {"term": TermForm(initial={"dari": timezone.localdate(), "hari": 14})}
    form = TermForm(request.GET)
    asked = (form.cleaned_data["dari"], form.cleaned_data["hari"]) if form.is_valid() else None
    return {"term": form, "found": queries.term(request.user, *asked) if asked else None}


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
