"""Allowed distribution of predicates in a unit (DOMAIN §7). Integers only: as floats 70 % of 90 is 62. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a pattern, about one predicate or a group counted together."""

    predicates: tuple[str, ...]
    majority: bool = False
    max_percent: int | None = None
    min_percent: int | None = None
    max_count: int | None = None
    min_count: int | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What the circular leaves open and we decided; a region may decide otherwise."""

    enforcement: str
    majority_rule: str
    minimum_unit_size: int
    head_work_result: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DistributionRules:
    """All patterns by organisation rating, and the policy that goes with them."""

    version: str
    policy: Policy
    patterns: Mapping[str, tuple[Rule, ...]]


@dataclass(frozen=True, slots=True)
class Limit:
    """How many people of a unit may or must have these predicates."""

    predicates: tuple[str, ...]
    at_least: int
    at_most: int | None
    majority: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that the given predicates do not keep: kind is max, min or majority."""

    kind: str
    predicates: tuple[str, ...]
    allowed: int
    found: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a unit keeps its pattern; a unit below the minimum size is looked at with its parent instead."""

    people: int
    too_small: bool
    breaches: tuple[Breach, ...]

    @property
    def fits(self) -> bool:
        """Nothing to tell."""
        return not self.breaches


def maximum(percent: int, people: int) -> int:
    """At most this many: rounded down."""
    return percent * people // 100


def minimum(percent: int, people: int) -> int:
    """At least this many: rounded up."""
    return -(-percent * people // 100)


def limits(rules: DistributionRules, *, organisation_rating: str, people: int) -> tuple[Limit, ...]:
    """The pattern of a rating in numbers of people."""
    return tuple(_limit(rule, people) for rule in rules.patterns[organisation_rating])


def _limit(rule: Rule, people: int) -> Limit:
    at_least = 0 if rule.min_count is None else rule.min_count
    at_most = rule.max_count
    if rule.min_percent is not None:
        at_least = max(at_least, minimum(rule.min_percent, people))
    if rule.max_percent is not None:
        most = maximum(rule.max_percent, people)
        at_most = most if at_most is None else min(at_most, most)
    return Limit(predicates=rule.predicates, at_least=at_least, at_most=at_most, majority=rule.majority)


def check(rules: DistributionRules, *, organisation_rating: str, counts: Mapping[str, int]) -> Finding:
    """Compare the people of a unit with the pattern of its rating. Nobody's predicate is ever changed by it."""
    people = sum(counts.values())
    if people < rules.policy.minimum_unit_size:
        return Finding(people=people, too_small=True, breaches=())
    breaches: list[Breach] = []
    for limit in limits(rules, organisation_rating=organisation_rating, people=people):
        found = sum(counts.get(predicate, 0) for predicate in limit.predicates)
        if limit.at_most is not None and found > limit.at_most:
            breaches.append(Breach("max", limit.predicates, limit.at_most, found))
        if found < limit.at_least:
            breaches.append(Breach("min", limit.predicates, limit.at_least, found))
        needed = _majority(rules.policy, limit, counts, people) if limit.majority else 0
        if found < needed:
            breaches.append(Breach("majority", limit.predicates, needed, found))
    return Finding(people=people, too_small=False, breaches=tuple(breaches))


def _majority(policy: Policy, limit: Limit, counts: Mapping[str, int], people: int) -> int:
    if policy.majority_rule == "more_than_half":
        return people // 2 + 1
    return max(counts.get(predicate, 0) for predicate in PREDICATES if predicate not in limit.predicates)
