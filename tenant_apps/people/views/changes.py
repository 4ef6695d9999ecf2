"""Single changes of a person and of who acts for a head."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import may, requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.ui.forms import RefusableForm
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import bounds
from tenant_apps.people import queries, services
from tenant_apps.people.forms import AssessorForm, EducationForm, LeaveForm, NumberForm
from tenant_apps.people.forms_acting import ActingForm
from tenant_apps.people.position_forms import PlaceForm
from tenant_apps.people.views.requests import user_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def leave(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Somebody leaves from a day on."""
    today = timezone.localdate()
    person = queries.employee(request.user, employee_id, today).employee
    form = LeaveForm(request.POST or None, initial={"from_day": today})
    title = _("Akhiri tugas %(name)s") % {"name": person.full_name}

    told: list[str] = []

    def change(**wish: Any) -> None:
        told.extend(services.leave(employee_id=employee_id, actor=user_of(request), **wish))

    # the administrator of one agency no longer sees who holds no chair in it
    sees_all = may(request.user, Action.SEE_EVERYONE, today)
    back = reverse("employee", args=[employee_id]) if sees_all else reverse("employees")
    return change_by(request, form, change, title, _("Akhiri tugas"), back, told=lambda: saved(told))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def change_number(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """A new NIP from a day on."""
    today = timezone.localdate()
    person = queries.employee(request.user, employee_id, today).employee
    form = NumberForm(request.POST or None, initial={"starts_on": today})
    title = _("NIP baru untuk %(name)s") % {"name": person.full_name}

    def change(**wish: Any) -> None:
        services.change_number(employee_id=employee_id, actor=user_of(request), **wish)

    return change_by(request, form, change, title, _("Simpan NIP"), reverse("employee", args=[employee_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def assessor(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Somebody else than the superior rates a person, or the superior does again."""
    today = timezone.localdate()
    person = queries.employee(request.user, employee_id, today).employee
    form = AssessorForm(request.POST or None, initial={"starts_on": today})
    title = _("Penilai untuk %(name)s") % {"name": person.full_name}

    def change(*, number: str, starts_on: Any, until: Any, reason: str, replaces: uuid.UUID | None) -> None:
        if number:
            services.name_assessor(
                employee_id=employee_id,
                number=number,
                starts_on=starts_on,
                until=until,
                reason=reason,
                replaces=replaces,
                actor=user_of(request),
            )
        else:
            services.end_named_assessor(
                employee_id=employee_id, from_day=starts_on, replaces=replaces, actor=user_of(request)
            )

    return change_by(request, form, change, title, _("Simpan"), reverse("employee", args=[employee_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def place(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Another chair for somebody from a day on."""
    today = timezone.localdate()
    page = queries.employee(request.user, employee_id, today)
    held = page.assignment
    initial: dict[str, Any] = {"starts_on": today}
    if held is not None:
        initial |= {
            "unit_id": held.unit_id,
            "position_title": held.position_title,
            "position_type": held.position_type,
        }
    chart = organisation.structure_on(request.user, today)
    inside = bounds(request.user, Action.IMPORT_PEOPLE, today)
    form = PlaceForm(request.POST or None, chart=chart, inside=inside, initial=initial)
    title = _("Penugasan %(name)s") % {"name": page.employee.full_name}

    told: list[str] = []

    def change(**wish: Any) -> None:
        told.extend(services.place(employee_id=employee_id, actor=user_of(request), **wish))
        told.extend(queries.grade_remarks(employee_id, wish["starts_on"]))

    back = reverse("employee", args=[employee_id])
    return change_by(request, form, change, title, _("Simpan penugasan"), back, told=lambda: saved(told))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def education(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """A certificate of somebody."""
    person = queries.employee(request.user, employee_id, timezone.localdate()).employee
    form = EducationForm(request.POST or None)
    title = _("Pendidikan %(name)s") % {"name": person.full_name}

    def change(**wish: Any) -> None:
        services.record_education(employee_id=employee_id, actor=user_of(request), **wish)

    return change_by(request, form, change, title, _("Simpan pendidikan"), reverse("employee", args=[employee_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def acting_head(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Somebody heads a unit in another's place from a day on, or nobody does any more."""
    today = timezone.localdate()
    unit = organisation.unit_on(request.user, unit_id, today)
    form = ActingForm(request.POST or None, head_on=partial(queries.definitive_head, unit_id), today=today)
    title = _("Plt/Plh kepala %(name)s") % {"name": unit.name}

    def change(*, number: str, starts_on: Any, replaces: uuid.UUID | None, **wish: Any) -> None:
        if number:
            services.appoint_acting_head(
                unit_id=unit_id,
                number=number,
                starts_on=starts_on,
                replaces=replaces,
                actor=user_of(request),
                **wish,
            )
        else:
            services.end_acting_head(unit_id=unit_id, from_day=starts_on, replaces=replaces, actor=user_of(request))

    return change_by(request, form, change, title, _("Simpan"), f"{reverse('organisation')}?unit={unit_id}")


def saved(told: Iterable[str]) -> str:
    """That it is saved, and what went along."""
    return " ".join([_("Tersimpan."), *told])


def change_by(
    request: HttpRequest,
    form: RefusableForm,
    change: Callable[..., None],
    title: str,
    button: str,
    back: str,
    *,
    told: Callable[[], str] = lambda: _("Tersimpan."),
    lead: str = "",
) -> HttpResponse:
    """Show the form, or do what it asks for, tell it and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            change(**form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, told())
            return HttpResponseRedirect(back)
    context = {"form": form, "title": title, "button": button, "back": back, "lead": lead}
    return render(request, "people/change.html", context, status=422 if request.method == "POST" else 200)
