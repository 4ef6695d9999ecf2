"""Which period is proposed next."""

from datetime import date

import pytest

from tenant_apps.scoring.rules.next_period import Proposal, next_period

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("length", "last", "expected"),
    [
        ("year", None, ("Tahun 2026", "2026", "2026-01-01", "2026-12-31")),
        ("year", "2026-12-31", ("Tahun 2027", "2027", "2027-01-01", "2027-12-31")),
        ("semester", "2026-06-30", ("Semester II 2026", "2026-S2", "2026-07-01", "2026-12-31")),
        ("quarter", "2026-09-30", ("Triwulan IV 2026", "2026-TW4", "2026-10-01", "2026-12-31")),
        ("quarter", "2026-11-15", ("Sisa Triwulan IV 2026", "2026-TW4-SISA", "2026-11-16", "2026-12-31")),
        ("year", "2026-09-30", ("Triwulan IV 2026", "2026-TW4", "2026-10-01", "2026-12-31")),  # the rest of it
        ("year", "2026-06-30", ("Semester II 2026", "2026-S2", "2026-07-01", "2026-12-31")),
        ("semester", "2026-11-30", ("Desember 2026", "2026-12", "2026-12-01", "2026-12-31")),
        ("month", "2026-11-30", ("Desember 2026", "2026-12", "2026-12-01", "2026-12-31")),
        ("month", "2028-01-31", ("Februari 2028", "2028-02", "2028-02-01", "2028-02-29")),
        ("month", "2026-11-29", ("Desember 2026", "2026-12", "2026-12-01", "2026-12-31")),  # one day is no period
    ],
)
def test_the_one_after_the_last(length: str, last: str | None, expected: tuple[str, str, str, str]) -> None:
    title, code, starts, ends = expected
    found = next_period(length, date.fromisoformat(last) if last else None, TODAY, frozenset())
    assert found == Proposal(title, code, date.fromisoformat(starts), date.fromisoformat(ends))


def test_after_the_last_year_there_is_none() -> None:
    assert next_period("month", date(9999, 12, 31), TODAY, frozenset()) is None


def test_a_code_in_use_gets_a_number() -> None:
    found = next_period("year", None, TODAY, {"2026", "2026-2"})
    assert found is not None
    assert found.code == "2026-3"
