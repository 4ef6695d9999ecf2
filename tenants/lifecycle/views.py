"""Pages of the host's operator: how a region stands, and what it would become."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.jobs.models import Job
from tenants.lifecycle import queries, services, words
from tenants.lifecycle.forms import ReasonForm
from tenants.partnerships.operators import operator_of
from tenants.regions.models import Region


@never_cache
@requires(Action.PROVISION)
@require_http_methods(["GET", "POST"])
def life(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """What it is, what it may become; with a choice: what follows from it, the reason, and the act."""
    operator = operator_of(request)
    found = queries.life(operator, region_id, timezone.localdate())
    target = request.POST.get("target") or request.GET.get("menjadi", "")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and target in services.BECOME:
        become = services.BECOME[Region.State(target)]
        try:
            become(region_id=region_id, reason=form.cleaned_data["reason"], actor=operator, at=timezone.now())
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Diminta: %(what)s.") % {"what": words.became(target)})
            return redirect("region_life", region_id)
    context: dict[str, Any] = {"life": found, "region": found.region, "form": form}
    context["choices"] = [_choice(choice) for choice in found.choices]
    context["chosen"] = _choice(target) if target in services.BECOME else None
    context["history"] = [_change(job) for job in found.jobs]
    return render(request, "lifecycle/life.html", context, status=422 if request.method == "POST" else 200)


def _choice(target: str) -> dict[str, Any]:
    return {
        "target": target,
        "verb": words.VERBS[target],
        "icon": words.ICONS[target],
        "consequences": words.CONSEQUENCES[target],
    }


def _change(job: Job) -> dict[str, Any]:
    """A change in the words of its request."""
    return {"job": job, "state": Region.State(job.arguments["target"]).label, "reason": job.arguments["reason"]}
