"""How identity numbers, grades and ages are read (DOMAIN §14, §15). Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

SCIENTIFIC = re.compile(r"\d+([.,]\d+)?E[+-]?\d+", re.IGNORECASE)
PNS_GRADE = re.compile(r"(?:.*[\s(,.])?(IV|I{1,3}|[1-4])[\s/.\-]*([A-E])\)?", re.IGNORECASE)
PPPK_GRADE = re.compile(r"(?:(?:PPPK|P3K|GOL|GOLONGAN)[\s.\-/]*)*(X?(?:IX|IV|V?I{0,3})|\d{1,2})", re.IGNORECASE)
ROMAN = ("", "I", "II", "III", "IV")
_KINDS = {"pns": "pns", "cpns": "pns", "pppk": "pppk", "pppk_part_time": "pppk"}
_SEXES = {"1": "male", "2": "female"}
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
_EASTERN = {  # provinces by Kemendagri code that are not in WIB (Keppres 41/1987 and the laws of younger provinces)
    **dict.fromkeys(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"), WITA),
    **dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96"), WIT),
}


def normalise(text: str) -> str:
    """Text as aliases are compared: NFKC, spaces collapsed, none round a slash, case folded."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"\s*/\s*", "/", plain).casefold()


def time_zone_of(region_code: str) -> str:
    """The time zone of the province in which a Kemendagri code (31, 94.71) lies, by its IANA name; WIB if unknown."""
    return _EASTERN.get(region_code.strip()[:2], WIB)


@dataclass(frozen=True, slots=True)
class Nip:
    """An employee number as read. Errors refuse the row, warnings are only told; it is never a key."""

    text: str
    digits: str = ""
    birth_date: date | None = None
    start_year: int | None = None
    start_month: int | None = None
    sex: str | None = None
    kind: str | None = None
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def display(self) -> str:
        """Grouped as on letters; as found when it is no number."""
        number = self.digits
        return f"{number[:8]} {number[8:14]} {number[14]} {number[15:]}" if len(number) == 18 else self.text


def parse_nip(text: str, *, employment_type: str | None = None) -> Nip:
    """Read an 18-digit NIP or NI PPPK. The employment type, when known, wins over what the digits suggest."""
    plain = text if text.isascii() and text.isdigit() else re.sub(r"[\s'’‘`\u00a0\u200b]", "", text)
    if not plain:
        return Nip(text=text, errors=("empty",))
    if not (plain.isascii() and plain.isdigit()):
        return Nip(text=text, errors=("scientific" if SCIENTIFIC.fullmatch(plain) else "not_digits",))
    if len(plain) != 18:
        return Nip(text=text, errors=("not_18_digits",))
    month = int(plain[12:14])
    suggested = "pns" if 1 <= month <= 12 else "pppk"
    kind = _KINDS.get(employment_type or "", suggested)
    birth_date = _day(plain[:8])
    start_year = int(plain[8:12])
    start_month = month if kind == "pns" and 1 <= month <= 12 else None
    sex = _SEXES.get(plain[14])
    warnings = []
    if birth_date is None:
        warnings.append("birth_date")
    if kind == "pns" and start_month is None:
        warnings.append("start_month")
    if birth_date and _too_young(birth_date, start_year, start_month):
        warnings.append("started_too_young")
    if sex is None:
        warnings.append("sex")
    if plain[15:] == "000":
        warnings.append("sequence")
    return Nip(
        text=text,
        digits=plain,
        birth_date=birth_date,
        start_year=start_year,
        start_month=start_month,
        sex=sex,
        kind=kind,
        warnings=tuple(warnings),
    )


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _too_young(birth_date: date, year: int, month: int | None) -> bool:
    # the start is known to the month (PNS) or the year (PPPK): only a start surely before the 18th birthday counts
    return (year, month or 12) < (birth_date.year + 18, birth_date.month)


@dataclass(frozen=True, slots=True)
class RetirementWarning:
    """The employee should have retired already; told, never enforced."""

    age: int
    retirement_age: int
    since: date


def age_on(birth_date: date, day: date) -> int:
    """Full years of age on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def retires_on(*, birth_date: date, retirement_age: int) -> date | None:
    """Retirement begins on the first of the month after the birthday; None beyond the calendar."""
    months = (birth_date.year + retirement_age) * 12 + birth_date.month  # the month after, counted from zero
    return date(months // 12, months % 12 + 1, 1) if months // 12 <= 9999 else None


def retirement_warning(*, birth_date: date, retirement_age: int, as_of: date) -> RetirementWarning | None:
    """What is odd about somebody who should have retired by a day; None before it."""
    since = retires_on(birth_date=birth_date, retirement_age=retirement_age)
    if since is None or as_of < since:
        return None
    return RetirementWarning(age=age_on(birth_date, as_of), retirement_age=retirement_age, since=since)


def pns_grade_label(text: str) -> str | None:
    """Canonical label of a PNS grade however it is typed: 'iii a', 'IIIa', '3/A', 'Penata Muda (III/a)'."""
    found = PNS_GRADE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    roman = found.group(1).upper()
    return f"{ROMAN[int(roman)] if roman.isdigit() else roman}/{found.group(2).lower()}"


def pppk_grade_text(text: str) -> str | None:
    """The roman or arabic number of a PPPK grade without the words around it."""
    found = PPPK_GRADE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found.group(1).upper() or None if found else None
