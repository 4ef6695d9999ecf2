"""What a region set for itself and every request and job in it needs: its time zone and language, its crest.

Its row is read once per request, where the shell read it before, and once per job. The zone of the Region row is the
one it was provisioned with: it holds until the region's own row is there to be read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django_tenants.utils import tenant_context

from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import Government
from tenants.regions.middleware import is_host
from tenants.regions.models import Region

_KEPT = "_government"  # on the request


class HomeMiddleware:
    """Behind the language, in which a database that does not answer is told of."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """From here on "today" is the region's, and so are the times on its pages."""
        known = _known(request)
        if known:
            timezone.activate(known.time_zone)
        return self.get_response(request)


def government_of(request: HttpRequest) -> Government:
    """The government of the request's region. Raises NotFoundError where the host has not written it."""
    return _known(request) or organisation.government()


def language_of(request: HttpRequest) -> str:
    """The language of those who have not chosen one; empty where no region was entered."""
    known = _known(request)
    return known.language if known else ""


def crest_url(government: Any) -> str:
    """Where the crest is shown from; empty where the initials stand in its place."""
    return reverse("crest", args=[government.crest_id]) if government.crest_id else ""


def _known(request: HttpRequest) -> Government | None:
    """Read once. The host has none, and what answers for a closed region (ClosedMiddleware) does not enter it."""
    if is_host(request) or getattr(request, "is_closed", False):
        return None
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, organisation.known_government())
    return cast("Government | None", getattr(request, _KEPT))


@contextmanager
def inside(region: Region) -> Iterator[None]:
    """Enter a region under its own login and in the time zone it set."""
    with tenant_context(region):
        known = organisation.known_government()
        with timezone.override(known.time_zone if known else region.time_zone):
            yield
