"""The page of three queries (session, user, government) that both servers of `merit bench requests` answer."""

from django.http import HttpRequest, HttpResponse

from shared_apps.accounts.access import requires_sign_in
from tenant_apps.organisation.models import Government

ADDRESS = "tolok-ukur/tiga/"


@requires_sign_in
def three_queries(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and where: a row of another region would be seen by whoever asked."""
    government = Government.objects.values_list("name", flat=True).get()
    return HttpResponse(f"{government} {request.user.get_username()}")
