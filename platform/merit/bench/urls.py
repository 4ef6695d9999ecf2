"""A region's addresses, and the plainest page there can be: who is signed in, and one plain query."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from merit.bench import page
from merit.urls_region import urlpatterns as of_region
from shared_apps.accounts.access import requires_sign_in
from shared_apps.accounts.models import User
from tenants.regions import home


@requires_sign_in
def plain(_request: HttpRequest) -> HttpResponse:
    """The baseline of every other page."""
    return HttpResponse(str(User.objects.count()))


urlpatterns = [path(page.ADDRESS, page.three_queries(home.government_of)), path("tolok-ukur/", plain), *of_region]
