"""From the host name to the region: unknown or not active is a 404, for every path."""

from typing import cast

from django.http import Http404, HttpRequest
from django.utils import timezone
from django_tenants.middleware import TenantMainMiddleware
from django_tenants.utils import get_public_schema_name

from tenants.regions.models import Domain, Region


class RegionMiddleware(TenantMainMiddleware):  # type: ignore[misc]  # django-tenants ships no types
    """Enters the region of the request's host name under its own login."""

    def get_tenant(self, domain_model: type[Domain], hostname: str) -> Region:
        """The active region of this address; anything else does not exist."""
        region = Region.objects.filter(domains__domain=hostname, state=Region.State.ACTIVE).first()
        if region is None:
            raise domain_model.DoesNotExist
        return region

    def process_request(self, request: HttpRequest) -> None:
        """Enter the region, and its time zone."""
        super().process_request(request)
        timezone.activate(region_of(request).time_zone)

    def no_tenant_found(self, request: HttpRequest, hostname: str) -> None:  # noqa: ARG002  django-tenants' signature
        """Nothing is said about what exists."""
        raise Http404


def region_of(request: HttpRequest) -> Region:
    """The region, or the host, whose address was asked for."""
    return cast(Region, request.tenant)  # type: ignore[attr-defined]  # set by the middleware above


def is_host(request: HttpRequest) -> bool:
    """Whether the request came to the host's own address."""
    return bool(region_of(request).schema_name == get_public_schema_name())
