"""One row of the people sheet, read cell by cell: what can be read becomes a line, what cannot an error."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from shared_apps.reference.facts import EmploymentType, Grade, PositionType
from shared_apps.reference.rules import Nip, parse_nip, retirement_warning
from shared_apps.sheets.rules import Mark, RowError, parse_date, parse_flag
from shared_apps.sheets.tables import Record
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.organisation.sheet import clean
from tenant_apps.people import messages
from tenant_apps.people.rules import nik
from tenant_apps.people.rules.lines import Line
from tenant_apps.people.rules.standing_words import has_left
from tenant_apps.people.rules.units import Meant

LENGTHS = {"nama": 200, "gelar_depan": 60, "gelar_belakang": 100, "jabatan": 200}
_PLAIN_ADDRESS = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9]{1,63}\.)+[a-z]{2,63}")
EARLIEST = date(1900, 1, 1)


def error_of(record: Record, key: str, words: tuple[str, str]) -> RowError:
    """An error at this cell in these words: what is wrong, what to do. What stands in a NIK's cell is not repeated:
    errors are kept with the job."""
    found = record.error(key, reason=words[0], repair=words[1])
    return replace(found, value=nik.HIDDEN * 3) if key == "nik" else found


@dataclass(frozen=True)
class Known:
    """What texts mean, for all rows of one sheet."""

    employment_type: Callable[[str], EmploymentType | None]
    grade: Callable[[str, str], Grade | None]  # text, employment type
    position: Callable[[str, str], tuple[PositionType | None, int | None]]  # type, title: and the age of retirement
    unit: Callable[[str, str, str], Meant]  # code, name, name above
    warning: Callable[[str, tuple[tuple[str, str], ...]], tuple[str, str]]  # code, params: the words


class Cells:
    """The cells of one row, with the errors and warnings met on the way."""

    def __init__(
        self,
        record: Record,
        day: date,
        *,
        fixed: Mapping[str, str],
        known: Known,
    ) -> None:
        self.record, self.day, self.fixed, self.known = record, day, fixed, known
        self.errors: list[RowError] = []
        self.warnings: list[RowError] = []

    def line(self) -> Line:
        """The row as far as it can be read."""
        employment_type = self.known.employment_type(self._told("jenis_pegawai"))
        if employment_type is None:
            self._refuse("jenis_pegawai", "unknown_employment_type")
        kind = employment_type.code if employment_type else ""
        number = self._number(kind)
        unit = self._unit()
        if has_left(self.record["kedudukan_hukum"]):
            self._refuse("kedudukan_hukum", "has_left", told=clean(self.record["kedudukan_hukum"]))
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
            unit_id=unit.unit_id if unit else None,
            unit_code=unit.code if unit else "",
            is_head=self._flag("kepala_unit") if "kepala_unit" in self.record.header else None,
            email=self._email(),
            superior_number=self._superior(),
            since=self._date("tmt_jabatan"),
            grade_since=self._date("tmt_golongan"),
            birth_date=number.birth_date,
            gender=number.sex or "",
            number_since=_started(number),
            nik=self._nik(number),
        )

    def _refuse(self, key: str, code: str, **params: str) -> None:
        self.errors.append(error_of(self.record, key, messages.finding(code, params)))

    def _warn(self, key: str, code: str, **params: str) -> None:
        self.warnings.append(error_of(self.record, key, self.known.warning(code, tuple(params.items()))))

    def _told(self, key: str) -> str:
        """What the cell says, or what was said for all rows."""
        return self.fixed.get(key) or self.record[key]

    def _unit(self) -> Node | None:
        """The unit by its code, else by its name."""
        code, name = clean(self.record["kode_unit"]), clean(self.record["nama_unit"])
        meant = self.known.unit(code, name, clean(self.record["unit_induk"]))
        if meant.node is None:
            by_name = not code and "nama_unit" in self.record.header
            code = "unit_name_near" if meant.nearest else meant.problem
            self._refuse("nama_unit" if by_name else "kode_unit", code, nearest=meant.nearest)
        return meant.node

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

    def _nik(self, number: Nip) -> str:
        """The NIK, where there is such a column; what differs from the NIP is told."""
        if "nik" not in self.record.header or not self.record["nik"]:
            return ""
        found = nik.parse(self.record["nik"])
        error = "nik_scientific" if self.record.mark("nik") is Mark.LONG_NUMBER else found.error
        if error:
            self._refuse("nik", error)
            return ""
        for code in nik.doubts(found.digits, birth_date=number.birth_date, gender=number.sex or ""):
            self._warn("nik", code)
        return found.digits

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
        found = self.known.grade(self.record["golongan"], employment_type) if employment_type else None
        if employment_type and found is None:
            self._refuse("golongan", "unknown_grade")
        return found.label if found else ""

    def _position_type(self, number: Nip) -> str:
        found, age = self.known.position(self._told("jenis_jabatan"), self.record["jabatan"])
        if found is None:
            self._refuse("jenis_jabatan", "unknown_position_type")
            return ""
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
        if not (_PLAIN_ADDRESS.fullmatch(address) and len(address) <= 254):  # what is plain is valid, and quickly seen
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
