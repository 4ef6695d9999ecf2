"""What the columns of an uploaded sheet hold: said once by a person, remembered for the next sheet like it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from tenant_apps.people import messages, queries
from tenant_apps.people.forms import ColumnsForm
from tenant_apps.people.services import uploads
from tenant_apps.people.views.imports import steps
from tenant_apps.people.views.requests import user_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def columns(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Each column with examples and what it becomes; the sheet is checked when everything needed is told."""
    today = timezone.localdate()
    named, known = uploads.stored_columns(actor=user_of(request), file_id=file_id, today=today)
    shown = queries.columns(named.table, named.row)
    initial = {"day": request.GET.get("hari", today.isoformat())}
    form = ColumnsForm(request.POST or None, shown=shown, known=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            job = uploads.choose(
                file_id=file_id,
                day=form.cleaned_data["day"],
                columns=form.columns(),
                actor=user_of(request),
                today=today,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("people_import_result", job.id)
    context = {"form": form, "named": named, "lacking": [messages.column_name(name) for name in known.lacking]}
    context |= {"rows": len(named.table.lines), "steps": steps()}
    return render(request, "people/columns.html", context, status=422 if request.method == "POST" else 200)
