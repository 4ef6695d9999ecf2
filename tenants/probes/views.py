"""The host's page: which regions are proved apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from tenants.partnerships.operators import operator_of
from tenants.probes import queries


@requires(Action.PROVISION)
@require_safe
def probes(request: HttpRequest) -> HttpResponse:
    """The last night, region by region."""
    return render(request, "probes/probes.html", {"shown": queries.shown(operator_of(request), timezone.localdate())})
