"""The log of who looked at whose data, for who watches over it: as a page, as a sheet."""

from collections.abc import Mapping
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
from shared_apps.sheets import writer
from shared_apps.sheets.rules import Sheet
from tenant_apps.privacy import words
from tenant_apps.privacy.forms import AccessLogForm
from tenant_apps.privacy.models import ListLook, PersonLook
from tenant_apps.privacy.queries import access_log as queries
from tenant_apps.privacy.queries.access_log import MOST_EXPORTED
from tenant_apps.privacy.queries.looks import oldest_day

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@requires(Action.SEE_ACCESS_LOG)
def access_log(request: HttpRequest) -> HttpResponse:
    """Pages about people, or lists and exports; narrowed by whom, by who, by day, by kind."""
    today = timezone.localdate()
    form = AccessLogForm(request.GET)
    wish = form.wish(today, oldest_day(today))
    of_lists = request.GET.get("tampilan") == "daftar"
    query = queries.list_looks if of_lists else queries.person_looks
    page = queries.pages(query(request.user, wish, today), form.number())
    kept = request.GET.copy()
    for name in ("page", "tampilan"):
        kept.pop(name, None)
    address = reverse("access_log")
    context: dict[str, Any] = {
        "page": page,
        "wish": wish,
        "of_lists": of_lists,
        "rows": [(row, words.look(row.kind)) for row in page.object_list],
        "subject": queries.subject(request.user, wish.employee_id, today) if wish.employee_id else None,
        "meant": queries.subjects(request.user, wish.person, today) if wish.person and not wish.employee_id else [],
        "kinds": sorted(((str(key), str(text)) for key, text in words.LOOKS.items()), key=lambda pair: pair[1]),
        "kept": kept.urlencode(),
        "segments": [
            {"label": _("Halaman tentang orang"), "url": f"{address}?{kept.urlencode()}", "current": not of_lists},
            {
                "label": _("Daftar dan unduhan"),
                "url": f"{address}?{'&'.join(filter(None, ('tampilan=daftar', kept.urlencode())))}",
                "current": of_lists,
            },
        ],
    }
    if of_lists:
        called = queries.scopes(list(page.object_list))
        context["rows"] = [(row, what, _scope(row, called)) for row, what in context["rows"]]
    return render(request, "privacy/access_log.html", context)


@never_cache
@require_safe
@requires(Action.SEE_ACCESS_LOG)
def export(request: HttpRequest) -> HttpResponse:
    """Both with the same filters, as far as a sheet holds them; text is written as text."""
    today = timezone.localdate()
    wish = AccessLogForm(request.GET).wish(today, oldest_day(today))
    if wish.employee_id:
        queries.subject(request.user, wish.employee_id, today)
    looks = queries.person_looks(request.user, wish, today)[:MOST_EXPORTED]
    lists = list(queries.list_looks(request.user, wish, today)[:MOST_EXPORTED])
    called = queries.scopes(lists)
    sheets = [
        Sheet(
            name=_("Halaman tentang orang"),
            columns=["hari", "siapa", "nip", "nama", "yang_dilihat", "berapa_kali", "pertama", "terakhir"],
            rows=(_person(row) for row in looks.iterator(chunk_size=2000)),
        ),
        Sheet(
            name=_("Daftar dan unduhan"),
            columns=["hari", "siapa", "yang_dilihat", "cakupan", "berapa_kali", "pertama", "terakhir"],
            rows=(_list(row, called) for row in lists),
        ),
    ]
    name = f"catatan-akses-{wish.since.isoformat()}-{wish.until.isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(writer.write_xlsx(sheets), content_type=_XLSX, headers=headers)


def _person(row: PersonLook) -> list[Any]:
    number = getattr(row, "number", "") or ""
    return [row.day, row.viewer_name, number, row.employee.full_name, words.look(row.kind), *_times(row)]


def _list(row: ListLook, called: Mapping[UUID, str]) -> list[Any]:
    return [row.day, row.viewer_name, words.look(row.kind), _scope(row, called), *_times(row)]


def _times(row: PersonLook | ListLook) -> list[Any]:
    """How often, and the wall clock of the region; a spreadsheet knows no time zones."""
    clock = (timezone.localtime(at).replace(tzinfo=None) for at in (row.first_at, row.last_at))
    return [row.times, *clock]


def _scope(row: ListLook, called: Mapping[UUID, str]) -> str:
    """Whom a list could show."""
    if row.everybody:
        return _("seluruh pegawai")
    return ", ".join(called.get(unit, _("unit yang tidak ada lagi")) for unit in row.units)
