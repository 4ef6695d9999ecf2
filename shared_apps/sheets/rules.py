"""Sheets as plain values: errors with their place, and readings of what people type into cells. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

CellValue = str | int | Decimal | date | datetime | bool | None
# what a spreadsheet program takes for the start of a formula; the last four as East Asian keyboards write them
_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class Mark(StrEnum):
    """What is wrong with one cell although the file as a whole could be read."""

    LONG_NUMBER = "long_number"  # stored as a number of more than 15 digits: the last ones are lost
    NO_STORED_VALUE = "no_stored_value"  # a formula that was never calculated
    ERROR_VALUE = "error_value"  # #N/A, #REF! and their kind


@dataclass(frozen=True, slots=True)
class RowError:
    """One bad cell: where it is, what it holds, why it is refused and what to do."""

    row: int
    column: str
    column_name: str
    value: str
    reason: str
    repair: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet under the number a person sees in the spreadsheet program."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What the writer puts into one sheet of a file."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[CellValue]]
    widths: Sequence[int] = ()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may run a CSV cell that begins like this; space before it changes nothing."""
    return text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(_SIGNS)


def column_letter(place: int) -> str:
    """Name of a column counted from zero: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def normalise_header(text: str) -> str:
    """A column name free of case, spacing and decoration: 'Gelar Depan *' is 'gelar_depan'."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_\-./*:()]+", "_", plain).strip("_")


def parse_decimal(text: str) -> Decimal | None:
    """A number as Indonesians or computers write it: 1.234,50 · 82,5 · 82.5; none when it is no number."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "").replace("−", "-")
    if "," in plain:
        if not re.fullmatch(r"[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+", plain):
            return None
        plain = plain.replace(".", "").replace(",", ".")
    elif not re.fullmatch(r"[+-]?\d+(\.\d+)?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def parse_whole(text: str) -> int | None:
    """A whole number; 4,00 counts as 4, 4,5 is none."""
    number = parse_decimal(text)
    return None if number is None or number != number.to_integral_value() else int(number)


@lru_cache(maxsize=4096)  # sheets repeat their days
def parse_date(text: str) -> date | None:
    """A day as 2021-03-01, 01-03-2021, 1/3/2021 or 1.3.2021; none when it is no day."""
    plain = text.strip()
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?", plain)
    local = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", plain)
    if iso:
        year, month, day = iso.groups()
    elif local:
        day, month, year = local.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


YES = frozenset({"ya", "y", "yes", "true", "benar", "1", "v", "✓"})
NO = frozenset({"tidak", "t", "tdk", "no", "n", "false", "salah", "0", "-", "bukan"})


def parse_flag(text: str) -> bool | None:
    """Yes or no as people fill it in; none for an empty or unknown text."""
    plain = text.strip().casefold()
    return True if plain in YES else False if plain in NO else None
