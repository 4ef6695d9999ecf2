"""The page of the fleet: versions, the act that runs, what failed, the last proof. The act itself is the owner's."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from tenants.partnerships.operators import operator_of
from tenants.regions.fleet.overview import fleet_overview

_STOP_POLLING = 286  # htmx: swap once more, then stop
_PER_PAGE = 50


@requires(Action.PROVISION)
@require_GET
def fleet(request: HttpRequest) -> HttpResponse:
    """Asked again every two seconds while an act runs."""
    now = timezone.now()
    found = fleet_overview(operator_of(request), day=timezone.localdate(), at=now)
    is_part = bool(getattr(request, "htmx", False))
    page = Paginator(found.regions, _PER_PAGE).get_page(request.GET.get("page"))
    context = {"fleet": found, "act": found.act, "page": page, "is_moving": found.is_moving, "now": now}
    status = _STOP_POLLING if is_part and not found.is_moving else 200
    response = render(request, "regions/_fleet.html" if is_part else "regions/fleet.html", context, status=status)
    response["Vary"] = "HX-Request, Cookie"
    return response
