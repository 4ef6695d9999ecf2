"""The NIK of a person: entered, shown whole by an act of its own, and a person found by it."""

import uuid
from typing import Any

from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shared_apps.accounts.access import requires_sign_in, requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from tenant_apps.people import messages, queries, services
from tenant_apps.people.forms_nik import FindForm, NikForm
from tenant_apps.people.views.changes import change_by
from tenant_apps.people.views.requests import user_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def record(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """Enter, correct or take away somebody's NIK."""
    person = queries.employee(request.user, employee_id, timezone.localdate()).employee
    form = NikForm(request.POST or None)
    title = _("NIK %(name)s") % {"name": person.full_name}

    def change(*, nik: str, **_remove: Any) -> None:
        for code in services.record_nik(employee_id=employee_id, nik=nik, actor=user_of(request)):
            told.warning(request, " ".join(messages.warning(code, {})))

    return change_by(
        request,
        form,
        change,
        title,
        _("Simpan NIK"),
        reverse("employee", args=[employee_id]),
        lead=_("NIK yang tercatat tidak ditampilkan di sini; yang diisi menggantikannya."),
    )


@never_cache
@require_POST
@requires_sign_in
def show(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """The whole NIK; that it was looked at is written down for the person, or the answer is not given."""
    today = timezone.localdate()
    nik = queries.whole_nik(request.user, employee_id, today)
    person = queries.employee(request.user, employee_id, today).employee
    is_own = getattr(request.user, "employee_id", None) == employee_id
    return render(request, "people/nik.html", {"nik": nik, "person": person, "is_own": is_own})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.SEE_NIK)
def find(request: HttpRequest) -> HttpResponse:
    """Whose a whole NIK is; sent by POST, so that no address and no log holds it."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        try:
            found = queries.with_nik(request.user, form.cleaned_data["nik"], timezone.localdate())
        except NotFoundError as error:
            form.refuse(error)
        else:
            return redirect("employee", found.id)
    return render(request, "people/by_nik.html", {"form": form}, status=422 if form.is_bound else 200)
