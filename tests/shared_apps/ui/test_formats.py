"""Numbers, days and names as they are written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from shared_apps.ui import formats


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def test_indonesians_write_a_comma_and_group_with_points() -> None:
    assert formats.decimal(Decimal("71"), 2) == "71,00"
    assert formats.decimal(Decimal("1234567.125"), 2) == "1.234.567,13"
    assert formats.whole(1843) == "1.843"
    assert formats.percent(Decimal("42.857"), 2) == "42,86%"
    assert formats.share(214, 4910) == "4,4%"


@pytest.mark.usefixtures("english")
def test_english_readers_get_a_point() -> None:
    assert formats.decimal(Decimal("1234.5"), 2) == "1,234.50"
    assert formats.day(date(2026, 11, 19)) == "19 Nov 2026"
    assert formats.clock(datetime(2026, 11, 19, 0, 42, tzinfo=UTC)) == "07:42"


@pytest.mark.parametrize(
    ("number", "written"),
    [("60", "60"), ("60.00", "60"), ("12.50", "12,5"), ("1E+2", "100"), ("0.30", "0,3"), ("-3.75", "−3,75")],
)
def test_without_places_a_number_keeps_the_decimals_it_has(number: str, written: str) -> None:
    assert formats.decimal(Decimal(number)) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [("2", "+2,00"), ("-3.75", "−3,75"), ("0", "0,00"), ("-0.001", "0,00"), ("0.005", "+0,01")],
)
def test_a_change_carries_its_sign_and_nothing_has_none(number: str, written: str) -> None:
    assert formats.signed(Decimal(number)) == written


def test_half_is_rounded_away_from_zero() -> None:
    assert formats.decimal(Decimal("2.665"), 2) == "2,67"
    assert formats.decimal(Decimal("-2.665"), 2) == "−2,67"


def test_a_float_is_refused_because_it_has_already_lost_digits() -> None:
    with pytest.raises(TypeError):
        formats.decimal(81.29, 2)


def test_a_share_of_nothing_and_a_missing_number_are_a_dash() -> None:
    assert formats.share(0, 0) == "–"
    assert formats.decimal(None, 2) == formats.day(None) == formats.moment(None) == "–"


def test_days_are_written_short_long_and_without_year() -> None:
    assert formats.day(date(2026, 8, 17)) == "17 Agu 2026"
    assert formats.day(date(2026, 8, 17), "long") == "17 Agustus 2026"
    assert formats.day(date(2026, 11, 28), "short") == "28 Nov"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "20 Nov 2026, 00.42 WIB"),
        ("Asia/Makassar", "20 Nov 2026, 01.42 WITA"),
        ("Asia/Jayapura", "20 Nov 2026, 02.42 WIT"),
    ],
)
def test_a_moment_names_its_zone_and_the_day_there(zone: str, written: str) -> None:
    with timezone.override(ZoneInfo(zone)):
        assert formats.moment(datetime(2026, 11, 19, 17, 42, tzinfo=UTC)) == written


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ratna Andini", "RA"),
        ("Dra. Siti Aminah, M.Si.", "SA"),
        ("dr. H. Budi", "B"),
        ("Dewi Sartika Putri", "DP"),
        ("admin@cemara.example.id", "A"),
        ("", "?"),
        ("Drs.", "?"),
    ],
)
def test_titles_do_not_count_as_initials(name: str, letters: str) -> None:
    assert formats.initials(name) == letters


@pytest.mark.parametrize(
    ("number", "read"), [("190001011920011999", "19000101 192001 1 999"), ("19000101", "19000101"), ("", "")]
)
def test_a_nip_is_read_in_groups(number: str, read: str) -> None:
    assert formats.nip(number) == read
