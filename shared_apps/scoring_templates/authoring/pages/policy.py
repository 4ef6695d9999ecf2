"""What regions may change: a line for each kind of place, in words, with how far they may go."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Cell, Choices, Maker, Path, Row, Table, number_of
from shared_apps.scoring_templates.authoring.pages import own_measures
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.authoring.pages.patterns import label, suggestions
from shared_apps.scoring_templates.rules.decimals import canonical_text
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.rules.sections import Permission

PLACE = ("customisation", "paths")
PARTS = ("allow", "min", "max", "one_of", "required")


def page(maker: Maker, _key: str) -> PartPage:
    """Every permission, and a new one."""
    policy = maker.template.customisation
    paths = policy.paths if policy else {}
    rows, more = [], []
    for pattern, permission in paths.items():
        path = (*PLACE, pattern)
        cells = _cells(maker, path, permission)
        rows.append(Row(label(maker.template, pattern), cells, removes=path, sub=pattern))
        if not maker.removed(path) and any(cell.typed != cell.stands for cell in cells):
            more.append(Edit(path, _typed(cells)))
    columns = (_("Bagian"), _("Daerah"), _("Paling rendah"), _("Paling tinggi"), _("Pilihan"), _("Wajib diisi"))
    hint = _("Yang tidak disebut di sini terkunci. Bila beberapa baris cocok, yang paling khusus berlaku.")
    own = own_measures.table(maker)
    tables = [Table(_("Izin"), columns, rows, hint=hint), _new(maker, columns, set(paths)), own]
    about = _("Daerah melihat batas ini tepat di tempat isiannya. Wajib diisi berarti templat tidak memberi nilainya.")
    return PartPage(_("Yang boleh diubah daerah"), about, tables, [*more, *_added(maker), *own_measures.edits(own)])


def _allowed() -> Choices:
    return [("locked", _("Terkunci")), ("bounded", _("Dibatasi")), ("free", _("Bebas"))]


def _cells(maker: Maker, path: Path, permission: Permission | None) -> list[Cell]:
    stands = dict.fromkeys(PARTS, "")
    if permission is not None:
        ends = {"min": permission.min, "max": permission.max}
        stands |= {name: "" if end is None else wording.field_text(canonical_text(end)) for name, end in ends.items()}
        stands["allow"], stands["required"] = permission.allow, "true" if permission.required else ""
        stands["one_of"] = "; ".join(str(choice) for choice in permission.one_of or ())
    return [
        maker.own((*path, "allow"), _("Daerah"), stands["allow"], options=_allowed()),
        maker.own((*path, "min"), _("Paling rendah"), stands["min"]),
        maker.own((*path, "max"), _("Paling tinggi"), stands["max"]),
        maker.own((*path, "one_of"), _("Pilihan, dipisah titik koma"), stands["one_of"], is_text=True),
        maker.own(
            (*path, "required"), _("Wajib diisi"), stands["required"], options=[("", _("Tidak")), ("true", _("Ya"))]
        ),
    ]


def _typed(cells: list[Cell]) -> dict[str, Any]:
    allow, low, high, one_of, required = (cell.typed for cell in cells)
    found: dict[str, Any] = {"allow": allow or "locked"}
    found |= {name: number_of(text) for name, text in (("min", low), ("max", high)) if text}
    choices = [number_of(word.strip()) for word in one_of.split(";") if word.strip()]
    found |= {"one_of": choices} if choices else {}
    return found | ({"required": True} if required else {})


def _new(maker: Maker, columns: tuple[str, ...], taken: set[str]) -> Table:
    options = [(each, label(maker.template, each)) for each in suggestions(maker.template) if each not in taken]
    rows = [
        Row(_("Pilih bagian"), [maker.own((*PLACE, "+", "pattern"), _("Pilih bagian"), options=options)]),
        Row(_("atau tulis tempatnya"), [maker.own((*PLACE, "+", "written"), _("atau tulis tempatnya"), is_text=True)]),
        *(Row(name, [cell]) for name, cell in zip(columns[1:], _cells(maker, (*PLACE, "+"), None), strict=True)),
    ]
    return Table(_("Izin baru"), (_("Isian"), _("Nilai")), rows)


def _added(maker: Maker) -> Iterator[Edit]:
    chosen = maker.own((*PLACE, "+", "written"), "", is_text=True).typed
    chosen = chosen or maker.own((*PLACE, "+", "pattern"), "", options=[("", "")]).typed
    if chosen:
        yield Edit((*PLACE, chosen), _typed(_cells(maker, (*PLACE, "+"), None)), is_new=True)
