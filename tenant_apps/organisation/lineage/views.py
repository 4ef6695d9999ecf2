"""The page of a unit's history."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires_sign_in
from tenant_apps.organisation.lineage import queries, words


@require_safe
@requires_sign_in
def history(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """Every change of a unit, the newest first, with the chart before and after it."""
    today = timezone.localdate()
    found = queries.history_of(request.user, unit_id, today)
    rows = [
        {
            "told": each,
            "event": each.event,
            "chip": words.KINDS[each.event.kind],
            "text": words.told(each),
            "beside": words.beside(each.event.kind),
            "is_coming": each.event.day > today,
        }
        for each in reversed(found.events)
    ]
    return render(request, "organisation/lineage.html", {"found": found, "rows": rows, "today": today})
