"""Interleaved rounds, medians, ratios and goals. Pure but for the clock."""

import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Goal:
    """What a ratio should reach."""

    kind: Literal["at_most", "at_least"]
    value: float

    def is_met(self, ratio: float) -> bool:
        """Whether a ratio reaches it."""
        return ratio <= self.value if self.kind == "at_most" else ratio >= self.value


@dataclass(frozen=True)
class Report:
    """What a benchmark found: ratios count, the seconds beside them belong to this machine only."""

    benchmark: str
    ratios: Mapping[str, float]
    goals: Mapping[str, Goal]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        """Whether every goal is met."""
        return all(goal.is_met(self.ratios[name]) for name, goal in self.goals.items())

    def as_line(self) -> str:
        """One line of JSON."""
        return json.dumps(
            {
                "benchmark": self.benchmark,
                "ratios": {name: _short(ratio) for name, ratio in self.ratios.items()},
                "goals": {name: {goal.kind: goal.value} for name, goal in self.goals.items()},
                "met": self.is_met,
                **self.facts,
            }
        )


@dataclass(frozen=True)
class Contender:
    """What is timed, what is done untimed before it, and what tidies up after it."""

    action: Callable[[], object]
    before: Callable[[], object] = lambda: None
    after: Callable[[], object] = lambda: None


def interleaved(contenders: Mapping[str, Contender], *, rounds: int) -> dict[str, list[float]]:
    """Seconds of every contender in every round; one more round first that does not count.

    Each round begins with another contender: none always follows the same one.
    """
    names = list(contenders)
    found: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            contender = contenders[name]
            contender.before()
            spent = seconds_of(contender.action)
            contender.after()
            if turn:
                found[name].append(spent)
    return found


def seconds_of(action: Callable[[], object]) -> float:
    """How long an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return _percentile(values, 95)


def p99(values: Sequence[float]) -> float:
    """The value that 99 of 100 do not exceed."""
    return _percentile(values, 99)


def medians(found: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The median of every contender, short enough to read."""
    return {name: round(median(values), 5) for name, values in found.items()}


def _percentile(values: Sequence[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def _short(ratio: float) -> float:
    return float(f"{ratio:.3g}")
