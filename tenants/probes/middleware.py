"""Lets the probe read as its viewer, and nothing but read: the database refuses every write meanwhile."""

from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from shared_apps.accounts.models import User
from tenants.probes.browser import VIEWER, NoSession
from tenants.regions.middleware import is_host


class ProbeMiddleware:
    """Sits behind authentication. Only a request made in this process carries a viewer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Any other request passes untouched."""
        viewer = request.META.get(VIEWER)
        if not isinstance(viewer, User):
            return self.get_response(request)
        request.user, request.session = viewer, NoSession()
        request.is_program = True  # type: ignore[attr-defined]  # nobody looks at what is shown
        if is_host(request):  # some of its pages enter a region, which no transaction may do
            return self.get_response(request)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
            return self.get_response(request)
