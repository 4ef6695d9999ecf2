"""Exact decimals: reading, limits, canonical text, rounding. Floats never enter."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

from pydantic_core import PydanticCustomError

PLACES = 6
WEIGHT_PLACES = 4
_QUOTIENT_PLACES = 20
LARGEST = Decimal("999999999999.999999")
_WRITTEN = re.compile(r"[-+]?\d{1,30}(\.\d{1,30})?", re.ASCII)
EXACT = Context(prec=100)


def read_text(text: str) -> Decimal | None:
    """The decimal a person or a stored document wrote; None when it is none (exponents, signs of infinity …)."""
    return Decimal(text) if _WRITTEN.fullmatch(text) else None


def read(value: Any) -> Decimal:
    """The exact decimal within the limits; bool, float and anything else is refused."""
    number: Decimal | None = None
    if isinstance(value, Decimal) and value.is_finite():
        number = value
    elif isinstance(value, int) and not isinstance(value, bool):
        number = Decimal(value)
    elif isinstance(value, str):
        number = read_text(value)
    if number is None:
        raise PydanticCustomError("decimal_expected", "a decimal number is expected")
    if abs(number) > LARGEST or places_of(number) > PLACES:
        raise PydanticCustomError("decimal_out_of_limits", "at most 12 digits and 6 decimals")
    # One number, one form: 37.50 read from YAML and 37.5 read from storage are the same to the last letter.
    return Decimal(canonical_text(number))


def read_weight(value: Any) -> Decimal:
    """A weight: a decimal with at most four decimals."""
    number = read(value)
    if places_of(number) > WEIGHT_PLACES:
        raise PydanticCustomError("weight_too_fine", "a weight has at most 4 decimals")
    return number


def read_whole(value: Any) -> Any:
    """A whole number, also when the YAML loader made a decimal of it."""
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= PLACES:
        # A stored customisation keeps every number of a local object as text.
        return int(value)
    if isinstance(value, bool | float | str):
        raise PydanticCustomError("shape", "a whole number is expected")
    return value


def places_of(number: Decimal) -> int:
    """How many decimals the number really needs (37.50 needs one)."""
    exponent = number.normalize(EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def canonical_text(number: Decimal) -> str:
    """`37.50` → `37.5`, `-0` → `0`, `1E+2` → `100`."""
    if number == 0:
        return "0"
    return format(number.normalize(EXACT), "f")


def round_half_up(value: Fraction | Decimal, places: int) -> Decimal:
    """Half-up, away from zero, once, on the exact rational value; never `-0`."""
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    rounded = Decimal(whole).scaleb(-places, EXACT)
    return -rounded if exact < 0 and whole else rounded


def with_places(number: Decimal, places: int) -> Decimal:
    """The number written with exactly so many decimals."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=EXACT)


def exact_quotient(value: Decimal, divisor: Decimal) -> Decimal | None:
    """The quotient when it ends within 20 decimals: multiplying by it costs less than dividing and cannot round."""
    quotient = Fraction(value) / Fraction(divisor)
    scaled = quotient * 10**_QUOTIENT_PLACES
    return Decimal(scaled.numerator).scaleb(-_QUOTIENT_PLACES, EXACT) if scaled.denominator == 1 else None


def total(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum: Python's own context would round after 28 digits."""
    found = Decimal(0)
    for number in numbers:
        found = EXACT.add(found, number)
    return found
