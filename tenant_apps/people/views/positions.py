"""Posts of units: how many are filled, one of them, and how they are established, changed and abolished."""

import uuid
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from shared_apps.accounts.access import may_within, requires_sign_in, requires_within
from shared_apps.accounts.rules import Action
from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.sheets import writer
from shared_apps.sheets.rules import CellValue, Sheet
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import bounds, may_change_unit
from tenant_apps.people import queries, services, wording
from tenant_apps.people.position_forms import AbolishForm, DrawUpForm, PositionForm, PositionsForm
from tenant_apps.people.queries.positions import PostRow
from tenant_apps.people.views.changes import change_by
from tenant_apps.people.views.people import XLSX
from tenant_apps.people.views.requests import user_of


@require_safe
@requires_sign_in
def positions(request: HttpRequest) -> HttpResponse:
    """The posts of a unit and all under it on a day, page by page."""
    today = timezone.localdate()
    wish = PositionsForm.wish_of(request.GET, today)
    found = queries.vacancies(request.user, wish.day, unit_id=wish.unit_id, only_vacant=wish.only_vacant)
    unit = organisation.structure_on(request.user, wish.day).nodes.get(wish.unit_id) if wish.unit_id else None
    context = {
        "found": found,
        "page": queries.page_of(found, wish.page),
        "wish": wish,
        "unit": unit,
        "today": today,
        "types": {kind.code: names.label_of(kind) for kind in reference.position_types()},
        "may_change": _may_add(request, wish.unit_id, today),
    }
    return render(request, "people/positions.html", context)


@require_safe
@requires_sign_in
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a sheet; text is written as text."""
    wish = PositionsForm.wish_of(request.GET, timezone.localdate())
    found = queries.vacancies(request.user, wish.day, unit_id=wish.unit_id, only_vacant=wish.only_vacant)
    name = f"formasi-{wish.day.isoformat()}.xlsx"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(writer.write_xlsx([_sheet(found.rows)]), content_type=XLSX, headers=disposition)


@require_safe
@requires_sign_in
def position(request: HttpRequest, position_id: uuid.UUID) -> HttpResponse:
    """One post: how it stands and stood, and who of those the viewer may see sits in it."""
    today = timezone.localdate()
    day = PositionsForm.wish_of(request.GET, today).day
    page = queries.position(request.user, position_id, today, on=day)
    kind = reference.position_type(page.now.filled.post.position_type) if page.now else None
    context = {
        "page": page,
        "day": day,
        "today": today,
        "kind": names.label_of(kind),
        "level": wording.level(page.now.filled.post.level) if page.now else "",
        "may_change": page.may_change,
    }
    return render(request, "people/position.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def add(request: HttpRequest) -> HttpResponse:
    """A new post."""
    today = timezone.localdate()
    chart = organisation.structure_on(request.user, today)
    initial = {"starts_on": today, "headcount": 1, "unit_id": request.GET.get("unit", "")}
    inside = bounds(request.user, Action.MANAGE_ORGANISATION, today)
    form = PositionForm(request.POST or None, chart=chart, inside=inside, initial=initial)

    def change(**_wish: Any) -> None:
        services.establish_position(**form.asked(), actor=user_of(request))

    return change_by(request, form, change, _("Tambah formasi"), _("Tambahkan formasi"), reverse("positions"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def change(request: HttpRequest, position_id: uuid.UUID) -> HttpResponse:
    """Another headcount, title, class or unit from a day on."""
    today = timezone.localdate()
    page = queries.position_to_change(request.user, position_id, today)
    initial: dict[str, Any] = {"starts_on": today, **(vars(page.now.filled.post) if page.now else {})}
    chart = organisation.structure_on(request.user, today)
    inside = bounds(request.user, Action.MANAGE_ORGANISATION, today)
    form = PositionForm(request.POST or None, chart=chart, inside=inside, initial=initial)

    def do(**_wish: Any) -> None:
        services.change_position(position_id=position_id, **form.asked(), actor=user_of(request))

    title = _("Ubah formasi %(name)s") % {"name": page.title}
    return change_by(request, form, do, title, _("Simpan"), reverse("position", args=[position_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def abolish(request: HttpRequest, position_id: uuid.UUID) -> HttpResponse:
    """No such post from a day on."""
    today = timezone.localdate()
    page = queries.position_to_change(request.user, position_id, today)
    form = AbolishForm(request.POST or None, initial={"from_day": today})

    def do(**wish: Any) -> None:
        services.abolish_position(position_id=position_id, actor=user_of(request), **wish)

    title = _("Hapus formasi %(name)s") % {"name": page.title}
    return change_by(request, form, do, title, _("Hapus formasi"), reverse("position", args=[position_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def draw_up(request: HttpRequest) -> HttpResponse:
    """A post for everybody who sits somewhere without one."""
    form = DrawUpForm(request.POST or None, initial={"day": timezone.localdate()})
    made: list[int] = []

    def do(**wish: Any) -> None:
        made.append(services.draw_up_positions(actor=user_of(request), **wish))

    def told() -> str:
        words = ngettext("%(number)s formasi dibuat.", "%(number)s formasi dibuat.", made[0])
        return words % {"number": whole(made[0])}

    title = _("Susun formasi dari penempatan")
    return change_by(request, form, do, title, _("Susun formasi"), reverse("positions"), told=told)


def _may_add(request: HttpRequest, unit_id: uuid.UUID | None, today: date) -> bool:
    """Whether the list offers new posts: of its unit, or, where it shows all, of any."""
    if unit_id is not None:
        return may_change_unit(request.user, unit_id, today)
    return may_within(request.user, Action.MANAGE_ORGANISATION, today)


def _sheet(rows: Iterable[PostRow]) -> Sheet:
    types = {kind.code: kind.label for kind in reference.position_types()}
    columns: dict[str, Callable[[PostRow], CellValue]] = {
        "kode_unit": lambda row: row.unit.code if row.unit else "",
        "unit": lambda row: row.unit.name if row.unit else "",
        "jabatan": lambda row: row.filled.post.title,
        "jenis_jabatan": lambda row: types.get(row.filled.post.position_type, ""),
        "eselon_atau_jenjang": lambda row: wording.level(row.filled.post.level),
        "kelas_jabatan": lambda row: row.filled.post.job_class,
        "formasi": lambda row: row.filled.post.headcount,
        "kepala_unit": lambda row: row.filled.post.is_head,
        "terisi": lambda row: row.filled.people,
        "lowong": lambda row: row.filled.vacant,
        "plt_plh": lambda row: row.acting,
    }
    return Sheet(name=_("Formasi"), columns=list(columns), rows=([of(row) for of in columns.values()] for row in rows))
