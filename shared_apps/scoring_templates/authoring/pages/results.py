"""Which keys decide a person's status, in the order in which pages show them; and what is checked over a unit."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Cell, Maker, Row, Table
from shared_apps.scoring_templates.authoring.pages.names import keys
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.edits import Edit

PARTS = ("of", "rules", "version", "enforcement")
LAST = 10_000


def page(maker: Maker, _key: str) -> PartPage:
    """The results by their number, and the distributions."""
    results = _results(maker)
    tables = [results, _distribution(maker)]
    more = [*_order(maker, results), *_new_distribution(maker)]
    about = _("Hasil menentukan lengkap tidaknya penilaian seseorang dan tampil paling atas, menurut nomornya.")
    return PartPage(_("Hasil"), about, tables, more)


def _results(maker: Maker) -> Table:
    template = maker.template
    chosen = {key: str(number) for number, key in enumerate(template.results, 1)}
    known = [key for key, _entry in graph.value_entries(template)]
    rows = []
    for key in [*chosen, *(key for key in known if key not in chosen)]:
        name = wording.name_of(template, key)
        cell = maker.own(("results", key), _("Nomor %(name)s") % {"name": name}, chosen.get(key, ""))
        rows.append(Row(name, [cell], note="" if key in known else _("tidak ada")))
    return Table(
        _("Urutan hasil"),
        (_("Komponen"), _("Nomor")),
        rows,
        hint=_("Beri nomor pada yang menjadi hasil; kosongkan yang bukan."),
    )


def _order(maker: Maker, table: Table) -> Iterator[Edit]:
    """Sorted by number; what is no number stands last."""
    cells = [cell for row in table.rows for cell in row.cells if cell.typed]
    found = [cell.path[1] for cell in sorted(cells, key=_number)]
    if found != list(maker.template.results):
        yield Edit(("results",), found)


def _number(cell: Cell) -> int:
    text = cell.typed
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else LAST


def _labels() -> dict[str, str]:
    return {
        "of": _("Sebaran dari"),
        "rules": _("Aturan"),
        "version": _("Versi aturan"),
        "enforcement": _("Bila menyimpang"),
    }


def _distribution(maker: Maker) -> Table:
    labels, coded = _labels(), keys(maker.template, number=False)
    rows = []
    for key in maker.template.distribution:
        place = ("distribution", key)
        cells = [maker.cell((*place, "of"), labels["of"], options=coded)]
        cells += [maker.cell((*place, part), labels[part], is_text=True) for part in PARTS[1:]]
        rows.append(Row(key, cells, removes=place))
    fresh = [maker.own(("distribution", "+", "of"), labels["of"], options=coded)]
    fresh += [maker.own(("distribution", "+", part), labels[part], is_text=True) for part in PARTS[1:]]
    rows.append(Row(_("Baru"), fresh))
    return Table(
        _("Pola sebaran"),
        (_("Sebaran"), *labels.values()),
        rows,
        hint=_("Diperiksa atas predikat satu unit, tidak pernah mengubah predikat seseorang."),
    )


def _new_distribution(maker: Maker) -> Iterator[Edit]:
    typed = {part: maker.own(("distribution", "+", part), "").typed for part in PARTS}
    if any(typed.values()):
        yield Edit(("distribution", typed["of"] or "new"), typed, is_new=True)
