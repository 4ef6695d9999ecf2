"""Answers the proxy's question whether a name deserves a certificate: only active regions' addresses do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_tenants.utils import get_public_schema_name, schema_context

from tenants.regions import queries

PATH = "/-/certificate"


class CertificateMiddleware:
    """Before the region is looked up: the proxy asks under its own name, which is no region's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """200 for the address of an active region or the host, 404 for any other name."""
        if request.path != PATH:
            return self.get_response(request)
        with schema_context(get_public_schema_name()):
            is_served = queries.is_served(request.GET.get("domain", ""))
        return HttpResponse(status=200 if is_served else 404)
