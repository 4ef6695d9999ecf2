"""From the host name to the region: unknown is a 404, for every path; suspended or another version is a 503.

A region that does not serve is not entered: what runs before ClosedMiddleware (static files, the language) touches
no database, and it answers in the place of all the rest.
"""

from collections.abc import Callable
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.middleware import TenantMainMiddleware
from django_tenants.utils import get_public_schema_name

from tenants.regions.addresses import region_at
from tenants.regions.models import Domain, Region

RETRY_AFTER = 60  # seconds; a wave takes less


class NotServedError(Exception):
    """The region is suspended, waits for its migration, or has moved to another address."""

    def __init__(self, region: Region) -> None:
        super().__init__(region.schema_name)
        self.region = region


class RegionMiddleware(TenantMainMiddleware):  # type: ignore[misc]  # django-tenants ships no types
    """Enters the region of the request's host name under its own login."""

    def get_tenant(self, domain_model: type[Domain], hostname: str) -> Region:
        """The region of this address; one that is not provisioned to its end does not exist."""
        region = region_at(hostname.lower())
        if region is None:
            raise domain_model.DoesNotExist
        if getattr(region, "has_moved", False) or region.state == Region.State.SUSPENDED or not region.is_current:
            raise NotServedError(region)
        return region

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Enter the region, and its time zone; a region whose tables are not this code's is not entered."""
        try:
            if super().process_request(request) is not None:  # what no host can be called, as `a_b`
                raise Http404
        except NotServedError as found:
            request.tenant, request.is_closed = found.region, True  # type: ignore[attr-defined]  # see below
        timezone.activate(region_of(request).time_zone)
        return None

    def no_tenant_found(self, request: HttpRequest, hostname: str) -> None:  # noqa: ARG002  django-tenants' signature
        """Nothing is said about what exists."""
        raise Http404


class ClosedMiddleware:
    """Answers for a region that does not serve: it has moved, is suspended, or waits for its migration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing behind this place runs in a region that was not entered."""
        if not getattr(request, "is_closed", False):
            return self.get_response(request)
        region = region_of(request)
        if getattr(region, "has_moved", False):
            response = _moved(request, region)
        elif region.state == Region.State.SUSPENDED:
            response = _suspended(request, region)
        else:
            title = _("Layanan daerah ini sedang diperbarui. Data yang sudah tersimpan aman.")
            response = _answer(request, 503, "region_in_maintenance", title, "503.html", {})
            response["Retry-After"] = str(RETRY_AFTER)
        if response.status_code != 301:
            response["Cache-Control"] = "no-store"
        return response


def _moved(request: HttpRequest, region: Region) -> HttpResponse:
    """Reading goes on to the new address; what was typed into a form of the old one is not sent anywhere."""
    if request.method in {"GET", "HEAD"}:
        return HttpResponsePermanentRedirect(region.own_address + request.get_full_path())
    title = _("Alamat ini sudah pindah ke %(address)s. Yang baru saja dikirim tidak disimpan.")
    title %= {"address": region.own_address}
    return _answer(request, 410, "address_moved", title, "regions/moved.html", {"region": region})


def _suspended(request: HttpRequest, region: Region) -> HttpResponse:
    """Why, since when, whom to ask; and that nothing is lost."""
    host = Region.objects.get(schema_name=get_public_schema_name())
    title = _("Layanan %(name)s ditangguhkan. Alasan: %(reason)s. Data yang sudah tersimpan aman.")
    title %= {"name": region.name, "reason": region.state_reason}
    return _answer(request, 503, "region_suspended", title, "regions/suspended.html", {"region": region, "host": host})


def _answer(
    request: HttpRequest, status: int, code: str, title: str, template: str, context: dict[str, Region]
) -> HttpResponse:
    """A page, or a problem for programs; without the region's database and without the shell."""
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "status": status, "code": code, "title": title}
        if status == 503 and (region := context.get("region")):
            problem |= {"reason": region.state_reason, "since": region.state_since}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    return HttpResponse(render_to_string(template, context), status=status)


def region_of(request: HttpRequest) -> Region:
    """The region, or the host, whose address was asked for."""
    return cast(Region, request.tenant)  # type: ignore[attr-defined]  # set by the middleware above


def is_host(request: HttpRequest) -> bool:
    """Whether the request came to the host's own address."""
    return bool(region_of(request).schema_name == get_public_schema_name())
