"""The page on which a region tries other values on its own people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.scoring_templates.setting_form import typed_values
from tenant_apps.scoring.queries.simulation import simulation


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_SCORING)
def simulate(request: HttpRequest, code: str, template_key: str, version: str) -> HttpResponse:
    """What would change if; nothing is saved."""
    values = typed_values(request.POST.dict()) if request.method == "POST" else None
    found = simulation(request.user, code, template_key, version, timezone.localdate(), values)
    return render(request, "scoring/simulation.html", {"found": found}, status=422 if found.problems else 200)
