"""The chart of the organisation with its people."""

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import may, may_within, requires_sign_in
from shared_apps.accounts.rules import Action
from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import whole
from tenant_apps.organisation.access import may_change_unit
from tenant_apps.organisation.forms import DayForm
from tenant_apps.people import queries
from tenant_apps.people.queries import UnitOnChart

_LEVELS_DRAWN = 2  # below the unit in the middle; the list shows everything
_MOST_LISTED = 110  # units on one page of the list; a branch directly below the top is never torn
_MOST_COLUMNS = 8  # a chart with more units side by side is drawn as a list, one level deep


@require_safe
@requires_sign_in
def organisation(request: HttpRequest) -> HttpResponse:
    """The chart around one unit, or the whole as a list; from the same query and the same markup."""
    today = timezone.localdate()
    day = DayForm.day_of(request.GET, today)
    page = queries.organisation_page(request.user, day)
    selected = page.by_id.get(_unit_id(request)) or page.root
    as_list = request.GET.get("tampilan") == "daftar"
    query = {"hari": day.isoformat()} if day != today else {}
    context: dict[str, Any] = {
        "page": page,
        "day": day,
        "today": today,
        "selected": selected,
        "as_list": as_list,
        "may_change": may(request.user, Action.MANAGE_ORGANISATION, today),
        "may_draft": may_within(request.user, Action.MANAGE_ORGANISATION, today),
        "may_change_unit": selected is not None and may_change_unit(request.user, selected.node.unit_id, today),
        "segments": [
            {"label": _("Bagan"), "url": _url(query, selected), "current": not as_list},
            {"label": _("Daftar"), "url": _url({**query, "tampilan": "daftar"}, selected), "current": as_list},
        ],
    }
    if selected is not None:
        centre = page.root if as_list or page.root is None else _centre(selected, page.by_id)
        shown = {**query, "tampilan": "daftar"} if as_list else query
        context["kind"] = names.label_of(reference.unit_type(selected.node.unit_type))
        context["path"] = [
            (node.name, _url(shown, page.by_id[node.unit_id])) for node in page.chart.path(selected.node.unit_id)
        ]
        context["is_wide"] = bool(centre and len(centre.children) > _MOST_COLUMNS)
        levels = 0 if as_list else 1 if context["is_wide"] else _LEVELS_DRAWN
        context["tree"] = _drawn(centre, selected, shown, levels) if centre else None
        if as_list and centre:
            context["branches"] = branches = _branches(centre, selected, request.GET.get("page"))
            context["tree"]["children"] = [_drawn(unit, selected, shown, None) for unit in branches.object_list[0]]
    return render(request, "people/organisation.html", context)


def _unit_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.GET.get("unit", ""))
    except ValueError:
        return uuid.UUID(int=0)


def _centre(selected: UnitOnChart, by_id: Any) -> UnitOnChart:
    """The unit itself when something stands under it, else the one above, so that its neighbours are seen."""
    if selected.children or selected.node.parent_id is None:
        return selected
    parent: UnitOnChart = by_id[selected.node.parent_id]
    return parent


def _branches(root: UnitOnChart, selected: UnitOnChart, number: str | None) -> Page[list[UnitOnChart]]:
    """The branches below the top in pages of similar size; without a number the page of the selected unit."""
    pages: list[list[UnitOnChart]] = [[]]
    room, found = _MOST_LISTED, 1
    for branch in root.children:
        inside = list(_below(branch))
        if pages[-1] and len(inside) > room:
            pages.append([])
            room = _MOST_LISTED
        pages[-1].append(branch)
        room -= len(inside)
        if any(unit.node.unit_id == selected.node.unit_id for unit in inside):
            found = len(pages)
    return Paginator(pages, 1).get_page(number or found)


def _below(unit: UnitOnChart) -> Iterator[UnitOnChart]:
    yield unit
    for child in unit.children:
        yield from _below(child)


def _url(query: dict[str, str], unit: UnitOnChart | None) -> str:
    full = {**query, "unit": str(unit.node.unit_id)} if unit else query
    return f"?{urlencode(full)}"


def _drawn(unit: UnitOnChart, selected: UnitOnChart, query: dict[str, str], levels: int | None) -> dict[str, Any]:
    """A node as the chart's template takes it."""
    below = [] if levels == 0 else unit.children
    deeper = None if levels is None else levels - 1
    people = ngettext("%(number)s orang", "%(number)s orang", unit.all_people) % {"number": whole(unit.all_people)}
    return {
        "id": str(unit.node.unit_id),
        "url": _url(query, unit),
        "name": unit.node.name,
        "head": unit.head or ("" if unit.node.parent_id else _("Kepala daerah")),
        "info": people,
        "chip": _("Plt/Plh") if unit.is_acting else "",
        "tone": "warn" if unit.is_acting else "",
        "selected": unit.node.unit_id == selected.node.unit_id,
        "children": [_drawn(child, selected, query, deeper) for child in below],
    }
