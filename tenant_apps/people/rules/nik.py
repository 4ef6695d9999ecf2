"""The NIK (nomor induk kependudukan): 16 digits, place and birth date in them, the day of women plus 40.

PPKKCC DDMMYY SSSS: province, regency or city, district, birth date, number. There is no check digit, and the
registry's own errors stay in it for life, so a birth date that differs from the NIP's is told and never refused.
"""

import re
from dataclasses import dataclass
from datetime import date

DIGITS = 16
WOMEN = 40  # added to the day
HIDDEN = "•"
SHOWN = 2
_SPACING = re.compile(r"[\s.'’`\"-]")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_LAST_PROVINCE = 99  # codes are given by decree: their shape is checked, not whether one exists today


@dataclass(frozen=True, slots=True)
class Nik:
    """What a text says; `error` is empty where it is a NIK."""

    digits: str = ""
    error: str = ""
    is_female: bool = False


def parse(text: str) -> Nik:
    """A NIK typed with or without spaces, apostrophes or dots."""
    if _SCIENTIFIC.fullmatch(text.strip()):
        return Nik(error="nik_scientific")
    digits = _SPACING.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return Nik(error="nik_not_digits")
    if len(digits) != DIGITS:
        return Nik(error="nik_length")
    places = (digits[0:2], digits[2:4], digits[4:6])
    if int(places[0]) < 11 or int(places[0]) > _LAST_PROVINCE or "00" in places:
        return Nik(error="nik_place")
    day = int(digits[6:8])
    is_female = day > WOMEN
    if not _is_day(day - WOMEN if is_female else day, int(digits[8:10]), int(digits[10:12])):
        return Nik(error="nik_birth_date")
    if digits[12:] == "0000":
        return Nik(error="nik_sequence")
    return Nik(digits, is_female=is_female)


def doubts(digits: str, *, birth_date: date | None, gender: str) -> tuple[str, ...]:
    """In what a NIK differs from what is known of the person; gender as `male`, `female` or nothing."""
    day = int(digits[6:8])
    is_female = day > WOMEN
    said = f"{day - WOMEN if is_female else day:02}{digits[8:12]}"
    found = []
    if birth_date is not None and birth_date.strftime("%d%m%y") != said:
        found.append("nik_other_birth_date")
    if gender and (gender == "female") is not is_female:
        found.append("nik_other_gender")
    return tuple(found)


def masked(digits: str) -> str:
    """As it stands on pages: the last two digits alone.

    Place and birth date stay hidden: the birth date stands in the NIP beside it, and with the place as well a
    handful of numbers would be left to guess.
    """
    return HIDDEN * (DIGITS - SHOWN) + digits[-SHOWN:] if digits else ""


def spaced(digits: str) -> str:
    """In the groups in which it is read out: 337201 410100 0001."""
    return f"{digits[:6]} {digits[6:12]} {digits[12:]}"


def _is_day(day: int, month: int, year: int) -> bool:
    """Whether this day was in one of the two centuries that two digits may mean."""
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
