"""Decided rows as a chart: checked like any other sheet, every unit with the identity it has had."""

import uuid
from collections.abc import Callable, Mapping

from tenant_apps.organisation.files.rules.deciding import Decided, Decisions
from tenant_apps.organisation.files.rules.parents import ROOT
from tenant_apps.organisation.files.rules.standing import MARK
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.organisation.rules.rows import UnitRow, check

# which cell a person mends for each column of the plain sheet
CELL_OF = {"nama": "name", "singkatan": "abbreviation", "jenis": "unit_type", "kode_induk": "parent"}


def unit_rows(decisions: Decisions) -> list[UnitRow]:
    """The taken rows, before them the government where no row is it and the units that stay without a row."""
    codes = {str(row.found.row): row.code for row in decisions.taken}
    codes |= {f"{MARK}{node.code}": node.code for node in decisions.staying}
    codes[str(ROOT)] = decisions.root_code
    rows = []
    if decisions.root_row == ROOT:
        rows.append(_root(decisions))
    code_of_unit = {row.unit.unit_id: row.code for row in decisions.taken if row.unit}
    code_of_unit |= {node.unit_id: node.code for node in decisions.staying}
    for node in decisions.staying:
        above = code_of_unit.get(node.parent_id, decisions.root_code) if node.parent_id else ""
        rows.append(_as_it_is(node, above))
    for place, row in enumerate(decisions.taken, start=1):
        parent = "" if row.found.row == decisions.root_row else row.value("parent")
        rows.append(
            UnitRow(
                row=row.found.row,
                code=row.code,
                name=row.value("name"),
                parent_code=codes.get(parent, parent),
                abbreviation=row.value("abbreviation"),
                unit_type=row.value("unit_type") or None,
                echelon=row.found.echelon or (row.unit.echelon if row.unit else ""),
                order=_order(row, place),
            )
        )
    return rows


def _as_it_is(node: Node, parent_code: str) -> UnitRow:
    return UnitRow(
        row=ROOT,
        code=node.code,
        name=node.name,
        parent_code=parent_code,
        abbreviation=node.abbreviation,
        unit_type=node.unit_type,
        echelon=node.echelon,
        order=node.order,
    )


def _root(decisions: Decisions) -> UnitRow:
    today = decisions.root
    return UnitRow(
        row=ROOT,
        code=decisions.root_code,
        name=decisions.root_name,
        parent_code="",
        abbreviation=today.abbreviation if today else "",
        unit_type=today.unit_type if today else "government",
        echelon=today.echelon if today else "",
        order=today.order if today else 0,
    )


def _order(row: Decided, place: int) -> int:
    """As the sheet says, else as it is today, else its place in the sheet."""
    if row.found.order is not None:
        return row.found.order
    return row.unit.order if row.unit else place


def findings(decisions: Decisions) -> list[Finding]:
    """What keeps the decided rows from being a structure; a row without a parent is told once, as that."""
    return check(unit_rows(decisions))


def chart(decisions: Decisions, known: Mapping[str, uuid.UUID], new_id: Callable[[], uuid.UUID]) -> Chart:
    """The chart; a code that was ever used keeps its unit. Only for decisions without findings."""
    rows = unit_rows(decisions)
    ids = {row.code: known.get(row.code) or new_id() for row in rows}
    ids |= {node.code: node.unit_id for node in decisions.staying}
    ids |= {row.code: row.unit.unit_id for row in decisions.taken if row.unit}
    return Chart.of(
        Node(
            unit_id=ids[row.code],
            parent_id=ids[row.parent_code] if row.parent_code else None,
            code=row.code,
            name=row.name,
            abbreviation=row.abbreviation,
            unit_type=row.unit_type or "",
            echelon=row.echelon or "",
            order=row.order or 0,
        )
        for row in rows
    )
