"""Pages of the auditor: requests, changed rows, one of each, and both as a sheet."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.audit import queries, words
from shared_apps.audit.forms import METHODS, FilterForm
from shared_apps.sheets import writer
from shared_apps.sheets.rules import Sheet

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def requests(request: HttpRequest) -> HttpResponse:
    """Requests that changed something or tried to."""
    return _list(request, "audit", queries.requests)


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def changes(request: HttpRequest) -> HttpResponse:
    """Changed rows."""
    return _list(request, "audit_changes", queries.changes)


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def one_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request or job with every row it changed."""
    number = FilterForm(request.GET).filters(timezone.localdate()).page
    found = queries.request_of(request.user, request_id, timezone.localdate(), page=number)
    return render(request, "audit/request.html", {"found": found, "page": found.changes, "rows": _rows(found.changes)})


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def one_change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """One row before and after."""
    found, values = queries.change(request.user, change_id, timezone.localdate())
    shown = [(value.column, _shown(value.before), _shown(value.after)) for value in values]
    context = {"change": found, "table": words.table(found.table_name), "values": shown}
    return render(request, "audit/change.html", context)


@never_cache
@require_safe
@requires(Action.SEE_AUDIT)
def export(request: HttpRequest) -> HttpResponse:
    """Both lists with the same filters as a sheet."""
    today = timezone.localdate()
    filters = FilterForm(request.GET).filters(today)
    entries, changed = queries.exported(request.user, filters, today)
    sheets = [
        Sheet(
            name=_("Permintaan"),
            columns=["waktu", "pelaku", "metode", "alamat", "hasil", "alasan", "asal", "permintaan"],
            rows=(
                (
                    _moment(each.at),
                    each.actor_name,
                    each.method,
                    each.path,
                    each.status,
                    each.reason,
                    each.address,
                    str(each.request_id or ""),
                )
                for each in entries
            ),
        ),
        Sheet(
            name=_("Perubahan"),
            columns=["waktu", "pelaku", "data", "baris", "tindakan", "sebelum", "sesudah", "login", "permintaan"],
            rows=(
                (
                    _moment(each.at),
                    each.actor_name,
                    words.table(each.table_name),
                    each.row_id,
                    each.get_operation_display(),
                    _shown(each.before),
                    _shown(each.after),
                    each.login,
                    str(each.request_id or ""),
                )
                for each in changed
            ),
        ),
    ]
    name = f"audit-{filters.since.isoformat()}-{filters.until.isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(writer.write_xlsx(sheets), content_type=_XLSX, headers=headers)


def _list(request: HttpRequest, name: str, query: Any) -> HttpResponse:
    today = timezone.localdate()
    filters = FilterForm(request.GET).filters(today)
    page = query(request.user, filters, today)
    kept = request.GET.copy()
    kept.pop("page", None)
    labels = {"audit": _("Permintaan"), "audit_changes": _("Perubahan data")}
    context = {
        "page": page,
        "rows": _rows(page) if name == "audit_changes" else page.object_list,
        "filters": filters,
        "tables": sorted(((key, str(label)) for key, label in words.TABLES.items()), key=lambda pair: pair[1]),
        "methods": METHODS,
        "seal": queries.last_seal(request.user, today),
        "is_of_changes": name == "audit_changes",
        "segments": [
            {"label": label, "url": f"{reverse(each)}?{kept.urlencode()}", "current": each == name}
            for each, label in labels.items()
        ],
    }
    return render(request, "audit/list.html", context)


def _rows(page: Any) -> list[dict[str, Any]]:
    return [{"change": each, "table": words.table(each.table_name)} for each in page.object_list]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _moment(at: Any) -> Any:
    """The wall clock of the region; a spreadsheet knows no time zones."""
    return timezone.localtime(at).replace(tzinfo=None)
