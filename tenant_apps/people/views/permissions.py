"""Who may do what, and why: one's own page, anybody's for those who watch over it, and the table of roles."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_apps.accounts import queries as accounts
from shared_apps.accounts.access import may, requires, requires_sign_in
from shared_apps.accounts.rules import Action
from tenant_apps.organisation.forms import DayForm
from tenant_apps.people.queries import permissions as queries
from tenant_apps.people.views.requests import user_of


@never_cache
@require_safe
@requires_sign_in
def own(request: HttpRequest) -> HttpResponse:
    """What I may do on a day, and why."""
    day = DayForm.day_of(request.GET, timezone.localdate())
    return _page(request, queries.own_permissions(user_of(request), day))


@never_cache
@require_safe
@requires(Action.SEE_PERMISSIONS)
def of_somebody(request: HttpRequest, subject_id: uuid.UUID) -> HttpResponse:
    """What somebody may do on a day, and why."""
    today = timezone.localdate()
    day = DayForm.day_of(request.GET, today)
    return _page(request, queries.permissions_of(request.user, subject_id, day, today))


@never_cache
@require_safe
@requires(Action.SEE_PERMISSIONS)
def matrix(request: HttpRequest) -> HttpResponse:
    """The table of roles, and a way to anybody's page."""
    today = timezone.localdate()
    search = request.GET.get("cari", "")[:100].replace("\x00", "")
    context = {
        "matrix": queries.permission_matrix(request.user, today),
        "search": search,
        "people": accounts.accounts_called(user_of(request), today, search),
    }
    return render(request, "people/permission_matrix.html", context)


def _page(request: HttpRequest, found: queries.Permissions) -> HttpResponse:
    may_see_all = may(request.user, Action.SEE_PERMISSIONS, timezone.localdate())
    return render(request, "people/permissions.html", {"found": found, "day": found.day, "may_see_all": may_see_all})
