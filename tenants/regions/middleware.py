"""From the host name to the region: unknown or not active is a 404, for every path; another version is a 503."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.middleware import TenantMainMiddleware
from django_tenants.utils import get_public_schema_name

from tenants.regions.models import Domain, Region

RETRY_AFTER = 60  # seconds; a wave takes less


class OtherVersionError(Exception):
    """The region waits for its migration, or for newer code; the others serve."""


class RegionMiddleware(TenantMainMiddleware):  # type: ignore[misc]  # django-tenants ships no types
    """Enters the region of the request's host name under its own login."""

    def get_tenant(self, domain_model: type[Domain], hostname: str) -> Region:
        """The active region of this address; anything else does not exist."""
        region = Region.objects.filter(domains__domain=hostname, state=Region.State.ACTIVE).first()
        if region is None:
            raise domain_model.DoesNotExist
        if not region.is_current:
            raise OtherVersionError
        return region

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Enter the region, and its time zone; a region whose tables are not this code's is not entered."""
        try:
            super().process_request(request)
        except OtherVersionError:
            return _in_maintenance(request)
        timezone.activate(region_of(request).time_zone)
        return None

    def no_tenant_found(self, request: HttpRequest, hostname: str) -> None:  # noqa: ARG002  django-tenants' signature
        """Nothing is said about what exists."""
        raise Http404


def _in_maintenance(request: HttpRequest) -> HttpResponse:
    """Before any region is entered: neither database nor context."""
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "status": 503, "code": "region_in_maintenance"}
        title = _("Layanan daerah ini sedang diperbarui. Data yang sudah tersimpan aman.")
        response: HttpResponse = JsonResponse(
            {**problem, "title": title}, status=503, content_type="application/problem+json"
        )
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def region_of(request: HttpRequest) -> Region:
    """The region, or the host, whose address was asked for."""
    return cast(Region, request.tenant)  # type: ignore[attr-defined]  # set by the middleware above


def is_host(request: HttpRequest) -> bool:
    """Whether the request came to the host's own address."""
    return bool(region_of(request).schema_name == get_public_schema_name())
