"""A sheet of posts read row by row: what can be read becomes a line, what cannot an error with its place."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.sheets.rules import RowError, parse_flag, parse_whole
from shared_apps.sheets.tables import Header, Record, Table, header_not_found
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.organisation.sheet import read_cell
from tenant_apps.people import messages
from tenant_apps.people.cells import error_of
from tenant_apps.people.rules.post_lines import PostLine
from tenant_apps.people.rules.units import Meant, Units
from tenant_apps.people.rules.vacancies import HIGHEST_CLASS, MOST_SEATS, TITLE_LENGTH

REQUIRED = ("jabatan", "jenis_jabatan", "formasi")
ALIASES = {
    "kode_unit": ("kode_unor", "kode"),
    "nama_unit": ("unit", "nama_unor", "unit_kerja", "unit_organisasi"),
    "unit_induk": ("induk", "nama_induk"),
    "jabatan": ("nama_jabatan",),
    "formasi": ("jumlah_formasi", "kebutuhan", "jumlah"),
    "eselon_atau_jenjang": ("eselon", "jenjang"),
    "kelas_jabatan": ("kelas",),
    "kepala_unit": ("kepala",),
}


@dataclass
class PostReading:
    """What came out of a sheet of posts."""

    header: Header
    records: Sequence[Record]
    lines: list[PostLine] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def errors_of(self, findings: Iterable[Finding]) -> list[RowError]:
        """Findings between rows, with the place and the words a person needs."""
        by_row = {record.row: record for record in self.records}
        return [
            error_of(by_row[found.row], self._key(found.key), messages.finding(found.code, found.params))
            for found in findings
        ]

    def _key(self, key: str) -> str:
        return "nama_unit" if key == "kode_unit" and key not in self.header else key


def read(table: Table, chart: Chart) -> PostReading:
    """Every row of the sheet; refused where a column that is needed is missing."""
    header = table.find_header(required=REQUIRED, aliases=ALIASES)
    if "kode_unit" not in header and "nama_unit" not in header:
        raise header_not_found(["kode_unit"])
    reading = PostReading(header, list(header.records()))
    reading.errors += header.marked()
    marked = {(error.row, error.column) for error in reading.errors}
    units = Units(chart)

    @cache
    def unit(code: str, name: str, above: str) -> Meant:
        return units.by_name(name, above) if name and not code else units.by_code(code)

    levels = levels_by_text()
    for record in reading.records:
        findings: list[Finding] = []
        reading.lines.append(_line(record, unit, levels, findings))
        reading.errors += [error for error in reading.errors_of(findings) if (error.row, error.column) not in marked]
    return reading


def levels_by_text() -> dict[str, str]:
    """Functional levels by code and by how they are written."""
    known = reference.functional_levels()
    return {
        text.casefold(): level.code for level in known for text in (level.code, level.label, names.label_of(level))
    }


def _line(
    record: Record, unit: Callable[[str, str, str], Meant], levels: dict[str, str], findings: list[Finding]
) -> PostLine:
    def refuse(key: str, code: str, **params: str) -> None:
        findings.append(Finding(record.row, key, code, params))

    meant = unit(*(read_cell(record[key]) for key in ("kode_unit", "nama_unit", "unit_induk")))
    if meant.node is None:
        refuse("kode_unit", "unit_name_near" if meant.nearest else meant.problem, nearest=meant.nearest)
    title = read_cell(record["jabatan"])
    if not title:
        refuse("jabatan", "blank")
    elif len(title) > TITLE_LENGTH:
        refuse("jabatan", "too_long", length=str(TITLE_LENGTH))
    elif odd_characters(title):
        refuse("jabatan", "odd_characters")
    kind = reference.position_type(record["jenis_jabatan"])
    if kind is None:
        refuse("jenis_jabatan", "unknown_position_type")
    return PostLine(
        row=record.row,
        unit_id=meant.node.unit_id if meant.node else None,
        title=title,
        position_type=kind.code if kind else "",
        headcount=_number(record, "formasi", MOST_SEATS, "bad_headcount", findings),
        level=_level(record, levels, findings),
        job_class=_job_class(record, findings),
        is_head=_flag(record, findings),
        has_class="kelas_jabatan" in record.header,
    )


def _number(record: Record, key: str, most: int, code: str, findings: list[Finding]) -> int | None:
    found = parse_whole(record[key])
    if found is None or not 1 <= found <= most:
        findings.append(Finding(record.row, key, code))
        return None
    return found


def _job_class(record: Record, findings: list[Finding]) -> int | None:
    if not record["kelas_jabatan"]:
        return None
    return _number(record, "kelas_jabatan", HIGHEST_CLASS, "bad_job_class", findings)


def _level(record: Record, levels: dict[str, str], findings: list[Finding]) -> str | None:
    if "eselon_atau_jenjang" not in record.header:
        return None
    text = read_cell(record["eselon_atau_jenjang"])
    rank = reference.echelon(text) if text else None
    code = rank.code if rank else levels.get(text.casefold())
    if text and code is None:
        findings.append(Finding(record.row, "eselon_atau_jenjang", "unknown_level"))
    return code or ""


def _flag(record: Record, findings: list[Finding]) -> bool | None:
    if "kepala_unit" not in record.header:
        return None
    found = parse_flag(record["kepala_unit"]) if record["kepala_unit"] else False
    if found is None:
        findings.append(Finding(record.row, "kepala_unit", "unknown_flag"))
    return bool(found)
