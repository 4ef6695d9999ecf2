"""Pages of the host's operator: ask a region to be let in, walk in, give back. Never a person of the region."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.support import rules, words
from tenants.partnerships.operators import operator_of
from tenants.support import queries, services
from tenants.support.forms import AskForm
from tenants.support.models import Request


@never_cache
@requires(Action.ASK_SUPPORT)
@require_http_methods(["GET", "POST"])
def support(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """What was asked of a region and what it decided; and the form."""
    now, day, operator = timezone.now(), timezone.localdate(), operator_of(request)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask(region_id=region_id, actor=operator, at=now, day=day, **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Permintaan terkirim ke administrator daerah."))
            return redirect("region_support", region_id)
    region, asked = queries.requests_of(operator, region_id, day)
    rows = [_row(each, operator.pk, now) for each in asked]
    context = {"region": region, "rows": rows, "form": form}
    context["has_own"] = any(row["is_own"] and row["is_open"] for row in rows)
    return render(request, "host_support/support.html", context, status=422 if request.method == "POST" else 200)


@never_cache
@requires(Action.ASK_SUPPORT)
@require_POST
def way_in(request: HttpRequest, region_id: UUID, request_id: UUID) -> HttpResponse:
    """The link that leads into the region: shown, since a form may lead nowhere but home."""
    day, operator, now = timezone.localdate(), operator_of(request), timezone.now()
    found = queries.request_of(operator, region_id, request_id, day)
    address = services.way_in(region_id=region_id, request_id=request_id, actor=operator, at=now, day=day)
    context = {"region": found.region, "row": _row(found, operator.pk, now), "address": address}
    return render(request, "host_support/way_in.html", context | {"minutes": rules.PASS_MINUTES})


@requires(Action.ASK_SUPPORT)
@require_POST
def give_back(request: HttpRequest, region_id: UUID, request_id: UUID) -> HttpResponse:
    """End a request or grant."""
    day, operator = timezone.localdate(), operator_of(request)
    services.give_back(region_id=region_id, request_id=request_id, actor=operator, at=timezone.now(), day=day)
    messages.success(request, _("Izin dukungan diakhiri."))
    return redirect("region_support", region_id)


def _row(each: Request, operator: UUID, now: Any) -> dict[str, Any]:
    state, tone = words.state(each.state, each.expires_at, now)
    is_living = rules.is_living(each.state, each.expires_at, now)
    return {
        "request": each,
        "state": state,
        "tone": tone,
        "rooms": words.rooms(each.rooms),
        "is_own": each.asked_by == operator,
        "is_open": is_living or each.state == rules.State.ASKED,
        "is_living": is_living,
        "is_ready": is_living and each.login_at is not None,
    }
