"""The chart of a structure draft with its people, and its review and publication."""

import uuid
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import day as day_text
from shared_apps.ui.formats import whole
from tenant_apps.organisation.drafts import queries as drafts
from tenant_apps.organisation.drafts.forms import CloseForm, DayForm, PublishForm
from tenant_apps.organisation.drafts.views import KINDS, Kind, node_of, step
from tenant_apps.organisation.views import to_chart
from tenant_apps.people import queries, services
from tenant_apps.people.queries import DraftChart, UnitOnChart
from tenant_apps.people.views.requests import user_of

_LEVELS_DRAWN = 2  # below the unit in the middle of the chart
_MOST_COLUMNS = 8  # more units side by side are drawn as a list
_LINES = 100  # of the difference on one page


@require_safe
@requires_within(Action.MANAGE_ORGANISATION)
def draft(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The drafted chart around one unit; the list opens only the way to it, so that 600 units stay quick."""
    found = queries.draft_chart(request.user, draft_id)
    own = found.page.draft.agency_id
    selected = found.by_id.get(_unit_id(request)) or (found.by_id.get(own) if own else None) or found.root
    as_list = request.GET.get("tampilan") == "daftar"
    context: dict[str, Any] = {"found": found, "page": found.page, "selected": selected, "as_list": as_list}
    context["seen"] = [{"name": "revision", "value": found.page.draft.revision}]
    if selected is not None and found.root is not None:
        centre = found.root if as_list else _centre(selected, found)
        is_wide = len(centre.children) > _MOST_COLUMNS
        way = {node.unit_id for node in found.page.made.chart.path(selected.node.unit_id)}
        look = _Look(found, selected.node.unit_id, as_list, frozenset(way))
        context |= {
            "kind": names.label_of(reference.unit_type(selected.node.unit_type)),
            "draws_list": as_list or is_wide,
            "above": centre.node.parent_id,
            "may_edit": found.page.inside.covers(selected.node.unit_id),
            "is_top": selected.node.parent_id is None or selected.node.unit_id == own,
            "tree": look.drawn(centre, None if as_list else 1 if is_wide else _LEVELS_DRAWN),
            "path": [
                (node.name, look.url(node.unit_id)) for node in found.page.made.chart.path(selected.node.unit_id)
            ],
            "segments": [
                {"label": _("Bagan"), "url": look.url(selected.node.unit_id, as_list=False), "current": not as_list},
                {"label": _("Daftar"), "url": look.url(selected.node.unit_id, as_list=True), "current": as_list},
            ],
        }
    return render(request, "people/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def review(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """What the draft changes, in words, and its publication by decree."""
    found = queries.draft_chart(request.user, draft_id)
    revision = {"revision": found.page.draft.revision}
    form = PublishForm(request.POST or None, initial=revision)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.publish_draft(draft_id=draft_id, actor=user_of(request), **form.cleaned_data)
        except DomainError as error:
            form.refuse(error)
            form.renew(error.details.get("revision", found.page.draft.revision))
        else:
            text = _("Struktur diterbitkan. Berlaku mulai %(day)s.")
            messages.success(request, text % {"day": day_text(made.effective_from)})
            return to_chart(made.effective_from.isoformat())
    context = {
        "found": found,
        "page": found.page,
        "form": form,
        "day_form": DayForm(
            initial={**revision, "effective_from": found.page.draft.effective_from}, auto_id="hari_%s"
        ),
        "lines": Paginator(_lines(found), _LINES).get_page(request.GET.get("page")),
        "refused": [step for step in found.page.told if step.refusal],
    }
    return render(request, "people/draft_review.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def change(request: HttpRequest, draft_id: uuid.UUID, kind: str) -> HttpResponse:
    """One step about a unit; where one is closed it is asked where those who sit in it go."""
    page = drafts.draft_page(request.user, draft_id)
    wish = KINDS.get(kind)
    if kind == "tutup":
        node = node_of(request, page)
        people = queries.people_in_drafted(page, node.unit_id) if node else 0
        form = partial(CloseForm, people=people)
        wish = Kind(form, services.close_unit, gettext_lazy("Tutup %(name)s"), gettext_lazy("Tutup unit"))
    return step(request, page, kind, wish)


def _lines(found: DraftChart) -> list[dict[str, str]]:
    """The difference unit by unit."""
    old, new = found.page.base.nodes, found.page.made.chart.nodes
    unknown = _("tanpa induk")

    def above(node: Any, nodes: Any) -> str:
        return nodes[node.parent_id].name if node.parent_id in nodes else unknown

    difference = found.page.difference
    lines = []
    for ended in found.ended:
        facts = {"name": ended.node.name, "people": whole(ended.people), "to": ended.to.name if ended.to else ""}
        text = _("%(name)s; %(people)s pegawai ke %(to)s") if ended.to else _("%(name)s; %(people)s pegawai")
        lines.append({"kind": _("Berakhir"), "tone": "bad", "text": text % facts})
    for node in difference.added:
        told = _("%(name)s di bawah %(parent)s") % {"name": node.name, "parent": above(node, new)}
        text = told if node.parent_id else node.name  # the government stands under nothing
        lines.append({"kind": _("Baru"), "tone": "ok", "text": text})
    for node in difference.moved:
        facts = {"name": node.name, "old": above(old[node.unit_id], old), "new": above(node, new)}
        lines.append({"kind": _("Pindah"), "tone": "warn", "text": _("%(name)s dari %(old)s ke %(new)s") % facts})
        if old[node.unit_id].name != node.name:
            lines.append(_renamed(old[node.unit_id].name, node.name))
    lines += [_renamed(old[node.unit_id].name, node.name) for node in difference.renamed]
    lines += [{"kind": _("Lain"), "tone": "", "text": node.name} for node in difference.changed]
    return lines


def _renamed(old: str, new: str) -> dict[str, str]:
    return {"kind": _("Nama"), "tone": "", "text": _("%(old)s menjadi %(new)s") % {"old": old, "new": new}}


class _Look:
    """How the units of one draft are drawn."""

    def __init__(self, found: DraftChart, selected: uuid.UUID, as_list: bool, way: frozenset[uuid.UUID]) -> None:
        self.base, self.selected, self.as_list, self.way = found.page.base.nodes, selected, as_list, way

    def url(self, unit_id: uuid.UUID, *, as_list: bool | None = None) -> str:
        """The same page at a unit."""
        shown = self.as_list if as_list is None else as_list
        return f"?{urlencode({'unit': str(unit_id)} | ({'tampilan': 'daftar'} if shown else {}))}"

    def drawn(self, unit: UnitOnChart, levels: int | None) -> dict[str, Any]:
        """A node as the chart's template takes it; without levels only the way to the selected unit is open."""
        is_open = unit.node.unit_id in self.way if levels is None else levels > 0
        deeper = None if levels is None else levels - 1
        state, chip, tone = self._change(unit)
        people = ngettext("%(number)s orang", "%(number)s orang", unit.all_people) % {"number": whole(unit.all_people)}
        hidden = 0 if is_open else len(unit.children)
        more = ngettext("%(number)s unit", "%(number)s unit", hidden) % {"number": whole(hidden)}
        return {
            "id": str(unit.node.unit_id),
            "url": self.url(unit.node.unit_id),
            "name": unit.node.name,
            "head": unit.head or ("" if unit.node.parent_id else _("Kepala daerah")),
            "info": f"{people} · {more}" if hidden else people,
            "state": state,
            "chip": chip,
            "tone": tone,
            "selected": unit.node.unit_id == self.selected,
            "swaps": "ruang",
            "children": [self.drawn(child, deeper) for child in unit.children] if is_open else [],
        }

    def _change(self, unit: UnitOnChart) -> tuple[str, str, str]:
        old = self.base.get(unit.node.unit_id)
        if old is None:
            return "new", _("Baru"), "ok"
        if old.parent_id != unit.node.parent_id:
            return "moved", _("Dipindah"), "warn"
        return ("moved", _("Ganti nama"), "") if old.name != unit.node.name else ("", "", "")


def _unit_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.GET.get("unit", ""))
    except ValueError:
        return uuid.UUID(int=0)


def _centre(selected: UnitOnChart, found: DraftChart) -> UnitOnChart:
    """The unit itself when something stands under it, else the one above."""
    if selected.children or selected.node.parent_id is None:
        return selected
    return found.by_id[selected.node.parent_id]
