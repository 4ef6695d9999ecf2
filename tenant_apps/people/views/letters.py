"""Activation letters: who needs one, and the paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.rows import new_id
from tenant_apps.people.forms_letters import LettersForm, UnitForm
from tenant_apps.people.queries import letters as queries
from tenant_apps.people.services import letters
from tenant_apps.people.views.requests import user_of

SHOWN = 100  # of a list that is narrowed by unit; printing all takes all


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.INVITE_PEOPLE)
def activation_letters(request: HttpRequest) -> HttpResponse:
    """People without e-mail, by unit; the ticked ones, or all who are due, get a letter each."""
    day = timezone.localdate()
    unit_id = UnitForm.unit_of(request.POST if request.method == "POST" else request.GET)
    rows = queries.without_address(request.user, day, unit_id)
    form = LettersForm(request.POST or None, rows=rows)
    if form.is_valid():
        try:
            content = letters.print_letters(actor=user_of(request), day=day, unit_id=unit_id, **form.wanted())
        except DomainError as refused:
            form.refuse(refused)
        else:
            headers = {"Content-Disposition": f'attachment; filename="surat-aktivasi-{day.isoformat()}.pdf"'}
            return HttpResponse(content, content_type="application/pdf", headers=headers)
    context = {
        "form": form,
        "rows": rows[:SHOWN],
        "count": len(rows),
        "due": sum(row.is_due for row in rows),
        "unit_id": unit_id,
        "is_everywhere": queries.prints_everywhere(request.user, day),
        "agencies": queries.agencies(request.user, day),
        "order": new_id(),
    }
    return render(request, "people/letters.html", context, status=422 if form.is_bound else 200)
