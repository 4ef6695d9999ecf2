"""Pages of the host's console: all regions, one region, asking for a new one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.jobs.words import seconds_text
from shared_apps.reference.rules import time_zone_of
from shared_apps.ui.formats import NONE, whole
from tenants.partnerships import queries as partnerships
from tenants.partnerships.operators import operator_of
from tenants.regions import abandoning, administrators, queries, services
from tenants.regions.forms import AdministratorForm, ProvisionForm, suggestions
from tenants.regions.models import Region
from tenants.regions.standing import Console

_STOP_POLLING = 286  # htmx: swap once more, then stop
_STATES = {
    "disiapkan": ("queued", "running"),
    "terhenti": ("stopped",),
    "aktif": ("active",),
    "dibatasi": (Region.State.READ_ONLY, Region.State.SUSPENDED),
}


@requires(Action.PROVISION)
@require_GET
def console(request: HttpRequest) -> HttpResponse:
    """All regions; asked again every three seconds while one is being prepared."""
    found = queries.console(operator_of(request), timezone.localdate())
    chosen = request.GET.get("keadaan", "")
    rows = [row for row in found.rows if row.state in _STATES.get(chosen, (row.state,))]
    context = {"console": found, "rows": rows, "kpis": _kpis(found), "filters": _filters(found, chosen)}
    return _live(request, "regions/console.html", "regions/_console.html", context, is_moving=bool(found.moving))


@requires(Action.PROVISION)
@require_GET
def region(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """One region: its steps while it is being prepared, its facts afterwards."""
    operator, day = operator_of(request), timezone.localdate()
    if (gone := queries.gone(operator, region_id, day)) is not None:
        return _gone(request, gone)
    row = queries.region_row(operator, region_id, day)
    context = {"row": row, "region": row.region, "agreement": row.region.agreement}
    return _live(request, "regions/region.html", "regions/_region.html", context, is_moving=row.is_moving)


@requires(Action.PROVISION)
@require_POST
def resume(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """Go on from the step that stopped, whoever asked for the region."""
    abandoning.resume(region_id=region_id, actor=operator_of(request), day=timezone.localdate())
    return HttpResponseRedirect(reverse("region", args=[region_id]))


@requires(Action.PROVISION)
@require_POST
def abandon(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """Give up a region that never became active; its page says how far that is."""
    try:
        abandoning.abandon(region_id=region_id, actor=operator_of(request), day=timezone.localdate())
    except ConflictError as error:
        messages.error(request, str(error.message))
    return HttpResponseRedirect(reverse("region", args=[region_id]))


@requires(Action.PROVISION)
@require_http_methods(["GET", "POST"])
def administrator(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """Invite the region's administrator again, as long as nobody has become one."""
    day, operator = timezone.localdate(), operator_of(request)
    standing = administrators.standing(operator, region_id, day)
    known = standing.invitation
    form = AdministratorForm(request.POST or None, initial={"name": known.name, "email": known.email} if known else {})
    if request.method == "POST" and form.is_valid():
        try:
            administrators.invite_again(region_id=region_id, actor=operator, day=day, **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Undangan sudah dikirim ke %(email)s.") % form.cleaned_data)
            return HttpResponseRedirect(reverse("region", args=[region_id]))
    context = {"form": form, "standing": standing, "region": standing.region}
    return render(request, "regions/administrator.html", context, status=422 if request.method == "POST" else 200)


@requires(Action.PROVISION)
@require_http_methods(["GET", "POST"])
def provision(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The names of a new region, on the basis of its agreement."""
    day = timezone.localdate()
    row = partnerships.agreement(operator_of(request), agreement_id, day)
    if row.region_id:
        return HttpResponseRedirect(reverse("region", args=[row.region_id]))
    agreement = row.agreement
    suggested = suggestions(agreement.region_name, agreement.level, request.get_host().partition(":")[0])
    zone = time_zone_of(agreement.region_code)
    form = ProvisionForm(request.POST or None, initial={**suggested, "time_zone": zone})
    if request.method == "POST" and form.is_valid():
        try:
            job = services.provision(agreement=agreement, actor=operator_of(request), day=day, **form.cleaned_data)
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Penyiapan %(name)s dimulai.") % {"name": agreement.region_name})
            asked_for = queries.by_name(job.arguments["region"])
            return HttpResponseRedirect(reverse("region", args=[asked_for.id]))
    context = {"form": form, "row": row, "agreement": agreement}
    return render(request, "regions/provision.html", context, status=422 if request.method == "POST" else 200)


def _gone(request: HttpRequest, name: str) -> HttpResponse:
    """Whoever looks at a region that was given up is told so where the others are, also when the page asks itself."""
    messages.success(request, _("Penyiapan %(name)s dibatalkan; tidak ada yang tersisa.") % {"name": name})
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": reverse("console")})
    return HttpResponseRedirect(reverse("console"))


def _live(request: HttpRequest, page: str, part: str, context: dict[str, Any], *, is_moving: bool) -> HttpResponse:
    """The whole page, or the part that is asked for again while something moves."""
    is_part = bool(getattr(request, "htmx", False))
    context |= {"is_moving": is_moving, "now": timezone.now()}
    status = _STOP_POLLING if is_part and not is_moving else 200
    response = render(request, part if is_part else page, context, status=status)
    response["Vary"] = "HX-Request, Cookie"
    return response


def _kpis(found: Console) -> list[dict[str, Any]]:
    usual = found.usual_seconds
    return [
        {
            "label": _("Daerah aktif"),
            "value": whole(found.active),
            "sub": _("dari %(all)s daerah mitra") % {"all": whole(len(found.rows))},
        },
        {
            "label": _("Pegawai"),
            "value": whole(found.employees),
            "sub": (
                _("dilaporkan %(told)s dari %(active)s daerah, %(limited)s di antaranya dibatasi")
                if found.limited
                else _("dilaporkan %(told)s dari %(active)s daerah aktif")
            )
            % {
                "told": whole(found.reporting),
                "active": whole(found.active + found.limited),
                "limited": whole(found.limited),
            },
        },
        {
            "label": _("Templat dipakai"),
            "value": whole(found.templates),
            "sub": _("di %(regions)s daerah") % {"regions": whole(found.adopting)},
        },
        {
            "label": _("Waktu siap (median)"),
            "value": seconds_text(usual) or NONE,
            "sub": _("dari langkah pertama sampai aktif"),
        },
    ]


def _filters(found: Console, chosen: str) -> list[dict[str, Any]]:
    counts = {"disiapkan": found.moving, "terhenti": found.stopped, "aktif": found.active, "dibatasi": found.limited}
    labels = {"disiapkan": _("Disiapkan"), "terhenti": _("Terhenti"), "aktif": _("Aktif"), "dibatasi": _("Dibatasi")}
    everything = {"label": _("Semua"), "count": len(found.rows), "url": reverse("console")}
    return [{**everything, "current": chosen not in _STATES}] + [
        {
            "label": labels[name],
            "count": counts[name],
            "url": f"{reverse('console')}?keadaan={name}",
            "current": chosen == name,
        }
        for name in _STATES
    ]
