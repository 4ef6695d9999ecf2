"""What everybody may read: the register, and who looked at one's own data."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import may, requires_sign_in
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from tenant_apps.privacy import words
from tenant_apps.privacy.forms import LooksForm
from tenant_apps.privacy.queries import corrections, looks
from tenant_apps.privacy.queries.register import register


@require_safe
@requires_sign_in
def privacy(request: HttpRequest) -> HttpResponse:
    """What is held of people here, why and for how long, and the way to one's rights."""
    user, today = cast(User, request.user), timezone.localdate()
    context = {
        "sections": register(),
        "has_data": bool(user.employee_id),
        "may_correct": may(user, Action.HANDLE_DATA_REQUESTS, today),
        "may_breach": may(user, Action.HANDLE_BREACHES, today),
        "may_assess": may(user, Action.ASSESS_PRIVACY, today),
        "may_see_log": may(user, Action.SEE_ACCESS_LOG, today),
        "waiting": corrections.waiting_count(user, today),
    }
    return render(request, "privacy/privacy.html", context)


@require_safe
@requires_sign_in
def own_looks(request: HttpRequest) -> HttpResponse:
    """Who looked at my data."""
    today = timezone.localdate()
    form = LooksForm(request.GET)
    since, until = form.days(today, looks.oldest_day(today))
    found = looks.own(
        cast(User, request.user),
        since=since,
        until=until,
        page=form.cleaned_data.get("page") or 1,
        lists_page=form.cleaned_data.get("daftar") or 1,
    )
    context = {
        "found": found,
        "persons": [(row, words.look(row.kind)) for row in found.persons.object_list],
        "lists": [(row, words.look(row.kind)) for row in found.lists.object_list],
    }
    return render(request, "privacy/looks.html", context)
