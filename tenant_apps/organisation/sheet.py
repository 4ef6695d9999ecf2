"""The organisation sheet read into rows, and findings turned back into errors with their place in the file."""

import re
from collections.abc import Iterable, Sequence

from shared_apps.reference import queries as reference
from shared_apps.sheets.rules import RowError, is_formula, parse_whole
from shared_apps.sheets.tables import Header, Record, Table
from tenant_apps.organisation import messages
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.organisation.rules.rows import UnitRow

REQUIRED = ("kode", "nama", "jenis", "kode_induk")
ALIASES = {
    "kode": ("kode_unit", "kode_unor", "kode_internal"),
    "nama": ("nama_unit", "nama_unor", "unit", "unit_kerja"),
    "jenis": ("jenis_unit", "jenis_unor"),
    "kode_induk": ("induk", "kode_atasan", "kode_unit_induk", "diatasan"),
    "singkatan": ("abbreviation",),
    "eselon": ("eselonering",),
    "urutan": ("order", "no_urut"),
}


def clean(text: str) -> str:
    """Text as it is kept: no space at the ends, single spaces inside."""
    plain = text.replace("\u00a0", " ").strip()
    return re.sub(r" {2,}", " ", plain) if "  " in plain else plain


def read_cell(text: str) -> str:
    """Text of a cell as it is kept, without the apostrophe our CSV puts before what would be a formula."""
    plain = clean(text)
    return plain[1:] if plain.startswith("'") and is_formula(plain[1:]) else plain


def header_of(table: Table) -> Header:
    """The row of column names; refused where one that is needed is missing."""
    return table.find_header(required=REQUIRED, aliases=ALIASES)


def rows_of(records: Sequence[Record]) -> list[UnitRow]:
    """The units of the sheet in its order."""
    return [_row(record, place) for place, record in enumerate(records, start=1)]


def errors_of(records: Sequence[Record], findings: Iterable[Finding]) -> list[RowError]:
    """Findings with the column, the content and the words a person needs to mend them."""
    by_row = {record.row: record for record in records}
    errors = []
    for found in findings:
        reason, repair = messages.finding(found.code, found.params)
        errors.append(by_row[found.row].error(found.key, reason=reason, repair=repair))
    return errors


def _row(record: Record, place: int) -> UnitRow:
    unit_type = reference.unit_type(record["jenis"])
    echelon = reference.echelon(record["eselon"]) if record["eselon"] else None
    return UnitRow(
        row=record.row,
        code=read_cell(record["kode"]),
        name=read_cell(record["nama"]),
        parent_code=read_cell(record["kode_induk"]),
        abbreviation=read_cell(record["singkatan"]),
        unit_type=unit_type.code if unit_type else None,
        echelon=echelon.code if echelon else (None if record["eselon"] else ""),
        order=_order(record["urutan"], place),
    )


def _order(text: str, place: int) -> int | None:
    if not text:
        return place
    number = parse_whole(text)
    return number if number is not None and 0 <= number < 1_000_000 else None
