"""One person: added by hand, promoted, employed otherwise, and what was written wrong of them put right."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError, NotFoundError
from shared_apps.reference import queries as reference
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import bounds
from tenant_apps.people import queries, services
from tenant_apps.people.forms_person import AddForm, EmploymentForm, GradeForm, IdentityForm
from tenant_apps.people.views.changes import change_by
from tenant_apps.people.views.requests import user_of


@never_cache  # a NIK may stand in it
@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """One person more; who is recorded already is shown."""
    today = timezone.localdate()
    chart = organisation.structure_on(request.user, today)
    inside = bounds(request.user, Action.IMPORT_PEOPLE, today)
    initial = {"starts_on": today, "unit_id": request.GET.get("unit", ""), "position_type": "implementer"}
    form = AddForm(request.POST or None, chart=chart, inside=inside, initial=initial)
    known = ""
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_person(**form.asked(), actor=user_of(request))
        except DomainError as error:
            form.refuse(error)
            known = error.details.get("employee_id", "")
        else:
            return _shown(request, added)
    context = {"form": form, "known": known}
    return render(request, "people/add.html", context, status=422 if request.method == "POST" else 200)


def _shown(request: HttpRequest, added: services.Added) -> HttpResponseRedirect:
    """The page of who was added; the administrator of one agency sees who comes later on their first day."""
    messages.success(request, _("Pegawai ditambahkan.") if added.is_new else _("Pegawai ini sudah tercatat begitu."))
    for words in added.warnings:
        messages.warning(request, words)
    try:
        queries.employee(request.user, added.employee_id, timezone.localdate())
    except NotFoundError:
        return HttpResponseRedirect(reverse("employees"))
    return HttpResponseRedirect(reverse("employee", args=[added.employee_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def grade(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Another grade from its TMT on."""
    today = timezone.localdate()
    page = queries.employee(request.user, employee_id, today)
    kind = reference.employment_type(page.employee.employment_type)
    form = GradeForm(
        request.POST or None, scheme=kind.scheme if kind else "", initial={"starts_on": today, "grade": page.grade}
    )

    def change(**wish: Any) -> None:
        for words in services.change_grade(employee_id=employee_id, actor=user_of(request), **wish):
            messages.warning(request, words)

    title = _("Golongan %(name)s") % {"name": page.employee.full_name}
    return change_by(request, form, change, title, _("Simpan golongan"), reverse("employee", args=[employee_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def employment(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Another kind of employment."""
    today = timezone.localdate()
    person = queries.employee(request.user, employee_id, today).employee
    initial = {"starts_on": today, "employment_type": person.employment_type}
    form = EmploymentForm(request.POST or None, initial=initial)

    def change(**wish: Any) -> None:
        services.change_employment_type(employee_id=employee_id, actor=user_of(request), **wish)

    return change_by(
        request,
        form,
        change,
        _("Jenis pegawai %(name)s") % {"name": person.full_name},
        _("Simpan jenis pegawai"),
        reverse("employee", args=[employee_id]),
        lead=_(
            "Sekarang %(kind)s. Jenis pegawai menentukan daftar golongannya; nilai mengikuti jenis jabatan dan tidak "
            "berubah karenanya. PPPK yang menjadi PNS atau CPNS mendapat golongan dan NIP baru."
        )
        % {"kind": person.get_employment_type_display()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def identity(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Name, titles, address, birth date and sex as they should have been."""
    person = queries.employee(request.user, employee_id, timezone.localdate()).employee
    form = IdentityForm(request.POST or None, initial=services.identity_of(person))

    def change(**_wish: Any) -> None:
        services.correct_identity(employee_id=employee_id, actor=user_of(request), **form.asked())

    return change_by(
        request,
        form,
        change,
        _("Perbaiki data %(name)s") % {"name": person.full_name},
        _("Simpan perbaikan"),
        reverse("employee", args=[employee_id]),
        lead=_("Yang semula tertulis tetap terbaca di perubahan data, dengan alasan dan siapa yang memperbaikinya."),
    )
