"""The people sheet read row by row: what can be read becomes a line, what cannot an error with its place."""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from shared_apps.reference import queries as reference
from shared_apps.reference.facts import Grade
from shared_apps.reference.rules import Nip, parse_nip, retirement_warning
from shared_apps.sheets.rules import Mark, RowError, parse_date, parse_flag
from shared_apps.sheets.tables import Header, Record, Table
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.organisation.sheet import clean
from tenant_apps.people import messages
from tenant_apps.people.rules.lines import Line

REQUIRED = (
    "nip",
    "nama",
    "jenis_pegawai",
    "golongan",
    "jabatan",
    "jenis_jabatan",
    "kode_unit",
    "kepala_unit",
)
ALIASES = {
    "nip": ("nip_baru", "nip_ni_pppk", "nomor_induk"),
    "nama": ("nama_lengkap", "nama_pegawai"),
    "gelar_depan": ("gelar_di_depan",),
    "gelar_belakang": ("gelar_di_belakang",),
    "jenis_pegawai": ("status_pegawai", "status_kepegawaian"),
    "golongan": ("golongan_ruang", "gol_ruang", "gol"),
    "jabatan": ("nama_jabatan",),
    "jenis_jabatan": ("tipe_jabatan",),
    "kode_unit": ("kode_unor", "kode_unit_kerja"),
    "kepala_unit": ("kepala", "pimpinan_unit", "kepala_unit_ya_tidak"),
    "email": ("surel", "e_mail", "alamat_surel"),
    "nip_atasan": ("atasan", "nip_atasan_langsung"),
    "tmt_jabatan": ("tmt", "mulai_jabatan"),
}
LENGTHS = {"nama": 200, "gelar_depan": 60, "gelar_belakang": 100, "jabatan": 200}
EARLIEST = date(1900, 1, 1)
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
        by_row = {record.row: record for record in self.records}
        return [_error(by_row[found.row], found.key, messages.finding(found.code, found.params)) for found in findings]

    def warnings_of(self, kept_starts: Mapping[int, date]) -> list[RowError]:
        """Everything odd, in the order of the rows; with the rows whose chair is known from an earlier day on."""
        by_row = {record.row: record for record in self.records}
        later = [
            _error(by_row[row], "tmt_jabatan", messages.warning("later_start", {"day": day.isoformat()}))
            for row, day in kept_starts.items()
        ]
        return sorted([*self.warnings, *later], key=lambda warning: warning.row)


def header_of(table: Table) -> Header:
    """The row of column names; refused where one that is needed is missing."""
    return table.find_header(required=REQUIRED, aliases=ALIASES)


def silent(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


def read(table: Table, *, units: Mapping[str, uuid.UUID], day: date, report: Report = silent) -> Reading:
    """Every row of the sheet, judged cell by cell."""
    header = header_of(table)
    grade = cache(reference.grade)  # few grades, many rows
    reading = Reading(header=header, records=list(header.records()))
    reading.errors += header.marked()
    marked = {(error.row, error.column) for error in reading.errors}
    for place, record in enumerate(reading.records):
        if place % ROWS_PER_REPORT == 0:
            report(place, len(reading.records), _("Memeriksa baris"))
        cells = _Cells(record, day, grade)
        reading.lines.append(cells.line(units))
        reading.errors += [error for error in cells.errors if (error.row, error.column) not in marked]
        reading.warnings += cells.warnings
    return reading


def _error(record: Record, key: str, words: tuple[str, str]) -> RowError:
    return record.error(key, reason=words[0], repair=words[1])


class _Cells:
    """The cells of one row, with the errors and warnings met on the way."""

    def __init__(self, record: Record, day: date, grade: Callable[[str, str], Grade | None]) -> None:
        self.record, self.day, self.grade = record, day, grade
        self.errors: list[RowError] = []
        self.warnings: list[RowError] = []

    def line(self, units: Mapping[str, uuid.UUID]) -> Line:
        """The row as far as it can be read."""
        employment_type = reference.employment_type(self.record["jenis_pegawai"])
        if employment_type is None:
            self._refuse("jenis_pegawai", "unknown_employment_type")
        kind = employment_type.code if employment_type else ""
        number = self._number(kind)
        unit_code = clean(self.record["kode_unit"])
        if unit_code not in units:
            self._refuse("kode_unit", "unknown_unit")
        return Line(
            row=self.record.row,
            number=number.digits,
            name=self._text("nama", needed=True),
            title_before=self._text("gelar_depan"),
            title_after=self._text("gelar_belakang"),
            employment_type=kind,
            grade=self._grade(kind),
            position_title=self._text("jabatan", needed=True),
            position_type=self._position_type(number),
            unit_id=units.get(unit_code),
            unit_code=unit_code,
            is_head=self._flag("kepala_unit"),
            email=self._email(),
            superior_number=self._superior(),
            since=self._date("tmt_jabatan"),
            birth_date=number.birth_date,
            gender=number.sex or "",
            number_since=_started(number),
        )

    def _refuse(self, key: str, code: str, **params: str) -> None:
        self.errors.append(_error(self.record, key, messages.finding(code, params)))

    def _warn(self, key: str, code: str, **params: str) -> None:
        self.warnings.append(_error(self.record, key, messages.warning(code, params)))

    def _number(self, employment_type: str) -> Nip:
        """The NIP; one that cannot be read has no digits."""
        if self.record.mark("nip") is Mark.LONG_NUMBER:
            self._refuse("nip", "number_scientific")
            return Nip(text=self.record["nip"])
        number = parse_nip(self.record["nip"], employment_type=employment_type or None)
        if number.errors:
            self._refuse("nip", f"number_{number.errors[0]}")
        for code in number.warnings:
            self._warn("nip", code)
        return number

    def _text(self, key: str, *, needed: bool = False) -> str:
        text = clean(self.record[key])
        if needed and not text:
            self._refuse(key, "blank")
        elif len(text) > LENGTHS[key]:
            self._refuse(key, "too_long", length=str(LENGTHS[key]))
        elif odd_characters(text):
            self._refuse(key, "odd_characters")
        return text

    def _grade(self, employment_type: str) -> str:
        found = self.grade(self.record["golongan"], employment_type) if employment_type else None
        if employment_type and found is None:
            self._refuse("golongan", "unknown_grade")
        return found.label if found else ""

    def _position_type(self, number: Nip) -> str:
        found = reference.position_type(self.record["jenis_jabatan"])
        if found is None:
            self._refuse("jenis_jabatan", "unknown_position_type")
            return ""
        age = reference.retirement_age(found, self.record["jabatan"])
        if number.birth_date and age is not None:
            late = retirement_warning(birth_date=number.birth_date, retirement_age=age, as_of=self.day)
            if late:
                self._warn("nip", "retirement", age=str(late.age), limit=str(late.retirement_age))
        return found.code

    def _flag(self, key: str) -> bool:
        found = parse_flag(self.record[key])
        if found is None:
            self._refuse(key, "unknown_flag")
        return bool(found)

    def _email(self) -> str:
        address = self.record["email"].strip().lower()
        if not address:
            return ""
        try:
            validate_email(address)
        except ValidationError:
            self._refuse("email", "bad_email")
            return ""
        return address

    def _superior(self) -> str | None:
        if "nip_atasan" not in self.record.header:
            return None
        if not self.record["nip_atasan"]:
            return ""
        number = parse_nip(self.record["nip_atasan"])
        if self.record.mark("nip_atasan") is Mark.LONG_NUMBER or number.errors:
            code = "scientific" if self.record.mark("nip_atasan") else number.errors[0]
            self._refuse("nip_atasan", f"number_{code}")
            return ""
        return number.digits

    def _date(self, key: str) -> date | None:
        if not self.record[key]:
            return None
        found = parse_date(self.record[key])
        if found is None:
            self._refuse(key, "bad_date")
        elif found > self.day:
            self._refuse(key, "date_ahead", day=self.day.isoformat())
        elif found < EARLIEST:
            self._refuse(key, "date_too_early")
        return found


def _started(number: Nip) -> date | None:
    """Since when the number can have been somebody's."""
    if number.start_year is None or not 1900 <= number.start_year <= 2100:
        return None
    return date(number.start_year, number.start_month or 1, 1)
