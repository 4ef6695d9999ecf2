"""The distribution pattern in numbers of people, for the sizes where rounding bites."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from shared_apps.reference import queries
from shared_apps.reference.distribution import PREDICATES, check, limits, maximum, minimum

RULES = queries.distribution_rules()


@pytest.mark.parametrize(
    ("people", "most_70", "most_10", "least_60", "least_10"),
    [
        (1, 0, 0, 1, 1),
        (2, 1, 0, 2, 1),
        (3, 2, 0, 2, 1),
        (4, 2, 0, 3, 1),
        (9, 6, 0, 6, 1),
        (10, 7, 1, 6, 1),
        (11, 7, 1, 7, 2),
        (90, 63, 9, 54, 9),
    ],
)
def test_rounding(people: int, most_70: int, most_10: int, least_60: int, least_10: int) -> None:
    assert (maximum(70, people), maximum(10, people)) == (most_70, most_10)
    assert (minimum(60, people), minimum(10, people)) == (least_60, least_10)


def test_the_limits_of_each_rating_for_ninety_people() -> None:
    def told(rating: str) -> list[tuple[tuple[str, ...], int, int | None, bool]]:
        return [
            (limit.predicates, limit.at_least, limit.at_most, limit.majority)
            for limit in limits(RULES, organisation_rating=rating, people=90)
        ]

    assert told("outstanding") == [(("very_good",), 0, 63, True)]
    assert told("good") == [(("good",), 0, 63, True), (("needs_improvement", "poor"), 1, None, False)]
    assert told("needs_improvement") == [(("very_good",), 0, 9, False), (("needs_improvement",), 54, None, False)]
    assert told("poor") == [
        (("very_good",), 0, 9, False),
        (("needs_improvement",), 9, None, False),
        (("poor",), 54, None, False),
    ]
    assert told("very_poor") == [
        (("very_good",), 0, 0, False),
        (("needs_improvement", "poor"), 9, None, False),
        (("very_poor",), 54, None, False),
    ]


def test_a_breach_tells_the_limit_and_what_was_found() -> None:
    finding = check(RULES, organisation_rating="good", counts={"very_good": 1, "good": 9})
    assert [(breach.kind, breach.allowed, breach.found) for breach in finding.breaches] == [
        ("max", 7, 9),
        ("min", 1, 0),
    ]
    assert check(RULES, organisation_rating="good", counts={"very_good": 2, "good": 7, "poor": 1}).fits


def test_majority_is_the_largest_group_by_default_and_more_than_half_when_asked() -> None:
    counts = {"very_good": 3, "good": 4, "needs_improvement": 3}
    strict = replace(RULES, policy=replace(RULES.policy, majority_rule="more_than_half"))
    assert check(RULES, organisation_rating="good", counts=counts).fits
    breaches = check(strict, organisation_rating="good", counts=counts).breaches
    assert [(breach.kind, breach.allowed, breach.found) for breach in breaches] == [("majority", 6, 4)]


def test_a_small_unit_is_not_checked() -> None:
    finding = check(RULES, organisation_rating="good", counts={"very_poor": 2})
    assert (finding.too_small, finding.fits) == (True, True)


def _splits(people: int, groups: int) -> Iterator[tuple[int, ...]]:
    if groups == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _splits(people - first, groups - 1):
            yield (first, *rest)


def _impossible(rating: str, majority_rule: str) -> list[int]:
    rules = replace(RULES, policy=replace(RULES.policy, majority_rule=majority_rule, minimum_unit_size=1))
    return [
        people
        for people in range(1, 12)
        if not any(
            check(rules, organisation_rating=rating, counts=dict(zip(PREDICATES, split, strict=True))).fits
            for split in _splits(people, 5)
        )
    ]


@pytest.mark.parametrize("rating", ["outstanding", "good"])
def test_unit_sizes_without_a_solution_under_a_majority(rating: str) -> None:
    assert _impossible(rating, "largest_group") == [1]
    assert _impossible(rating, "more_than_half") == [1, 2, 4]


def test_unit_sizes_without_a_solution_under_minimums() -> None:
    assert _impossible("poor", "largest_group") == [1, 2]
    assert _impossible("very_poor", "largest_group") == [1, 2]
    assert _impossible("needs_improvement", "largest_group") == []
