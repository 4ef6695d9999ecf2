"""What one step gives, before it is joined to its key and title."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from shared_apps.scoring_templates.rules import decimals
from shared_apps.scoring_templates.rules.explanation import Explanation, Input, State, Step, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """State and value of a step, and what it used."""

    state: State
    value: Value = None
    reason: str | None = None
    counted_as_zero: bool = False
    step: Step | None = None
    inputs: tuple[Input, ...] = ()


def refused_by(inputs: Iterable[Explanation]) -> bool:
    """Refused wins: one refused input in use refuses the whole."""
    return any(child.state is State.REFUSED for child in inputs)


def left_without(missing: str, places: int, step: Step | None, inputs: tuple[Input, ...]) -> Outcome:
    """What a node becomes that has too few inputs, by its own policy."""
    if missing == "zero":
        zero = decimals.with_places(Decimal(0), places)
        return Outcome(State.VALUE, zero, counted_as_zero=True, step=step, inputs=inputs)
    if missing == "refuse":
        return Outcome(State.REFUSED, reason="too_few", step=step, inputs=inputs)
    return Outcome(State.ABSENT, step=step, inputs=inputs)


def number_of(child: Explanation) -> Decimal:
    """The child's number; a code here is a fault of the scheme."""
    if not isinstance(child.value, Decimal):
        raise TypeError(f"{child.key} holds no number.")
    return child.value
