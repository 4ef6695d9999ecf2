"""Entries of a person's timeline that were recorded by mistake, withdrawn one by one."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.rules import Action
from shared_apps.ui.formats import day as day_text
from tenant_apps.people import queries, services
from tenant_apps.people.forms_entries import WithdrawForm
from tenant_apps.people.views.changes import change_by
from tenant_apps.people.views.requests import user_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def withdraw(request: HttpRequest, employee_id: uuid.UUID, kind: str, entry_id: uuid.UUID) -> HttpResponse:
    """Why, and it is gone."""
    page = queries.employee(request.user, employee_id, timezone.localdate())
    entry = page.entry(kind, entry_id)
    form = WithdrawForm(request.POST or None)
    facts = {"kind": entry.label, "entry": entry.title, "day": day_text(entry.starts_on)}
    told: list[str] = []

    def change(**wish: Any) -> None:
        told.extend(
            services.withdraw(employee_id=employee_id, kind=kind, entry_id=entry_id, actor=user_of(request), **wish)
        )

    return change_by(
        request,
        form,
        change,
        _("Tarik %(kind)s “%(entry)s” mulai %(day)s") % facts,
        _("Tarik catatan"),
        reverse("employee", args=[employee_id]),
        told=lambda: " ".join([_("Catatan ditarik."), *told]),
        lead=page.employee.full_name,
    )
