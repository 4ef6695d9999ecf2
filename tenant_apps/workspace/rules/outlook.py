"""What one other input would give, by the rules in force: exact, a single change at a time."""

from dataclasses import dataclass
from decimal import Decimal

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


def steps_up(axis: Axis, values: Values) -> tuple[Outcome, ...]:
    """For each input, the least change of its code that lifts the axis a level; the smallest gain first."""
    number, step = values.number(axis.key), axis.next_step(values.number(axis.key))
    if number is None or step is None or recomputed(values, axis.key, {}) != number:
        return ()
    found = []
    for share in shares(values, axis.key):
        reaching = [each for each in _outcomes(axis, values, share.key) if step[0].reached_by(each.value)]
        if reaching:
            found.append(min(reaching, key=lambda each: each.value))
    return tuple(sorted(found, key=lambda each: (each.value, each.measure)))


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
