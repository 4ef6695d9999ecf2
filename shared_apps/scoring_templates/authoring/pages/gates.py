"""Gates: what closes them, what they block, and what holds while that is not known. They never touch a number."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Cell, Choices, Maker, Path, Row, Table, number_of
from shared_apps.scoring_templates.authoring.pages import lists
from shared_apps.scoring_templates.authoring.pages.names import code_name, keys
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.rules.naming import key_from
from shared_apps.scoring_templates.rules.sections import Condition, Gate
from shared_apps.scoring_templates.rules.template import Template

NEW = ("gates", "+")
PARTS = ("key", "one_of", "comparator", "value")


def page(maker: Maker, _key: str) -> PartPage:
    """Every gate with its conditions, and a new one."""
    tables: list[Table] = []
    more: list[Edit] = []
    for key, gate in maker.template.gates.items():
        if maker.removed(("gates", key)):
            tables.append(_basics(maker, key, gate))
            continue
        tables += [_basics(maker, key, gate), _conditions(maker, key, gate)]
        more += _edits(maker, key, gate)
    tables.append(_new(maker))
    more += _added(maker)
    about = _("Gerbang tampil di samping hasil dan tidak pernah mengubah nilai, tingkat, atau kotak.")
    return PartPage(_("Gerbang"), about, tables, more)


def _basics(maker: Maker, key: str, gate: Gate) -> Table:
    place, unknown = (
        ("gates", key),
        [
            ("closed", _("Tertutup")),
            ("open", _("Terbuka")),
            ("unverified", _("Belum dapat dipastikan")),
        ],
    )
    rows = [
        Row(_("Nama"), [maker.cell((*place, "title", "id"), _("Nama"), is_text=True)], removes=place),
        Row(
            _("Nama dalam bahasa Inggris"),
            [maker.cell((*place, "title", "en"), _("Nama dalam bahasa Inggris"), is_text=True)],
        ),
        Row(
            _("Bila belum diketahui"),
            [maker.cell((*place, "when_unknown"), _("Bila belum diketahui"), options=unknown)],
        ),
        Row(
            _("Yang ditahan"), [maker.own((*place, "blocks"), _("Yang ditahan"), "; ".join(gate.blocks), is_text=True)]
        ),
        Row(_("Dasar"), [maker.cell((*place, "clause"), _("Dasar"), is_text=True)]),
    ]
    return Table(wording.name_of(maker.template, key), (_("Isian"), _("Nilai")), rows)


def _blocks(maker: Maker, key: str, gate: Gate) -> Cell:
    return maker.own(("gates", key, "blocks"), _("Yang ditahan"), "; ".join(gate.blocks), is_text=True)


def _conditions(maker: Maker, key: str, gate: Gate) -> Table:
    rows = []
    for number in range(len(gate.closes_when) + 1):
        condition = gate.closes_when[number] if number < len(gate.closes_when) else None
        label = _("Baru") if condition is None else str(number + 1)
        rows.append(Row(label, _condition(maker, ("gates", key, "closes_when", str(number)), condition)))
    return _table(
        _("%(gate)s tertutup bila salah satu terpenuhi") % {"gate": wording.name_of(maker.template, key)}, rows
    )


def _table(title: str, rows: list[Row]) -> Table:
    columns = (_("Syarat"), _("Yang dilihat"), _("Salah satu dari"), _("Pembanding"), _("Angka"))
    hint = _("Untuk pilihan: sebut namanya, dipisah titik koma. Untuk angka: pembanding dan angkanya.")
    return Table(title, columns, rows, hint=hint)


def _condition(maker: Maker, place: Path, condition: Condition | None) -> list[Cell]:
    template = maker.template
    stands = dict.fromkeys(PARTS, "")
    if condition is not None:
        stands["key"], stands["comparator"] = condition.key, condition.comparator or ""
        stands["one_of"] = lists.written(condition.one_of or (), _codes(template, condition.key))
        stands["value"] = "" if condition.value is None else wording.field_text(str(condition.value))
    sides = [(">", ">"), (">=", "≥")]
    return [
        maker.own((*place, "key"), _("Yang dilihat"), stands["key"], options=keys(template)),
        maker.own((*place, "one_of"), _("Salah satu dari"), stands["one_of"], is_text=True),
        maker.own((*place, "comparator"), _("Pembanding"), stands["comparator"], options=sides),
        maker.own((*place, "value"), _("Angka"), stands["value"]),
    ]


def _codes(template: Template, key: str) -> Choices:
    return [(code, code_name(template, key, code)) for code in kinds.codes_of(template, key) or ()]


def _edits(maker: Maker, key: str, gate: Gate) -> Iterator[Edit]:
    """The conditions as one list, and what is blocked as another; a row without a key is taken away."""
    rows = _conditions(maker, key, gate).rows
    if any(cell.typed != cell.stands for row in rows for cell in row.cells):
        found = [_typed(maker.template, row.cells) for row in rows if row.cells[0].typed]
        yield Edit(("gates", key, "closes_when"), found)
    blocks = _blocks(maker, key, gate)
    if blocks.typed != blocks.stands:
        yield Edit(("gates", key, "blocks"), lists.read(blocks.typed, ()))


def _typed(template: Template, cells: Any) -> dict[str, Any]:
    key, one_of, comparator, value = (cell.typed for cell in cells)
    found: dict[str, Any] = {"key": key}
    if one_of:
        found["one_of"] = lists.read(one_of, _codes(template, key))
    if comparator:
        found["comparator"] = comparator
    if value:
        found["value"] = number_of(value)
    return found


def _new(maker: Maker) -> Table:
    cells = _condition(maker, (*NEW, "closes_when", "0"), None)
    title = maker.own((*NEW, "title"), _("Nama gerbang baru"), is_text=True)
    columns = (_("Gerbang baru"), _("Nama"), _("Yang dilihat"), _("Salah satu dari"), _("Pembanding"), _("Angka"))
    return Table(_("Gerbang baru"), columns, [Row(_("Baru"), [title, *cells])])


def _added(maker: Maker) -> Iterator[Edit]:
    title = maker.own((*NEW, "title"), "", is_text=True).typed
    cells = _condition(maker, (*NEW, "closes_when", "0"), None)
    if title or cells[0].typed:
        key = key_from(title or cells[0].typed, maker.template.gates)
        value: dict[str, Any] = {
            "closes_when": [_typed(maker.template, cells)],
            "blocks": [],
            "when_unknown": "unverified",
        }
        yield Edit(("gates", key), value | ({"title": {"id": title}} if title else {}), is_new=True)
