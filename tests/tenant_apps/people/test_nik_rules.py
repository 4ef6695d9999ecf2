"""What a NIK is, decided in values; every number here is made up."""

from datetime import date

import pytest

from tenant_apps.people.rules import nik

MAN, WOMAN = "3372010101000001", "3372014101000002"  # born on 1 January 1900


@pytest.mark.parametrize("typed", [MAN, "3372 0101 0100 0001", "'3372010101000001", "337201.010100.0001"])
def test_spaces_quotes_and_dots_are_no_part_of_it(typed: str) -> None:
    assert nik.parse(typed) == nik.Nik(MAN)


def test_the_day_of_a_woman_is_forty_more() -> None:
    assert nik.parse(WOMAN) == nik.Nik(WOMAN, is_female=True)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("3,37201E+15", "nik_scientific"),
        ("3.3E15", "nik_scientific"),
        ("337201010100000A", "nik_not_digits"),
        ("٣٣٧٢٠١٠١٠١٠٠٠٠٠١", "nik_not_digits"),
        ("33720101010000", "nik_length"),
        (f"{MAN}0", "nik_length"),
        ("1072010101000001", "nik_place"),
        ("3300010101000001", "nik_place"),
        ("3372000101000001", "nik_place"),
        ("3372010001000001", "nik_birth_date"),
        ("3372013201000001", "nik_birth_date"),
        ("3372014001000001", "nik_birth_date"),  # 40: day 0 of a woman
        ("3372017201000001", "nik_birth_date"),
        ("3372010113000001", "nik_birth_date"),
        ("3372012902010001", "nik_birth_date"),  # 29 February 2001 and 1901
        ("3372010101000000", "nik_sequence"),
    ],
)
def test_what_is_no_nik_is_named(typed: str, error: str) -> None:
    assert nik.parse(typed) == nik.Nik(error=error)


@pytest.mark.parametrize("digits", ["3372012902000001", "3372016902040001", "3372017112000001"])
def test_a_day_that_one_of_the_two_centuries_had_is_a_day(digits: str) -> None:
    assert nik.parse(digits).digits == digits


@pytest.mark.parametrize(
    ("born", "gender", "odd"),
    [
        (date(1900, 1, 1), "male", ()),
        (None, "", ()),
        (date(1900, 1, 2), "male", ("nik_other_birth_date",)),
        (date(1900, 1, 1), "female", ("nik_other_gender",)),
    ],
)
def test_what_differs_from_the_person_is_told(born: date | None, gender: str, odd: tuple[str, ...]) -> None:
    assert nik.doubts(MAN, birth_date=born, gender=gender) == odd


def test_two_digits_are_shown_and_the_whole_in_groups() -> None:
    assert nik.masked(WOMAN) == "••••••••••••••02"
    assert nik.masked("") == ""
    assert nik.spaced(WOMAN) == "337201 410100 0002"
