"""When notices are due, when a region may be erased, what a receipt and a range are."""

from datetime import date, timedelta

import pytest

from shared_apps.leaving.rules import confirms, is_recipient, span
from tenants.departure import rules
from tenants.departure.rules import State

ENDS = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [(91, (), None), (90, (), 90), (60, (90,), None), (30, (90,), 30), (7, (), 7), (3, (90, 30, 7), None), (0, (), 7)],
)
def test_a_notice_is_given_once_at_90_30_and_7_days(left: int, told: tuple[int, ...], due: int | None) -> None:
    assert rules.notice_due(ENDS, frozenset(told), ENDS - timedelta(days=left)) == due


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"state": State.PACKED}, "not_handed_over"),
        ({"state": State.NOTICE}, "not_handed_over"),
        ({"state": State.ERASED}, "departure_over"),
        ({"state": State.CANCELLED, "order": "Surat 1"}, "departure_over"),
        ({"day": ENDS - timedelta(days=1)}, "too_early"),
        ({"erase_on": None}, "too_early"),
        ({"asked_by": None}, "not_asked"),
        ({"confirmed_by": "a"}, "same_person"),
        ({"order": "Surat 1", "state": State.READ_ONLY, "day": ENDS - timedelta(days=90)}, None),
        ({"order": "Surat 1", "confirmed_by": "a"}, "same_person"),
    ],
)
def test_a_region_is_erased_only_by_two_after_handover_and_day_or_on_an_order(
    changed: dict[str, object], why: str | None
) -> None:
    whole = {"state": State.HANDED_OVER, "day": ENDS, "erase_on": ENDS, "order": "", "asked_by": "a"}
    assert rules.why_not_erase(**{**whole, "confirmed_by": "b", **changed}) == why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("bytes=0-4", (0, 4)),
        ("bytes=5-", (5, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-30", (0, 9)),
        ("bytes=8-99", (8, 9)),
        ("bytes=10-", None),
        ("bytes=5-4", None),
        ("bytes=-0", None),
        ("bytes=-", None),
        ("bytes=0-1,4-5", None),
        ("rows=0-1", None),
    ],
)
def test_a_range_is_one_part_of_what_is_there(header: str, found: tuple[int, int] | None) -> None:
    assert span(header, 10) == found


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [("ab12cd34", True), ("AB12 CD34", True), ("ab12cd3", False), ("", False), ("ab12cd35", False), ("f" * 64, False)],
)
def test_a_receipt_is_read_off_the_own_copy(typed: str, is_right: bool) -> None:
    assert confirms(typed, "ab12cd34" + "0" * 56) == is_right


def test_a_recipient_is_an_age_key() -> None:
    assert is_recipient("age1" + "q" * 58)
    assert not any(is_recipient(text) for text in ("", "age1", "AGE-SECRET-KEY-1" + "Q" * 58, "age1" + "b" * 58))
