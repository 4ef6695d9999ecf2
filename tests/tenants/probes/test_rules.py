"""What a canary is, whose turn it is, and what a night amounts to."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.probes import rules
from tenants.probes.rules import Tally, Verdict, Way

SECRET, NIGHT = "s" * 40, date(2026, 11, 24)
HERE = dict.fromkeys(Way, Tally(tried=3, refused=3, own=1))
ELSEWHERE = dict.fromkeys(Way, Tally(tried=3, refused=2))


def canary(schema: str = "north", secret: str = SECRET) -> str:
    return rules.canary_of(secret, schema, NIGHT, "0123456789abcdef")


@given(before=st.binary(max_size=40), after=st.binary(max_size=40))
def test_a_canary_is_found_in_any_text_and_says_whose_it_is(before: bytes, after: bytes) -> None:
    text = before + b" " + canary().encode() + b" " + after + canary("south").encode()
    assert rules.owners_in(SECRET, text) == {"north": 1, "south": 1}


@pytest.mark.parametrize("other", [canary(secret="t" * 40), canary().replace("north", "south"), canary()[:-1], ""])
def test_what_was_not_made_here_is_no_canary(other: str) -> None:
    assert rules.owners_in(SECRET, other.encode()) == {}


@given(most=st.integers(1, 9), count=st.integers(2, 30))
def test_every_pair_has_its_night(most: int, count: int) -> None:
    names = [f"r{number:02d}" for number in range(count)]
    nights = -(-(count - 1) // most)  # rounded up
    asked = {name for night in range(nights) for name in rules.turn(names, "r00", NIGHT + timedelta(night), most)}
    assert asked == set(names[1:])
    assert all(len(rules.turn(names, "r00", NIGHT, most)) == min(most, count - 1) for _once in "x")


def verdict(**changed: object) -> Verdict:
    given_facts = {"crossings": 0, "here": HERE, "elsewhere": ELSEWHERE, "blind": 0} | changed
    return rules.verdict_of(**given_facts)  # type: ignore[arg-type]


def test_searched_everywhere_and_found_only_at_home_is_apart() -> None:
    assert verdict() == Verdict.APART


def test_one_crossing_counts_more_than_everything_else() -> None:
    assert verdict(crossings=1) == Verdict.CROSSED
    assert verdict(crossings=1, here={}, blind=9) == Verdict.CROSSED


@pytest.mark.parametrize("way", list(Way))
def test_a_way_without_the_own_canary_or_without_a_try_proves_nothing(way: Way) -> None:
    assert verdict(here={**HERE, way: Tally(tried=3, refused=3)}) == Verdict.UNPROVED
    assert verdict(here={each: tally for each, tally in HERE.items() if each != way}) == Verdict.UNPROVED
    assert verdict(elsewhere={**ELSEWHERE, way: Tally()}) == Verdict.UNPROVED


def test_what_gave_no_answer_proves_nothing() -> None:
    assert verdict(blind=1) == Verdict.UNPROVED


def test_tallies_add_up_and_come_apart() -> None:
    one, two = Tally(1, 2, 3, 4), Tally(10, 20, 30, 40)
    assert one + two == Tally(11, 22, 33, 44)
    assert (one + two) - two == one
