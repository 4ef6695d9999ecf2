"""Working days: the calendar without a database."""

from datetime import date
from uuid import uuid4

import pytest

from tenant_apps.organisation.settings.rules import calendar
from tenant_apps.organisation.settings.rules.calendar import ClosedDay, Kind

EID = frozenset({date(2026, 3, 19), date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 24)})


@pytest.mark.parametrize(
    ("day", "worked"),
    [(date(2026, 3, 18), True), (date(2026, 3, 19), False), (date(2026, 3, 21), False), (date(2026, 3, 22), False)],
)
def test_a_day_is_worked_unless_it_is_a_weekend_or_closed(day: date, worked: bool) -> None:
    assert calendar.is_working_day(day, EID) is worked


@pytest.mark.parametrize(
    ("since", "count", "due"),
    [
        (date(2026, 3, 17), 1, date(2026, 3, 18)),
        (date(2026, 3, 18), 1, date(2026, 3, 25)),  # over a long holiday
        (date(2026, 3, 21), 2, date(2026, 3, 26)),  # from a Saturday
        (date(2026, 3, 27), 1, date(2026, 3, 30)),  # from a Friday
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # of a year without a list weekends alone are known
        (date(2026, 3, 2), 14, date(2026, 3, 26)),
    ],
)
def test_a_term_ends_on_its_last_working_day(since: date, count: int, due: date) -> None:
    assert calendar.working_days_after(since, count, EID) == due
    assert calendar.working_days_between(since, due, EID) - calendar.is_working_day(since, EID) == count


@pytest.mark.parametrize("count", [0, -3])
def test_a_term_without_a_day_is_none(count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        calendar.working_days_after(date(2026, 3, 2), count, EID)


def test_a_year_has_its_twelve_months_and_each_closed_day_in_one() -> None:
    days = [ClosedDay(day, "Libur", Kind.REGIONAL, decree="Kepgub 1", id=uuid4()) for day in EID]
    months = calendar.months_of(2026, days)
    assert [month.first.month for month in months] == list(range(1, 13))
    assert [day.day for day in months[2].days] == sorted(EID)
    assert (months[1].working_days, months[2].working_days) == (20, 22 - 4)
    assert sum(month.working_days for month in months) == 261 - 4
