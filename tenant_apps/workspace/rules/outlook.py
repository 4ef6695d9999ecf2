"""What other inputs would give, by the rules in force: exact, as few changes as are enough."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shared_apps.scoring_templates.rules import lacking
from shared_apps.scoring_templates.rules.imagining import Imagined
from shared_apps.scoring_templates.rules.lacking import Change, Goal, Way
from shared_apps.scoring_templates.rules.nodes import Rubric
from tenant_apps.workspace.rules.shape import Axis, measure_behind
from tenant_apps.workspace.rules.values import Values
from tenant_apps.workspace.rules.weighing import recomputed, shares


@dataclass(frozen=True)
class Outcome:
    """If this measure had this code, the axis would be this."""

    measure: str
    code: str
    value: Decimal
    level: str | None
    gain: Decimal | None


class Reach(StrEnum):
    """What can be said of a better result."""

    ALONE = "alone"  # each of the ways is enough
    TWO = "two"  # no single input is, each of the pairs is
    MORE = "more"  # only with more than two
    NEVER = "never"  # not even with every input at its best
    HIDDEN = "hidden"  # too few answers: what is lacking would tell them


@dataclass(frozen=True)
class Step:
    """Changes that are enough together, and what the result and its number would be."""

    changes: tuple[Change, ...]
    code: str
    number: Decimal | None


@dataclass(frozen=True)
class Outlook:
    """How a better code of a result can be reached by the rules in force."""

    reach: Reach
    steps: tuple[Step, ...] = ()


def outlook(values: Values, goal: Goal, number_key: str | None = None) -> Outlook | None:
    """The least that leads to the goal, the smallest result first; nothing where the result is not known, or where
    the row does not recompute. `number_key` is the number behind it.
    """
    scheme = values.scheme
    given = {key: values.codes.get(key, values.numbers.get(key)) for key in scheme.measures}
    imagined = Imagined(scheme, values.profile, given)
    if not values.hidden.isdisjoint(imagined.beneath(goal.key)):
        return Outlook(Reach.HIDDEN)
    now = values.code(goal.key)
    if now is None or imagined.tell(goal.key).value != now:
        return None
    if number_key is not None and imagined.tell(number_key).value != values.number(number_key):
        return None
    found = lacking.ways(imagined, goal)
    steps = [_step(imagined, goal, way, number_key) for way in (*found.singles, *found.pairs)]
    kept = tuple(sorted(steps, key=lambda step: (step.number or Decimal(0), [each.measure for each in step.changes])))
    if found.singles:
        return Outlook(Reach.ALONE, kept)
    if found.pairs:
        return Outlook(Reach.TWO, kept)
    return Outlook(Reach.MORE if found.possible else Reach.NEVER)


def _step(imagined: Imagined, goal: Goal, way: Way, number_key: str | None) -> Step:
    number = imagined.tell(number_key, way.replaced).value if number_key else None
    code = imagined.tell(goal.key, way.replaced).value
    return Step(way.changes, str(code), number if isinstance(number, Decimal) else None)


def outcomes_of_missing(axis: Axis, values: Values) -> tuple[Outcome, ...]:
    """What each possible answer would give where exactly one input of the axis is missing; else nothing is known."""
    missing = [share.key for share in shares(values, axis.key) if share.value is None]
    if values.number(axis.key) is not None or len(missing) != 1:
        return ()
    return _outcomes(axis, values, missing[0])


def _outcomes(axis: Axis, values: Values, key: str) -> tuple[Outcome, ...]:
    """Every code of the measure behind one input, best first; only where the input is a plain table of codes."""
    node, measure = values.scheme.nodes.get(key), measure_behind(values.scheme, key)
    if not isinstance(node, Rubric) or measure is None or node.input != measure:
        return ()
    variant = node.variants.get(values.profile) if values.profile is not None else None
    choices = variant.choices if variant is not None else node.choices
    now = values.number(axis.key)
    found = []
    for code, points in choices.items():
        value = None if points is None else recomputed(values, axis.key, {key: points})
        if value is not None and code != values.code(measure):
            gain = None if now is None else value - now
            found.append(Outcome(measure, code, value, axis.level(value), gain))
    return tuple(sorted(found, key=lambda each: (-each.value, each.code)))
