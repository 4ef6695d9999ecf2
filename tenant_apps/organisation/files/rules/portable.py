"""A structure as rows of text that any spreadsheet holds, and plain values for JSON; one row a unit, parents first."""

from collections.abc import Mapping
from typing import Any

from tenant_apps.organisation.rules.chart import Chart

COLUMNS = ("kode", "nama", "singkatan", "jenis", "kode_induk", "eselon", "urutan")
FORMAT, VERSION = "merit-structure", 1
KEYS = dict(
    zip(COLUMNS, ("code", "name", "abbreviation", "unit_type", "parent_code", "echelon", "order"), strict=True)
)


def rows(chart: Chart, labels: Mapping[str, str]) -> list[tuple[str | int, ...]]:
    """The units under COLUMNS; a type is written as its Indonesian name where `labels` knows one."""
    codes = {unit_id: node.code for unit_id, node in chart.nodes.items()}
    return [
        (
            node.code,
            node.name,
            node.abbreviation,
            labels.get(node.unit_type, node.unit_type),
            codes[node.parent_id] if node.parent_id else "",
            node.echelon,
            node.order,
        )
        for _depth, node in chart.walk()
    ]


def document(chart: Chart, *, government: str, region_code: str, day: str, decree: str) -> dict[str, Any]:
    """What the JSON file says; types and echelons are codes."""
    units = [dict(zip(KEYS.values(), row, strict=True)) for row in rows(chart, {})]
    return {
        "format": FORMAT,
        "version": VERSION,
        "government": government,
        "region_code": region_code,
        "day": day,
        "decree": decree,
        "units": units,
    }
