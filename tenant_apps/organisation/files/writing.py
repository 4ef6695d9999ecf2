"""A structure written as a file: for spreadsheets, for programs, as a picture, on paper."""

import json
import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shared_apps.documents import pdf
from shared_apps.reference import queries as reference
from shared_apps.sheets.rules import Sheet
from shared_apps.sheets.writer import write_csv, write_xlsx
from shared_apps.ui.formats import day as day_text
from shared_apps.ui.formats import whole
from tenant_apps.organisation.files.rules import picture, portable
from tenant_apps.organisation.files.rules.columns import Words
from tenant_apps.organisation.files.rules.svg import svg
from tenant_apps.organisation.rules.chart import Chart

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}
_WIDTHS = (16, 60, 16, 22, 16, 8, 8)


@dataclass(frozen=True)
class Drawn:
    """What a file of a structure says besides its units."""

    chart: Chart
    day: date
    government: str
    region_code: str
    decree: str
    top: uuid.UUID | None = None  # only what stands under this unit

    @property
    def title(self) -> str:
        """What is drawn: the whole government or one unit."""
        name = self.chart.nodes[self.top].name if self.top else self.government
        return _("Struktur organisasi %(name)s") % {"name": name}


def written(kind: str, drawn: Drawn) -> bytes:
    """The structure as one of MEDIA; a file that can be imported always has the whole structure."""
    if kind == "json":
        facts = {"government": drawn.government, "region_code": drawn.region_code, "decree": drawn.decree}
        told = portable.document(drawn.chart, day=drawn.day.isoformat(), **facts)
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    if kind in ("xlsx", "csv"):
        labels = {each.code: each.label for each in reference.unit_types()}  # as the import reads them, untranslated
        rows = portable.rows(drawn.chart, labels)
        if kind == "csv":
            return write_csv(portable.COLUMNS, rows)
        return write_xlsx([Sheet(_("Struktur"), portable.COLUMNS, rows, widths=_WIDTHS)])
    return _svg(drawn) if kind == "svg" else _pdf(drawn)


def _svg(drawn: Drawn) -> bytes:
    pages = picture.draw(drawn.chart, _words(drawn.chart), top=drawn.top)
    return svg(pages, title=drawn.title, description=_description(drawn)).encode()


def _pdf(drawn: Drawn) -> bytes:
    pages = picture.draw(drawn.chart, _words(drawn.chart, page=_("hal.")), top=drawn.top)
    told = [
        {
            "boxes": [vars(box) for box in page.boxes],
            "strokes": [[stroke.x1, stroke.y1, stroke.x2, stroke.y2] for stroke in page.strokes],
        }
        for page in pages
    ]
    return pdf(
        "organisation/chart.typ",
        {"title": drawn.title, "date": drawn.day, "foot": _description(drawn), "pages": told},
    )


def _description(drawn: Drawn) -> str:
    units = len(drawn.chart.subtree_ids(drawn.top)) if drawn.top else len(drawn.chart.nodes)
    text = _("%(units)s unit, struktur pada %(day)s menurut %(decree)s.")
    return text % {"units": whole(units), "day": day_text(drawn.day, "long"), "decree": drawn.decree or "–"}


def _words(chart: Chart, page: str = "") -> Words:
    notes = {}
    for unit_id, node in chart.nodes.items():
        below = len(chart.children.get(unit_id, ()))
        under = _("%(units)s unit di bawahnya") % {"units": whole(below)} if below else ""
        notes[unit_id] = " · ".join(filter(None, [node.abbreviation[:20], node.echelon, under]))
    return Words(notes, again=_("lanjutan"), page=page)
