"""Pages that change single units; the chart and the import are pages of people: they need who sits where."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.ui.formats import day as day_text
from tenant_apps.organisation import queries, services
from tenant_apps.organisation.forms import AddForm, DatedForm, DayForm, MoveForm, RenameForm
from tenant_apps.organisation.rules.chart import Node


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def add_unit(request: HttpRequest) -> HttpResponse:
    """A new unit under a parent."""
    today = timezone.localdate()
    chart = queries.structure_on(request.user, DayForm.day_of(request.GET, today))
    initial = {"parent_id": request.GET.get("induk", ""), "effective_from": today}
    form = AddForm(request.POST or None, chart=chart, initial=initial)
    return _change(request, form, services.add_unit, {}, title=_("Tambah unit"), button=_("Tambahkan unit"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def rename_unit(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Another name from a date on."""
    today = timezone.localdate()
    node = queries.unit_on(request.user, unit_id, DayForm.day_of(request.GET, today))
    initial = {"name": node.name, "abbreviation": node.abbreviation, "effective_from": today}
    form = RenameForm(request.POST or None, initial=initial)
    title = _("Ubah nama %(name)s") % {"name": node.name}
    return _change(
        request, form, services.rename_unit, {"unit_id": unit_id}, title=title, button=_("Ubah nama"), node=node
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def move_unit(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Another parent from a date on."""
    today = timezone.localdate()
    day = DayForm.day_of(request.GET, today)
    node, chart = queries.unit_on(request.user, unit_id, day), queries.structure_on(request.user, day)
    initial = {"parent_id": str(node.parent_id), "effective_from": today}
    form = MoveForm(request.POST or None, chart=chart, unit_id=unit_id, initial=initial)
    title = _("Pindahkan %(name)s ke…") % {"name": node.name}
    return _change(
        request, form, services.move_unit, {"unit_id": unit_id}, title=title, button=_("Pindahkan"), node=node
    )


def _change(
    request: HttpRequest,
    form: DatedForm,
    service: Callable[..., Any],
    target: dict[str, Any],
    *,
    title: str,
    button: str,
    node: Node | None = None,
) -> HttpResponse:
    """Show the form, or do what it asks for and show the chart of that day."""
    if request.method == "POST" and form.is_valid():
        try:
            changed = service(**target, **form.cleaned_data, actor=request.user)
        except DomainError as error:
            form.refuse(error)
        else:
            day = form.cleaned_data["effective_from"]
            messages.success(request, _("Tersimpan. Berlaku mulai %(day)s.") % {"day": day_text(day)})
            return to_chart(day.isoformat(), target.get("unit_id") or changed)
    context = {"form": form, "title": title, "button": button, "node": node, "back": reverse("organisation")}
    return render(request, "organisation/change.html", context, status=422 if request.method == "POST" else 200)


def to_chart(day: str, unit_id: uuid.UUID | None = None) -> HttpResponseRedirect:
    """The chart of a day, at a unit."""
    unit = f"&unit={unit_id}" if unit_id else ""
    return HttpResponseRedirect(f"{reverse('organisation')}?hari={day}{unit}")
