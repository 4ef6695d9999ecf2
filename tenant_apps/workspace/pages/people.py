"""The list of people of a selection, on a page of its own and in a file."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.scoring_templates.wording import code_text, name_of
from shared_apps.sheets.rules import Sheet
from shared_apps.ui.formats import whole
from tenant_apps.workspace.pages import panel
from tenant_apps.workspace.queries.overview import PER_PAGE, Leader, PersonInBox
from tenant_apps.workspace.queries.results import Chosen
from tenant_apps.workspace.rules import shape
from tenant_apps.workspace.rules.selection import Selection


def context(found: Leader, address: panel.Address) -> dict[str, Any]:
    """What people.html draws."""
    shown = panel.panel(found, address)
    paginator = Paginator(range(found.selected_count), PER_PAGE)
    return {
        **shown,
        "heading": ngettext("%(title)s: %(count)s orang", "%(title)s: %(count)s orang", found.selected_count)
        % {"title": shown["panel_title"], "count": whole(found.selected_count)},
        "unit": found.unit,
        "crumbs": [
            *((node.name, panel.Address(period=address.period).with_(unit=str(node.unit_id))) for node in found.path),
            (shown["panel_title"], ""),
        ],
        "page": Page(shown["people"], found.page, paginator),
        "back_url": address.with_(kotak=found.selection.word),
    }


def sheet(results: Chosen, selection: Selection, rows: Sequence[PersonInBox]) -> Sheet:
    """One row per person, with the figures the list shows."""
    now = results.now
    talent, rated = (now.box, now.predicate) if now else (None, None)
    axes = [name_of(talent.scheme, axis.key) for axis in shape.axes(talent.scheme)] if talent else []
    verdict = shape.predicate(rated.scheme) if rated else None

    def predicate(code: str | None) -> str:
        if code is None or rated is None or verdict is None:
            return ""
        return code_text(rated.scheme, verdict.key, code)

    first, second = (*axes, _("Kinerja"), _("Potensial"))[:2]
    return Sheet(
        name=panel.selection_title(selection),
        columns=[_("NIP"), _("Nama"), _("Jabatan"), _("Unit"), _("Predikat"), first, second, _("Kotak")],
        rows=[
            [
                each.number,
                each.name,
                each.position,
                each.unit,
                predicate(each.predicate),
                each.performance,
                each.potential,
                each.box,
            ]
            for each in rows
        ],
    )
