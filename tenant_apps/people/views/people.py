"""The list of people, its export, and one person."""

import uuid
from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import may, may_within, requires_sign_in
from shared_apps.accounts.rules import Action
from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.sheets import writer
from shared_apps.sheets.rules import CellValue, Sheet
from tenant_apps.organisation.forms import DayForm
from tenant_apps.people import queries
from tenant_apps.people.forms import FilterForm
from tenant_apps.people.queries import PersonRow
from tenant_apps.people.queries.timeline import KINDS

MOST_TYPED = 100
_SOON = timedelta(days=365)  # whoever retires within it is told of
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires_sign_in
def employees(request: HttpRequest) -> HttpResponse:
    """The people the viewer may see, filtered, in order, page by page."""
    form = FilterForm(request.GET)
    today = timezone.localdate()
    filters, day = form.filters(), form.day(today)
    page = queries.employees(request.user, today, filters, on=day)
    is_missed = bool(filters.search) and not page.object_list
    context = {
        "page": page,
        "alike": queries.suggestions(request.user, today, filters.search) if is_missed else None,
        "filters": filters,
        "day": day,
        "kinds": form.kinds(),
        "heads": _sort_heads(request, filters.sort),
        "may_import": may_within(request.user, Action.IMPORT_PEOPLE, today),
        "may_see_nik": may_within(request.user, Action.SEE_NIK, today),
        "may_print": may_within(request.user, Action.INVITE_PEOPLE, today),
        "quota": queries.near_quota(request.user, today),
    }
    return render(request, "people/employees.html", context)


@require_safe
@requires_sign_in
def search(request: HttpRequest) -> HttpResponse:
    """Whom a text may mean, while it is typed; the part of the page below the field."""
    text = request.GET.get("q", "")[:MOST_TYPED]
    found = queries.suggestions(request.user, timezone.localdate(), text)
    return render(request, "people/_suggestions.html", {"found": found, "text": text.strip(), "is_typed": True})


@require_safe
@requires_sign_in
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a sheet; text is written as text."""
    form = FilterForm(request.GET)
    today = timezone.localdate()
    day = form.day(today)
    rows = queries.employees_of(request.user, today, form.filters(), on=day)
    content = writer.write_xlsx([_sheet(rows)])
    name = f"pegawai-{day.isoformat()}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@never_cache  # one's own NIK stands on it
@require_safe
@requires_sign_in
def employee(request: HttpRequest, employee_id: uuid.UUID) -> HttpResponse:
    """One person with their timelines, as they stand on a day."""
    today = timezone.localdate()
    day = DayForm.day_of(request.GET, today)
    person = queries.employee(request.user, employee_id, today, on=day)
    only = request.GET.get("jenis", "")
    on = {"hari": day.isoformat()} if day != today else {}
    shown = [each for each in person.entries if each.kind == only] if only in KINDS else person.entries
    kind = reference.position_type(person.assignment.position_type) if person.assignment else None
    context = {
        "person": person,
        "day": day,
        "today": today,
        "kind": names.label_of(kind),
        "periods": [(each, each.is_in_force(day)) for each in shown],
        "segments": [
            {"label": label, "url": f"?{urlencode({**on, 'jenis': key} if key else on)}", "current": key == only}
            for key, label in {"": _("Semua"), **KINDS}.items()
            if not key or key == only or any(each.kind == key for each in person.entries)
        ],
        "retires_soon": bool(person.retires_on and person.retires_on <= today + _SOON),
        "may_change": may_within(request.user, Action.IMPORT_PEOPLE, today),
        "may_see_history": may(request.user, Action.SEE_AUDIT, today),
        "may_see_permissions": may(request.user, Action.SEE_PERMISSIONS, today),
    }
    return render(request, "people/employee.html", context)


def _sort_heads(request: HttpRequest, sort: str) -> list[dict[str, str]]:
    """The column heads as links that turn the order."""
    labels = {"nama": _("Nama"), "nip": _("NIP"), "jabatan": _("Jabatan"), "unit": _("Unit")}
    heads = []
    for key, label in labels.items():
        query = request.GET.copy()
        query["urut"] = f"-{key}" if sort == key else key
        query.pop("page", None)
        direction = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
        heads.append({"label": label, "url": f"?{query.urlencode()}", "direction": direction})
    return heads


def _sheet(people: Iterable[PersonRow]) -> Sheet:
    """The columns of the import sheet, as far as the list knows them."""
    kinds = {kind.code: kind.label for kind in reference.position_types()}
    types = {kind.code: kind.label for kind in reference.employment_types()}
    columns: dict[str, Callable[[PersonRow], CellValue]] = {
        "nip": lambda row: row.number,
        "nama": lambda row: row.name,
        "jenis_pegawai": lambda row: types.get(row.employment_type, ""),
        "golongan": lambda row: row.grade,
        "jabatan": lambda row: row.position_title,
        "jenis_jabatan": lambda row: kinds.get(row.position_type, ""),
        "unit": lambda row: row.unit_name,
        "kepala_unit": lambda row: row.is_head,
        "email": lambda row: row.email,
    }
    rows = ([value_of(person) for value_of in columns.values()] for person in people)
    return Sheet(name=_("Pegawai"), columns=list(columns), rows=rows)
