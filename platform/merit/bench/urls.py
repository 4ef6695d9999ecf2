"""A region's addresses, and the plainest page there can be: who is signed in, and one row read by its key."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from merit.urls_region import urlpatterns as of_region
from shared_apps.accounts.access import requires_sign_in
from tenant_apps.people.models import Employee


@requires_sign_in
def plain(request: HttpRequest) -> HttpResponse:
    """The baseline of every other page."""
    return HttpResponse(Employee.objects.get(id=request.user.employee_id).name)  # type: ignore[union-attr]


urlpatterns = [path("tolok-ukur/", plain), *of_region]
