"""A region that is only read: what would write is answered with the reason, by the view or after the database."""

from collections.abc import Callable
from typing import Any

from django.db import ProgrammingError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context
from psycopg.errors import InsufficientPrivilege

from shared_apps.ui.formats import moment
from tenants.lifecycle import rules
from tenants.regions.middleware import is_host, region_of
from tenants.regions.models import Region

_STATUS = 409


class ReadOnlyMiddleware:
    """Knows the address by its name, so it asks when the view is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in or out."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Reading, signing in and out, and what keeps accounts safe goes on."""
        region = region_of(request)
        if region.state != Region.State.READ_ONLY:
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        return None if rules.stays_possible(request.method or "", name or "") else _refusal(request, region)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The writes were taken away while the request ran, or a page for reading tried to write."""
        refused = isinstance(error, ProgrammingError) and isinstance(error.__cause__, InsufficientPrivilege)
        if not refused or is_host(request) or hasattr(request, "support"):
            return None
        with schema_context(get_public_schema_name()):
            region = Region.objects.filter(id=region_of(request).id, state=Region.State.READ_ONLY).first()
        return _refusal(request, region) if region else None


def _refusal(request: HttpRequest, region: Region) -> HttpResponse:
    """Why, since when, that nothing was saved and nothing is lost."""
    response: HttpResponse
    if request.path_info.startswith("/api/"):
        title = _("Daerah ini hanya dibaca sejak %(since)s. Alasan: %(reason)s. Tidak ada yang disimpan; data aman.")
        facts = {"since": moment(region.state_since), "reason": region.state_reason}
        problem = {"type": "about:blank", "status": _STATUS, "code": "region_read_only", "title": title % facts}
        problem |= {"reason": region.state_reason, "since": region.state_since}
        response = JsonResponse(problem, status=_STATUS, content_type="application/problem+json")
    else:
        response = render(request, "lifecycle/read_only.html", {"region": region}, status=_STATUS)
    response["Cache-Control"] = "no-store"
    return response
