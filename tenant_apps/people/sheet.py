"""The people sheet read row by row: what can be read becomes a line, what cannot an error with its place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from django.utils.translation import gettext as _

from shared_apps.reference import queries as reference
from shared_apps.reference.facts import PositionType
from shared_apps.sheets.rules import RowError, normalise_header
from shared_apps.sheets.tables import Header, Record, Table, header_not_found
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.people import messages
from tenant_apps.people.cells import Cells, Known, error_of
from tenant_apps.people.rules import columns
from tenant_apps.people.rules.columns import Columns
from tenant_apps.people.rules.lines import Line
from tenant_apps.people.rules.units import Meant, Units

ROWS_PER_REPORT = 2000

Report = Callable[[int, int, str], None]  # rows done, rows in all, what is going on


@dataclass
class Reading:
    """What came out of a sheet."""

    header: Header
    records: Sequence[Record]
    lines: list[Line] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)

    def errors_of(self, findings: Iterable[Finding]) -> list[RowError]:
        """Findings between rows, with the place and the words a person needs."""
        return [
            error_of(self._by_row[found.row], self._key(found.key), messages.finding(found.code, found.params))
            for found in findings
        ]

    def warnings_of(self, kept_starts: Mapping[int, date], kept_grades: Mapping[int, date]) -> list[RowError]:
        """Everything odd, by row; with the rows whose chair or grade is known from an earlier day on."""
        kept = (("tmt_jabatan", "later_start", kept_starts), ("tmt_golongan", "later_grade", kept_grades))
        later = [
            error_of(self._by_row[row], key, messages.warning(code, {"day": day.isoformat()}))
            for key, code, starts in kept
            for row, day in starts.items()
        ]
        return sorted([*self.warnings, *later], key=lambda warning: warning.row)

    @cached_property
    def _by_row(self) -> Mapping[int, Record]:
        return {record.row: record for record in self.records}

    def _key(self, key: str) -> str:
        return "nama_unit" if key == "kode_unit" and key not in self.header else key


@dataclass(frozen=True)
class Named:
    """The row of a sheet that names its columns."""

    table: Table
    row: int  # as the spreadsheet program shows it
    names: tuple[str, ...]  # normalised, in their places

    @property
    def signature(self) -> str:
        """What these columns are remembered by."""
        return columns.signature(self.names)

    @property
    def recognised(self) -> Columns:
        """What is known by the names alone."""
        return columns.recognise(self.names)

    def header(self, chosen: Columns) -> Header:
        """The columns under the names of our fields; refused where one that is needed is missing."""
        if chosen.lacking:
            raise header_not_found(chosen.lacking)
        return self.table.header_at(self.row, chosen.fields)


def rows_of_names(table: Table) -> list[Named]:
    """The rows that may name the columns, the likeliest first."""
    rows = [tuple(normalise_header(text) for text in line.cells) for line in table.lines[: columns.SEARCHED]]
    likeliest = columns.header_place(rows)
    named = [Named(table, line.number, names) for line, names in zip(table.lines, rows, strict=False)]
    return [named[likeliest], *named[:likeliest], *named[likeliest + 1 :]]


def silent(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


def _known(units: Units) -> Known:
    """What cells mean, asked once for each text: few units, grades and positions, many rows."""

    def unit(code: str, name: str, above: str) -> Meant:
        return units.by_name(name, above) if name and not code else units.by_code(code)

    def position(kind: str, title: str) -> tuple[PositionType | None, int | None]:
        found = reference.position_type(kind)
        return found, reference.retirement_age(found, title) if found else None

    def warning(code: str, params: tuple[tuple[str, str], ...]) -> tuple[str, str]:
        return messages.warning(code, dict(params))

    return Known(
        employment_type=cache(reference.employment_type),
        grade=cache(reference.grade),
        position=cache(position),
        unit=cache(unit),
        warning=cache(warning),
    )


def read(header: Header, *, fixed: Mapping[str, str], units: Units, day: date, report: Report = silent) -> Reading:
    """Every row of the sheet, judged cell by cell; `fixed` has the values that are the same for all rows."""
    known = _known(units)
    reading = Reading(header=header, records=list(header.records()))
    reading.errors += header.marked()
    marked = {(error.row, error.column) for error in reading.errors}
    for place, record in enumerate(reading.records):
        if place % ROWS_PER_REPORT == 0:
            report(place, len(reading.records), _("Memeriksa baris"))
        cells = Cells(record, day, fixed=fixed, known=known)
        reading.lines.append(cells.line())
        reading.errors += [error for error in cells.errors if (error.row, error.column) not in marked]
        reading.warnings += cells.warnings
    return reading
