"""Readings of what people type into cells."""

from datetime import date
from decimal import Decimal

import pytest

from shared_apps.sheets.rules import (
    column_letter,
    normalise_header,
    parse_date,
    parse_decimal,
    parse_flag,
    parse_whole,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("82,50", "82.50"),
        ("82.5", "82.5"),
        ("1.234,5", "1234.5"),
        (" 7 ", "7"),
        ("-3", "-3"),
        ("1.234", "1.234"),
        ("", None),
        ("1,2,3", None),
        ("1.23,4", None),
        ("1.9E+17", None),
        ("NaN", None),
        ("delapan", None),
    ],
)
def test_decimals(text: str, number: str | None) -> None:
    assert parse_decimal(text) == (None if number is None else Decimal(number))


def test_whole_numbers_dates_and_flags() -> None:
    assert [parse_whole(text) for text in ("4", "4,00", "4.5", "")] == [4, 4, None, None]
    day = date(2021, 3, 1)
    assert {
        parse_date(text) for text in ("2021-03-01", "01-03-2021", "1/3/2021", "1.3.2021", "2021-03-01T00:00:00")
    } == {day}
    assert [parse_date(text) for text in ("31-02-2021", "Maret 2021", "")] == [None, None, None]
    assert [parse_flag(text) for text in ("Ya", "TIDAK", "TRUE", "0", "", "mungkin")] == [
        True, False, True, False, None, None,
    ]  # fmt: skip


def test_column_letters_and_names() -> None:
    assert [column_letter(place) for place in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert {normalise_header(text) for text in ("Gelar Depan", "gelar_depan", " GELAR  DEPAN *", "Gelar-Depan:")} == {
        "gelar_depan"
    }
