"""The period that comes next, from the usual length of a region's periods. Pure."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

_MONTHS = {"year": 12, "semester": 6, "quarter": 3, "month": 1}
_ROMAN = ("I", "II", "III", "IV")
_NAMES = (  # titles are data: everybody reads the same one
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


@dataclass(frozen=True)
class Proposal:
    """What the form is filled with."""

    title: str
    code: str
    starts_on: date
    ends_on: date


def next_period(length: str, last_day: date | None, today: date, taken: Container[str]) -> Proposal | None:
    """The month, quarter, semester or year that follows the last period, or today's where there was none.

    A last period that ended inside one leaves its rest, which starts on the next day, ends with the calendar's and is
    called what it is: after September a year is left its last quarter. A code in use gets a number behind it. None at
    the end of the calendar.
    """
    if last_day and last_day.year >= MAXYEAR - 1:
        return None
    day = last_day + timedelta(days=1) if last_day else today
    first, last = _span(length, day)
    if last_day and day == last:  # a single day is no period: the one after it
        return next_period(length, last, today, taken)
    starts_on = day if last_day else first
    title, code = _named(length, starts_on, last)
    return Proposal(title, _free(code, taken), starts_on, last)


def _span(length: str, day: date) -> tuple[date, date]:
    """The first and the last day of the one in which a day lies."""
    months = _MONTHS[length]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    after = date(day.year + (first.month + months > 12), (first.month + months - 1) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _named(length: str, starts_on: date, last: date) -> tuple[str, str]:
    """Title and code of a whole one of this length or a shorter one; else of the rest of one."""
    shorter = list(_MONTHS)[list(_MONTHS).index(length) :]
    whole = next((each for each in shorter if _span(each, starts_on) == (starts_on, last)), None)
    title, code = _words(whole or length, starts_on)
    return (title, code) if whole else (f"Sisa {title}", f"{code}-SISA")


def _words(length: str, day: date) -> tuple[str, str]:
    year, place = day.year, (day.month - 1) // _MONTHS[length]  # from 0, within the year
    if length == "month":
        return f"{_NAMES[place]} {year}", f"{year}-{place + 1:02}"
    if length == "quarter":
        return f"Triwulan {_ROMAN[place]} {year}", f"{year}-TW{place + 1}"
    if length == "semester":
        return f"Semester {_ROMAN[place]} {year}", f"{year}-S{place + 1}"
    return f"Tahun {year}", str(year)


def _free(code: str, taken: Container[str]) -> str:
    number, found = 2, code
    while found in taken:
        found, number = f"{code}-{number}", number + 1
    return found
