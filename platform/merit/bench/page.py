"""The page of three queries (session, user, government) that both servers of `merit bench requests` answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from shared_apps.accounts.access import requires_sign_in
from tenant_apps.organisation.models import Government

ADDRESS = "tolok-ukur/tiga/"


def three_queries(government_of: Callable[[HttpRequest], Government]) -> Callable[..., HttpResponseBase]:
    """Who is signed in, and where: a row of another region would be seen by whoever asked."""

    @requires_sign_in
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{government_of(request).name} {request.user.get_username()}")

    return page
