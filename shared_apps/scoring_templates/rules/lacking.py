"""The least that would have to be otherwise for a better code: one input alone, or two where no single one is enough.

Nothing is promised of the way there: every answer is tried by the rules themselves, and so is one step less.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shared_apps.scoring_templates.rules import graph, kinds
from shared_apps.scoring_templates.rules.compiler_measures import ends
from shared_apps.scoring_templates.rules.decimals import EXACT
from shared_apps.scoring_templates.rules.explanation import Explanation, Value
from shared_apps.scoring_templates.rules.imagining import Imagined
from shared_apps.scoring_templates.rules.nodes import Clamp, Curve, Rubric
from shared_apps.scoring_templates.rules.template import Template

_PROBES = 8
_MOST_PAIRS = 3
_FAR, _LESS = Decimal(10) ** 20, Decimal(10) ** 5


@dataclass(frozen=True, slots=True)
class Goal:
    """A key that should have one of these codes."""

    key: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """One measure, from what it is to what it would have to be."""

    measure: str
    now: Value
    to: Value


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that are enough together, the last of them as small as it can be."""

    changes: tuple[Change, ...]

    @property
    def replaced(self) -> dict[str, Value]:
        """The measures with their new values."""
        return {change.measure: change.to for change in self.changes}


@dataclass(frozen=True, slots=True)
class Ways:
    """What leads to a goal: single changes, or else pairs; and whether everything at its best would."""

    singles: tuple[Way, ...] = ()
    pairs: tuple[Way, ...] = ()
    possible: bool = False


def ways(imagined: Imagined, goal: Goal) -> Ways:
    """Every single input that is enough with its least change; where there is none, up to three pairs."""
    measures = sorted(imagined.beneath(goal.key) & set(imagined.scheme.measures))
    found = [way for measure in measures if (way := _way(imagined, goal, measure, {}))]
    if found:
        return Ways(singles=tuple(found), possible=True)
    best = {measure: top for measure in measures if (top := _best(imagined, goal, measure)) is not None}
    pairs = (
        pair
        for first, second in _by_effect(imagined, goal, best)
        if (pair := _pair(imagined, goal, best, first, second))
    )
    chosen = tuple(itertools.islice(pairs, _MOST_PAIRS))
    return Ways(pairs=chosen, possible=bool(chosen) or _reached(imagined, goal, best))


def _reached(imagined: Imagined, goal: Goal, changed: Mapping[str, Value]) -> bool:
    return imagined.tell(goal.key, changed).value in goal.codes


def _way(imagined: Imagined, goal: Goal, measure: str, fixed: Mapping[str, Value]) -> Way | None:
    """The least change of one measure that reaches the goal, the others as they are or as fixed."""
    now = imagined.given.get(measure)
    for line in _lines(imagined.scheme, measure, now):
        before: Value = None
        for value in line:
            if _reached(imagined, goal, {**fixed, measure: value}):
                least = _least(imagined, goal, measure, fixed, before, value)
                changes = (
                    *(Change(key, imagined.given.get(key), to) for key, to in fixed.items()),
                    Change(measure, now, least),
                )
                return Way(changes)
            before = value
    return None


def _least(
    imagined: Imagined, goal: Goal, measure: str, fixed: Mapping[str, Value], before: Value, reaching: Value
) -> Value:
    """Between a value that is not enough and one that is, the first that is."""
    if not isinstance(before, Decimal) or not isinstance(reaching, Decimal):
        return reaching
    step = Decimal(1).scaleb(-kinds.decimals_of(imagined.scheme, measure))
    if reaching < before:
        step = -step
    low, high = 0, int((reaching - before) / step)
    while high - low > 1:
        middle = (low + high) // 2
        if _reached(imagined, goal, {**fixed, measure: before + middle * step}):
            high = middle
        else:
            low = middle
    return before + high * step


def _lines(scheme: Template, measure: str, now: Value) -> Iterator[Sequence[Value]]:
    """The values to try, each line from the nearest on: the better ones, and for a neutral measure both ways."""
    entry = scheme.measures[measure]
    codes = kinds.codes_of(scheme, measure)
    if codes is not None:
        place = codes.index(now) if isinstance(now, str) and now in codes else -1
        better = codes[place + 1 :]
        worse = tuple(reversed(codes[: max(place, 0)]))
        yield from {"higher": [better], "lower": [worse if place >= 0 else codes[::-1]]}.get(
            entry.direction, [better, worse]
        )
        return
    low, high = ends(entry)
    start = now if isinstance(now, Decimal) and low <= now <= high else None
    if entry.direction != "lower":
        yield _numbers(scheme, measure, low if start is None else start, high, with_first=start is None)
    if entry.direction != "higher":
        yield _numbers(scheme, measure, high if start is None else start, low, with_first=start is None)


def _numbers(scheme: Template, measure: str, first: Decimal, last: Decimal, *, with_first: bool) -> list[Value]:
    """From one end to the other, with every place where a table or curve over the measure turns, and some between."""
    places = kinds.decimals_of(scheme, measure)
    step = Decimal(1).scaleb(-places)
    sign = 1 if last >= first else -1
    span = int(abs(last - first) / step)
    found = {EXACT.add(first, sign * step * (span * share // _PROBES)) for share in range(1, _PROBES + 1)}
    for turn in _turns(scheme, measure):
        whole = turn.quantize(step, context=EXACT)
        found.update((whole - step, whole, whole + step))
    found.add(first + sign * step)
    low, high = min(first, last), max(first, last)
    kept = sorted((value for value in found if low <= value <= high and value != first), reverse=sign < 0)
    return [*([first.quantize(step, context=EXACT)] if with_first or kept else []), *kept]


def _turns(scheme: Template, measure: str) -> Iterator[Decimal]:
    """Where tables and curves over the measure change their course, also through a clamp."""
    same, level = {measure}, graph.levels(scheme)
    for key, node in sorted(scheme.nodes.items(), key=lambda pair: level[pair[0]]):
        if isinstance(node, Clamp) and node.input in same:
            same.add(key)
    for node in scheme.nodes.values():
        if isinstance(node, Rubric) and node.input in same:
            for bands in (node.bands, *(part.bands for part in node.variants.values())):
                yield from (band.from_ for band in bands.values() if band.from_ is not None)
        if isinstance(node, Curve) and node.input in same:
            for points in (node.points, *(part.points for part in node.variants.values())):
                yield from (point.x for point in points.values() if point.x is not None)


def _best(imagined: Imagined, goal: Goal, measure: str) -> Value:
    """The value of the measure that comes nearest to the goal; nothing where none is better than what is there."""
    now = _nearness(imagined, goal, {})
    tried = [value for line in _lines(imagined.scheme, measure, imagined.given.get(measure)) for value in line]
    ranked = [(_nearness(imagined, goal, {measure: value}), place) for place, value in enumerate(tried)]
    if not ranked:
        return None
    top, place = max(ranked, key=lambda pair: (pair[0], -pair[1]))
    return tried[place] if top > now else None


def _nearness(imagined: Imagined, goal: Goal, changed: Mapping[str, Value]) -> Decimal:
    """How near the goal's key would be: its place on its scale, then what it is read from in the same way."""
    return _height(imagined.scheme, imagined.tell(goal.key, changed))


def _height(scheme: Template, told: Explanation) -> Decimal:
    """A code by its place, far above a number; a cell also by its two axes, a level also by its number."""
    if isinstance(told.value, Decimal):
        return told.value
    codes = kinds.codes_of(scheme, told.key) or ()
    place = Decimal(codes.index(told.value) + 1 if told.value in codes else 0)
    beneath = [_height(scheme, each.explanation) for each in told.inputs]
    return EXACT.add(EXACT.multiply(place, _FAR), EXACT.divide(sum(beneath, Decimal(0)), _LESS))


def _by_effect(imagined: Imagined, goal: Goal, best: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Two measures at a time, those that bring most first."""
    effect = {measure: _nearness(imagined, goal, {measure: value}) for measure, value in best.items()}
    ranked = sorted(best, key=lambda measure: (-effect[measure], measure))
    yield from sorted(
        itertools.combinations(ranked, 2), key=lambda pair: ranked.index(pair[0]) + ranked.index(pair[1])
    )


def _pair(imagined: Imagined, goal: Goal, best: Mapping[str, Value], first: str, second: str) -> Way | None:
    """One at its best and the other as little as is then needed."""
    if not _reached(imagined, goal, {first: best[first], second: best[second]}):
        return None
    return _way(imagined, goal, second, {first: best[first]})
