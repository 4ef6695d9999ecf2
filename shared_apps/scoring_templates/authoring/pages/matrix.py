"""A matrix as a grid: every cell a choice, the missing ones marked; each cell names both axes."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Choices, Maker, Row, Table
from shared_apps.scoring_templates.authoring.pages.names import code_name, codes, keys, names, scales
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.rules import cells, kinds
from shared_apps.scoring_templates.rules.sections import Matrix

AXES = 2


def page(maker: Maker, key: str) -> PartPage:
    """The cells of a matrix, its axes and what it gives."""
    template, place = maker.template, ("matrices", key)
    matrix = template.matrices[key]
    coded = keys(template, number=False)
    axes = [Row(_axis(axis), [maker.cell((*place, "axes", axis), _axis(axis), options=coded)]) for axis in matrix.axes]
    basics = names(
        maker,
        place,
        *axes,
        Row(_("Skala hasil"), [maker.cell((*place, "gives"), _("Skala hasil"), options=scales(template))]),
        Row(_("Dasar"), [maker.cell((*place, "clause"), _("Dasar"), is_text=True)]),
    )
    about = _("Setiap sel menyebut kedua sumbunya, jadi sumbu tidak dapat tertukar. Semua sel harus berisi.")
    return PartPage(wording.name_of(template, key), about, [*_grids(maker, key, matrix), basics])


def _axis(axis: str) -> str:
    return _("Sumbu %(name)s") % {"name": axis.replace("_", " ")}


def _grids(maker: Maker, key: str, matrix: Matrix) -> list[Table]:
    template = maker.template
    if len(matrix.axes) != AXES:
        return []
    (down, row_key), (across, column_key) = sorted(matrix.axes.items())
    rows, columns = (kinds.codes_of(template, source) or () for source in (row_key, column_key))
    given = codes(template, matrix.gives)
    found = [_row(maker, key, (row_key, down, row), (column_key, across, columns), given) for row in reversed(rows)]
    known = {cells.name({down: row, across: column}) for row in rows for column in columns}
    filled = sum(cell in matrix.cells for cell in known)
    gone = [
        Row(
            cell, [maker.cell(("matrices", key, "cells", cell), cell, options=given)], ("matrices", key, "cells", cell)
        )
        for cell in matrix.cells
        if cell not in known
    ]
    names_of = [code_name(template, column_key, column) for column in columns]
    grid = Table(
        _("%(filled)s dari %(all)s sel") % {"filled": filled, "all": len(known)},
        (wording.name_of(template, row_key), *names_of),
        found,
        hint=f"{wording.name_of(template, row_key)} × {wording.name_of(template, column_key)}",
        is_grid=True,
    )
    return [grid, *([Table(_("Sel yang tidak sesuai sumbu"), (_("Sel"), _("Isi")), gone)] if gone else [])]


def _row(
    maker: Maker,
    key: str,
    row: tuple[str, str, str],
    column: tuple[str, str, tuple[str, ...]],
    given: Choices,
) -> Row:
    (row_key, down, code), (column_key, across, codes_across) = row, column
    label = code_name(maker.template, row_key, code)
    made = []
    for other in codes_across:
        axes: Mapping[str, str] = {down: code, across: other}
        said = f"{label}, {code_name(maker.template, column_key, other)}"
        made.append(maker.cell(("matrices", key, "cells", cells.name(axes)), said, options=given))
    return Row(label, made)
