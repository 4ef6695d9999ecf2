"""Imports that changed something: listed, looked at, undone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from shared_apps.accounts.access import may, requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from tenant_apps.people import queries
from tenant_apps.people.forms import ImportsForm
from tenant_apps.people.services import undoing
from tenant_apps.people.views.requests import user_of


@require_safe
@requires_within(Action.IMPORT_PEOPLE)
def imports(request: HttpRequest) -> HttpResponse:
    """Every import that changed something, the last one first; whoever administers one agency sees their own."""
    form = ImportsForm(request.GET)
    wish = form.wish()
    page = queries.imports(request.user, timezone.localdate(), **wish)
    only_own = not may(request.user, Action.IMPORT_PEOPLE, timezone.localdate())
    return render(request, "people/imports.html", {"page": page, "search": wish["search"], "only_own": only_own})


@require_safe
@requires_within(Action.IMPORT_PEOPLE)
def one_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """What one import changed, person by person."""
    return _page(request, import_id)


def _page(request: HttpRequest, import_id: UUID, *, refusal: str = "", status: int = 200) -> HttpResponse:
    form = ImportsForm(request.GET)
    wish = form.wish()
    shown = queries.one_import(request.user, timezone.localdate(), import_id, new_page=form.new_page(), **wish)
    context = {"shown": shown, "made": shown.made, "search": wish["search"], "refusal": refusal}
    return render(request, "people/one_import.html", context, status=status)


@require_POST
@requires_within(Action.IMPORT_PEOPLE)
def undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Have an import undone; refused in words where something depends on it."""
    try:
        job = undoing.ask(import_id=import_id, actor=user_of(request))
    except ConflictError as error:
        return _page(request, import_id, refusal=str(error.message), status=409)
    return redirect("job", job.id)
