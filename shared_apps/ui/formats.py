"""How numbers, days and names are written: Indonesian by default, English when that language is active."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.dateformat import format as write_date
from django.utils.translation import get_language

_NIP_DIGITS = 18
NONE = "–"
MINUS = "−"

Number = Decimal | int


def _english() -> bool:
    return (get_language() or "id").startswith("en")


def exact(value: object) -> Decimal | None:
    """Read a number without losing a digit; a float is refused because it has already lost some."""
    if value is None or value == "":
        return None
    if isinstance(value, float):
        raise TypeError("A shown number must be Decimal or int, never float.")
    if isinstance(value, Decimal):
        return value
    return Decimal(str(value))


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half away from zero, the rule of every printed number."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _grouped(value: Decimal) -> str:
    text = f"{abs(value):,f}"
    if not _english():
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if value < 0 else text


def decimal(value: object, places: int | None = None) -> str:
    """`71,00`; without places as many decimals as the number has (`60`, `12,5`)."""
    number = exact(value)
    if number is None:
        return NONE
    if places is not None:
        number = rounded(number, places)
    elif number == number.to_integral_value():
        number = number.quantize(Decimal(1))
    else:
        number = number.normalize()
    return _grouped(number)


def signed(value: object, places: int = 2) -> str:
    """A change: `+2,00`, `−3,75`, `0,00`."""
    number = exact(value)
    if number is None:
        return NONE
    number = rounded(number, places)
    return f"+{_grouped(number)}" if number > 0 else _grouped(abs(number) if number == 0 else number)


def whole(value: object) -> str:
    """`1.843`."""
    return decimal(value, 0)


def percent(value: object, places: int = 0) -> str:
    """A percentage already in hundredths: 42.857 → `42,86%` with two places."""
    number = exact(value)
    return NONE if number is None else f"{_grouped(rounded(number, places))}%"


def share(part: object, total: object, places: int = 1) -> str:
    """The part of a total in percent: 214 of 4910 → `4,4%`."""
    of = exact(total)
    amount = exact(part)
    if amount is None or not of:
        return NONE
    return percent(amount * 100 / of, places)


def day(value: date | datetime | None, form: str = "") -> str:
    """`19 Nov 2026`; with `long` the month is written out; `short` leaves the year away."""
    if value is None:
        return NONE
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return write_date(value, {"long": "j F Y", "short": "j M"}.get(form, "j M Y"))


def nip(value: str) -> str:
    """A NIP as people read it: `19000101 192001 1 999`; whatever is none stays as it is."""
    is_whole = len(value) == _NIP_DIGITS and value.isascii() and value.isdigit()
    return f"{value[:8]} {value[8:14]} {value[14]} {value[15:]}" if is_whole else value


def clock(value: datetime | None) -> str:
    """`07.42`."""
    if value is None:
        return NONE
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M}" if _english() else f"{local:%H.%M}"


def moment(value: datetime | None, form: str = "") -> str:
    """`19 Nov 2026, 07.42 WIB`: the zone is named because a province and its neighbour may differ."""
    if value is None:
        return NONE
    if not timezone.is_aware(value):
        return f"{day(value, form)}, {clock(value)}"
    return f"{day(value, form)}, {clock(value)} {timezone.localtime(value).tzname()}"


def initials(name: object) -> str:
    """`RA` for Ratna Andini; titles around the name (`Dra.`, `, M.Si.`) do not count."""
    words = [word for word in str(name or "").split(",")[0].split() if not word.endswith(".") and word[0].isalpha()]
    if not words:
        return "?"
    chosen = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()
