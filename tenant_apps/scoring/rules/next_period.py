"""The period that comes next, from the usual length of a region's periods. Pure."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "semester": 6, "year": 12}
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

    A last period that ended inside one leaves its rest: it starts on the next day and ends with the calendar's. A code
    in use gets a number behind it. None at the end of the calendar.
    """
    if last_day and last_day.year >= MAXYEAR - 1:
        return None
    day = last_day + timedelta(days=1) if last_day else today
    months = _MONTHS[length]
    place = (day.month - 1) // months  # from 0, within the year
    first = date(day.year, place * months + 1, 1)
    last = _month_after(date(day.year, (place + 1) * months, 1)) - timedelta(days=1)
    title, code = _named(length, place, day.year)
    number = 2
    plain = code
    while code in taken:
        code, number = f"{plain}-{number}", number + 1
    starts_on = day if last_day else first
    if starts_on == last:  # a single day is no period: the one after it
        return next_period(length, last, today, taken)
    return Proposal(title, code, starts_on, last)


def _named(length: str, place: int, year: int) -> tuple[str, str]:
    if length == "month":
        return f"{_NAMES[place]} {year}", f"{year}-{place + 1:02}"
    if length == "quarter":
        return f"Triwulan {_ROMAN[place]} {year}", f"{year}-TW{place + 1}"
    if length == "semester":
        return f"Semester {_ROMAN[place]} {year}", f"{year}-S{place + 1}"
    return f"Tahun {year}", str(year)


def _month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
