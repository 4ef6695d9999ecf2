"""Pages of a list: filled in or uploaded, checked, agreed to; afterwards all its regions live on one page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

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
from tenants.partnerships import queries as partnerships
from tenants.partnerships.operators import operator_of
from tenants.regions import abandoning
from tenants.regions.together import queries, services, sheet
from tenants.regions.together.forms import ListForm, rows_of, rows_proposed, rows_typed
from tenants.regions.together.rules import MOST

_STOP_POLLING = 286  # htmx: swap once more, then stop
_ABANDON = [{"name": "aksi", "value": "batal"}]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Action.PROVISION)
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    """Agreements that wait for their regions, as rows to fill in; a list uploaded; both checked and agreed to."""
    act = request.POST.get("aksi", "") if request.method == "POST" else ""
    if act == "unggah":
        return _uploaded(request)
    if act in {"periksa", "siapkan"}:
        return _sent(request, agree=act == "siapkan")
    return _page(request, rows_proposed(_waiting(request)))


@requires(Action.PROVISION)
@require_GET
def example(request: HttpRequest) -> HttpResponse:
    """The sheet to fill in."""
    rows = partnerships.agreements(operator_of(request), timezone.localdate())
    open_ones = [row.agreement for row in rows if row.can_provision][:MOST]
    content = sheet.example(open_ones, _host_domain(request))
    headers = {"Content-Disposition": f'attachment; filename="{_("daftar-daerah")}.xlsx"'}
    return HttpResponse(content, content_type=_XLSX, headers=headers)


@requires(Action.PROVISION)
@require_GET
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """All regions of one list, asked for again every three seconds while one of them moves."""
    found = queries.together(operator_of(request), batch_id, timezone.localdate())
    is_part = bool(getattr(request, "htmx", False))
    status = _STOP_POLLING if is_part and not found.is_moving else 200
    page = "regions/_batch.html" if is_part else "regions/batch.html"
    response = render(
        request, page, {"together": found, "now": timezone.now(), "abandon_fields": _ABANDON}, status=status
    )
    response["Vary"] = "HX-Request, Cookie"
    return response


@requires(Action.PROVISION)
@require_POST
def act(request: HttpRequest, batch_id: UUID, position: int) -> HttpResponse:
    """Resume one region of the list, give it up, or ask for it again."""
    operator, day = operator_of(request), timezone.localdate()
    found = queries.line(operator, batch_id, position, day)
    try:
        match request.POST.get("aksi"):
            case "lanjut":
                abandoning.resume(region_id=found.region_id, actor=operator, day=day)
            case "batal":
                abandoning.abandon(region_id=found.region_id, actor=operator, day=day)
            case "ulang":
                services.provision_again(batch_id=batch_id, position=position, actor=operator, day=day)
    except (ConflictError, InvalidError) as error:
        messages.error(request, str(error.message))
    return HttpResponseRedirect(reverse("batch", args=[batch_id]))


def _uploaded(request: HttpRequest) -> HttpResponse:
    upload = ListForm(request.POST, request.FILES)
    if upload.is_valid():
        file = upload.cleaned_data["file"]
        try:
            listed = sheet.read(file.read(), name=file.name)
        except InvalidError as error:
            upload.add_error("file", str(error.message))
        else:
            rows = rows_of(listed.rows)
            rows.is_valid()
            rows.mark(listed)
            return _checked(request, rows, letters=listed.letters)
    return _page(request, rows_proposed(_waiting(request)), upload=upload, status=422)


def _sent(request: HttpRequest, *, agree: bool) -> HttpResponse:
    """The rows as typed: checked, or done if nothing is wrong."""
    rows = rows_typed(request.POST)
    if agree and rows.is_valid() and rows.chosen():
        try:
            made = services.provision_together(
                rows=[form.asked() for form in rows.chosen()],
                actor=operator_of(request),
                day=timezone.localdate(),
                batch_id=_page_of(request),
            )
        except InvalidError as error:
            rows.refuse(error.details.get("rows", {}))
        else:
            messages.success(request, _("Penyiapan %(count)s daerah dimulai.") % {"count": made.lines.count()})
            return HttpResponseRedirect(reverse("batch", args=[made.id]))
        return _page(request, rows, status=422)
    return _checked(request, rows)


def _checked(request: HttpRequest, rows: Any, letters: Mapping[str, str] | None = None) -> HttpResponse:
    """Every row tried as it would be done, and taken back."""
    rows.is_valid()
    sound = [form.asked() for form in rows.chosen() if form.is_valid()]
    rows.refuse(services.check(rows=sound, actor=operator_of(request), day=timezone.localdate()))
    problems = rows.problems(letters or {})
    is_ready = not problems and bool(rows.chosen())
    return _page(request, rows, letters=letters, is_ready=is_ready, status=200 if is_ready else 422)


def _page(
    request: HttpRequest,
    rows: Any,
    *,
    upload: ListForm | None = None,
    letters: Mapping[str, str] | None = None,
    is_ready: bool = False,
    status: int = 200,
) -> HttpResponse:
    day, operator = timezone.localdate(), operator_of(request)
    known = {row.agreement.number: row.agreement for row in partnerships.agreements(operator, day)}
    context = {
        "rows": rows,
        "lines": [(form, known.get(str(form["number"].value() or "").strip())) for form in rows.forms],
        "problems": rows.problems(letters or {}) if rows.is_bound else [],
        "upload": upload or ListForm(),
        "is_checked": rows.is_bound,
        "is_ready": is_ready,
        "chosen": rows.chosen() if rows.is_bound else rows.forms,
        "page_id": _page_of(request) or uuid4(),
        "latest": queries.latest(operator, day),
    }
    return render(request, "regions/together.html", context, status=status)


def _waiting(request: HttpRequest) -> list[dict[str, str]]:
    rows = partnerships.agreements(operator_of(request), timezone.localdate())
    return [sheet.waiting(row.agreement, _host_domain(request)) for row in rows if row.can_provision][:MOST]


def _host_domain(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


def _page_of(request: HttpRequest) -> UUID | None:
    """Which page was sent: the same one sent twice is one act."""
    try:
        return UUID(request.POST.get("halaman", ""))
    except ValueError:
        return None
