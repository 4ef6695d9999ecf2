"""The first pages inside a region: the own account, and a leader's view of the subtree."""

from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from shared_apps.accounts.access import requires, requires_sign_in
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.sheets import writer
from tenant_apps.workspace import queries
from tenant_apps.workspace.pages import account as account_page
from tenant_apps.workspace.pages import beginning as beginning_page
from tenant_apps.workspace.pages import detail as detail_page
from tenant_apps.workspace.pages import leader as leader_page
from tenant_apps.workspace.pages import panel, paper
from tenant_apps.workspace.pages import people as people_page
from tenant_apps.workspace.rules.selection import Selection, selection_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class HtmxRequest(HttpRequest):
    """As django-htmx's middleware hands it on."""

    htmx: HtmxDetails


@require_safe
@requires_sign_in
def home(request: HttpRequest) -> HttpResponse:
    """The page to begin with."""
    return redirect(queries.first_page(request.user, timezone.localdate()))


@require_safe
@requires(Action.MANAGE_SCORING)
def beginning(request: HttpRequest) -> HttpResponse:
    """What is to be set up before the first score, and what comes next."""
    found = queries.beginning_of(request.user, timezone.localdate())
    return render(request, "workspace/beginning.html", beginning_page.context(found))


@require_safe
@requires_sign_in
def account(request: HttpRequest) -> HttpResponse:
    """The own account."""
    found = queries.account(request.user, timezone.localdate(), request.GET.get("periode", ""))
    context = account_page.context(found, timezone.now(), is_own=True)
    return render(request, "workspace/account.html", context)


@require_safe
@requires_sign_in
def account_detail(request: HttpRequest) -> HttpResponse:
    """How every number of the own account came about."""
    found = queries.account(request.user, timezone.localdate(), request.GET.get("periode", ""))
    return render(request, "workspace/detail.html", detail_page.context(found, is_own=True))


@require_safe
@requires_sign_in
@vary_on_headers("HX-Request", "HX-Target")
def leader(request: HtmxRequest) -> HttpResponse:
    """The subtree; the same address gives the same view, and htmx asks for its parts."""
    target = request.htmx.target if request.htmx else None
    asked = _current(request) if target == "langsung" else request.GET
    found = queries.leader(
        request.user,
        timezone.localdate(),
        unit_id=_unit_id(asked),
        selection=_selection(asked),
        period_code=asked.get("periode", ""),
    )
    context = leader_page.context(found, _address(asked), timezone.now())
    parts = {"isi-kotak": "workspace/_panel.html", "langsung": "workspace/_live.html"}
    part = parts.get(target or "")
    return render(request, part or "workspace/leader.html", context | {"oob": part == parts["isi-kotak"]})


@require_safe
@requires_sign_in
def leader_people(request: HttpRequest) -> HttpResponse:
    """Everybody of a box or state, page by page."""
    number = request.GET.get("page", "1")
    found = queries.people_in_selection(
        request.user,
        timezone.localdate(),
        unit_id=_unit_id(request.GET),
        selection=_chosen_selection(request.GET),
        period_code=request.GET.get("periode", ""),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
    )
    return render(request, "workspace/people.html", people_page.context(found, _address(request.GET)))


@require_safe
@requires_sign_in
def leader_people_export(request: HttpRequest) -> HttpResponse:
    """The same people as a workbook."""
    selection = _chosen_selection(request.GET)
    unit, results, rows = queries.selection_for_export(
        request.user,
        timezone.localdate(),
        unit_id=_unit_id(request.GET),
        selection=selection,
        period_code=request.GET.get("periode", ""),
    )
    content = writer.write_xlsx([people_page.sheet(results, selection, rows)])
    name = slugify(f"{panel.selection_title(selection)} {unit.name}")
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    )


@require_safe
@requires_sign_in
def leader_person(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The account of somebody the viewer leads."""
    found = queries.account_of(request.user, employee_id, timezone.localdate(), request.GET.get("periode", ""))
    context = account_page.context(found, timezone.now(), is_own=False)
    return render(request, "workspace/account.html", context)


@require_safe
@requires_sign_in
def leader_person_detail(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """How every number of somebody the viewer leads came about."""
    found = queries.account_of(request.user, employee_id, timezone.localdate(), request.GET.get("periode", ""))
    return render(request, "workspace/detail.html", detail_page.context(found, is_own=False))


@require_safe
@requires_sign_in
def account_print(request: HttpRequest) -> HttpResponse:
    """The own lineage unfolded, for the printer."""
    found = queries.account(request.user, timezone.localdate(), request.GET.get("periode", ""))
    return render(request, "workspace/paper.html", paper.context(found, is_own=True))


@never_cache
@require_safe
@requires_sign_in
def account_pdf(request: HttpRequest) -> HttpResponse:
    """The own lineage as a PDF."""
    found = queries.account(request.user, timezone.localdate(), request.GET.get("periode", ""))
    return _pdf(found)


@require_safe
@requires_sign_in
def leader_person_print(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The lineage of somebody the viewer leads, unfolded for the printer."""
    found = queries.account_of(request.user, employee_id, timezone.localdate(), request.GET.get("periode", ""))
    return render(request, "workspace/paper.html", paper.context(found, is_own=False))


@never_cache
@require_safe
@requires_sign_in
def leader_person_pdf(request: HttpRequest, employee_id: UUID) -> HttpResponse:
    """The lineage of somebody the viewer leads as a PDF."""
    found = queries.account_of(request.user, employee_id, timezone.localdate(), request.GET.get("periode", ""))
    return _pdf(found)


def _pdf(found: queries.Account) -> HttpResponse:
    content = paper.on_paper(found)
    name = slugify(f"rincian {found.employee.full_name} {found.period.code if found.period else ''}")
    disposition = f'attachment; filename="{name}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _current(request: HtmxRequest) -> QueryDict:
    """What the address bar holds: a box may have been opened since the page was drawn."""
    asked = QueryDict(mutable=True)
    for name, values in parse_qs(urlsplit(request.htmx.current_url or "").query).items():
        asked.setlist(name, values)
    return asked


def _unit_id(asked: QueryDict) -> UUID | None:
    text = asked.get("unit", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundError("unit_unknown", _("Unit itu tidak ada di bawah Anda.")) from None


def _selection(asked: QueryDict) -> Selection | None:
    word = asked.get("kotak", "")
    return _chosen_selection(asked) if word else None


def _chosen_selection(asked: QueryDict) -> Selection:
    found = selection_of(asked.get("kotak", ""))
    if found is None:
        raise NotFoundError("box_unknown", _("Kotak itu tidak ada."))
    return found


def _address(asked: QueryDict) -> panel.Address:
    return panel.Address(unit=asked.get("unit", ""), period=asked.get("periode", ""))
