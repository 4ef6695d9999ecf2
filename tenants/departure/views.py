"""The host's pages of a departure: where it stands, each act, the certificate."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.ui.forms import RefusableForm
from tenants.departure import certificates, forms, queries, services
from tenants.departure.queries import Standing
from tenants.departure.rules import State
from tenants.partnerships.operators import operator_of

_ORDER = [State.NOTICE, State.READ_ONLY, State.PACKED, State.HANDED_OVER, State.ERASED]
_FORMS: dict[str, type[RefusableForm]] = {
    "mulai": forms.BeginForm,
    "tutup": forms.NothingForm,
    "paket": forms.NothingForm,
    "hapus": forms.AskForm,
    "setujui": forms.ConfirmForm,
    "batal": forms.CancelForm,
}
_KINDS: dict[str, tuple[str, Callable[[Any], bytes]]] = {
    "json": ("application/json", lambda departure: departure.certificate.encode()),
    "json.sig": ("application/octet-stream", lambda departure: departure.signature.encode()),
    "pdf": ("application/pdf", certificates.as_pdf),
    "pdf.sig": ("application/octet-stream", certificates.signed_pdf),
}


@never_cache
@requires(Action.MANAGE_AGREEMENTS)
@require_GET
def departures(request: HttpRequest) -> HttpResponse:
    """All departures, those that still need somebody first."""
    found = queries.departures(operator_of(request), timezone.localdate())
    return render(request, "departure/departures.html", {"departures": found})


@never_cache
@requires(Action.MANAGE_AGREEMENTS)
@require_GET
def departure(request: HttpRequest, region_id: UUID) -> HttpResponse:
    """Where one region stands."""
    found = queries.standing(operator_of(request), region_id, timezone.localdate())
    if not getattr(request, "htmx", False):
        return _page(request, found)
    if found.moving is None:  # it ended: everything on the page is another now
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "departure/_job.html", {"job": found.moving, "poll_url": request.path})


@requires(Action.MANAGE_AGREEMENTS)
@require_http_methods(["POST"])
def act(request: HttpRequest, region_id: UUID, verb: str) -> HttpResponse:
    """One act; refused, the page says why and nothing was changed."""
    operator = operator_of(request)
    found = queries.standing(operator, region_id, timezone.localdate())
    form = _form(verb, request)
    if form.is_valid():
        try:
            said = _do(verb, found, form.cleaned_data, operator)
        except (InvalidError, ConflictError) as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("region_departure", region_id)
    return _page(request, found, refused=(verb, form))


@requires(Action.MANAGE_AGREEMENTS)
@require_GET
def certificate(request: HttpRequest, departure_id: UUID, kind: str) -> HttpResponse:
    """The certificate and its signature, on paper and for programs."""
    found = queries.certified(operator_of(request), departure_id, timezone.localdate())
    if kind not in _KINDS:
        raise NotFoundError("certificate_unknown", _("Sertifikat ini tidak ada."))
    media_type, content = _KINDS[kind]
    answer = HttpResponse(content(found), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="sertifikat-{found.schema_name}.{kind}"'
    return answer


def _form(verb: str, request: HttpRequest) -> RefusableForm:
    if verb not in _FORMS:
        raise NotFoundError("act_unknown", _("Tindakan ini tidak ada."))
    return _FORMS[verb](request.POST)


def _do(verb: str, found: Standing, data: dict[str, Any], operator: User) -> str:
    """The act, and what came of it in words."""
    now: dict[str, Any] = {"actor": operator, "at": timezone.now(), "day": timezone.localdate()}
    if verb == "mulai":
        if found.region is None:
            raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
        services.begin(region_id=found.region.id, **data, **now)
        return _("Daerah sudah diberi tahu.")
    if found.departure is None:
        raise NotFoundError("departure_unknown", _("Akhir kerja sama ini tidak ada."))
    acts: dict[str, tuple[Callable[..., object], str]] = {
        "tutup": (services.close, _("Daerah hanya dibaca.")),
        "paket": (services.ask_pack, _("Paket akhir diminta.")),
        "hapus": (services.ask_erasure, _("Penghapusan diminta. Orang kedua harus menyetujuinya.")),
        "setujui": (services.confirm_erasure, _("Penghapusan dimulai.")),
        "batal": (services.cancel, _("Kerja sama dilanjutkan. Tidak ada yang dihapus.")),
    }
    function, said = acts[verb]
    function(departure_id=found.departure.id, **data, **now)
    return said


def _page(request: HttpRequest, found: Standing, refused: tuple[str, RefusableForm] | None = None) -> HttpResponse:
    departure, day = found.departure, timezone.localdate()
    shown = {name: form() for name, form in _FORMS.items()}
    if refused:
        shown[refused[0]] = refused[1]
    context = {
        "standing": found,
        "poll_url": reverse("region_departure", args=[departure.region_id]) if departure else "",
        "region": found.region,
        "departure": departure,
        "forms": shown,
        "refused": refused[1] if refused else None,
        "can_begin": found.region is not None and (departure is None or not departure.is_open),
        "steps": [_("Pemberitahuan"), _("Hanya dibaca"), _("Paket akhir"), _("Diterima"), _("Dihapus")],
        "step": _ORDER.index(State(departure.state)) + 1 + (departure.state == State.ERASED)
        if departure and departure.state in _ORDER
        else 0,
        "is_due": bool(departure and departure.erase_on and departure.erase_on <= day),
        "is_own": bool(departure and departure.asked_by == operator_of(request).pk),
    }
    return render(request, "departure/departure.html", context, status=422 if refused else 200)
