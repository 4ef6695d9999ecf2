"""What a region may add of its own: how many measures, from where, and with which share of which component."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Cell, Maker, Row, Table, number_of
from shared_apps.scoring_templates.rules.decimals import canonical_text
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.nodes import WeightedMean

PLACE = ("customisation", "local")


def table(maker: Maker) -> Table:
    """The number and the sources, then a share for every component that weighs its inputs."""
    policy = maker.template.customisation
    local = policy.local if policy else None
    most = str(local.maximum_measures) if local else ""
    sources = "; ".join(local.sources) if local else ""
    rows = [
        Row(_("Paling banyak"), [maker.own((*PLACE, "maximum_measures"), _("Paling banyak"), most)]),
        Row(
            _("Sumber, dipisah titik koma"),
            [maker.own((*PLACE, "sources"), _("Sumber, dipisah titik koma"), sources, is_text=True)],
        ),
    ]
    shares = dict(local.shares) if local else {}
    weighing = [key for key, node in maker.template.nodes.items() if isinstance(node, WeightedMean)]
    for key in dict.fromkeys([*weighing, *shares]):
        stands = wording.field_text(canonical_text(shares[key])) if key in shares else ""
        label = _("Bobot bersama dalam %(name)s") % {"name": wording.name_of(maker.template, key)}
        rows.append(Row(label, [maker.own((*PLACE, "shares", key), label, stands)]))
    return Table(
        _("Ukuran milik daerah sendiri"),
        (_("Isian"), _("Nilai")),
        rows,
        hint=_("Kosong semuanya: daerah tidak boleh menambah ukuran. Bobotnya termasuk dalam jumlah komponen itu."),
    )


def edits(shown: Table) -> Iterator[Edit]:
    """The whole of it, where anything was changed; taken away where everything was emptied."""
    cells = [cell for row in shown.rows for cell in row.cells]
    if all(cell.typed == cell.stands for cell in cells):
        return
    filled = [cell for cell in cells if cell.typed]
    yield Edit(PLACE, _typed(filled) if filled else REMOVE)


def _typed(cells: list[Cell]) -> dict[str, Any]:
    by_place = {cell.path[len(PLACE) :]: cell.typed for cell in cells}
    words = [word.strip() for word in by_place.get(("sources",), "").split(";")]
    return {
        "maximum_measures": number_of(by_place.get(("maximum_measures",), "0")),
        "sources": [word for word in words if word],
        "shares": {place[1]: number_of(text) for place, text in by_place.items() if place[0] == "shares"},
    }
