"""Which way is better, inherited through the tree: the guard against the lower-is-better trap."""

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from shared_apps.scoring_templates.rules import graph, kinds, pointers
from shared_apps.scoring_templates.rules.nodes import Adjust, Clamp, Curve, NodeBase, Rubric
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.sections import Measure, Rating
from shared_apps.scoring_templates.rules.template import Template


def directions(template: Template) -> dict[str, str]:
    """`higher`, `lower` or `neutral` of every key: only measures state it, only a clamp passes it on."""
    found: dict[str, str] = {}
    level = graph.levels(template)
    for key in sorted(level, key=lambda name: level[name]):
        entry = graph.entry_of(template, key)
        if isinstance(entry, Measure):
            found[key] = entry.direction
        else:
            found[key] = found.get(entry.input, "higher") if isinstance(entry, Clamp) else "higher"
    return found


def check(template: Template) -> Iterator[Problem]:
    """Every input that points the wrong way."""
    known = directions(template)
    for key, entry in graph.value_entries(template):
        section = graph.section_of(template, key)
        if isinstance(entry, Rubric | Curve):
            yield from _slope(template, key, entry, known.get(entry.input, "higher"))
            continue
        if isinstance(entry, Clamp) or not isinstance(entry, NodeBase | Rating):
            continue
        for source, place in graph.inputs_of(entry):
            wanted = "lower" if place[0] == "deductions" else "higher"
            usable = kinds.is_number(template, source) and source in known
            if usable and known[source] != wanted and _counts(entry, source):
                yield Problem("direction_conflict", pointers.join(section, key, *place), {"name": source})


def _counts(entry: graph.Entry, source: str) -> bool:
    if not isinstance(entry, NodeBase) or isinstance(entry, Adjust):
        return True
    return any(source in part.in_use() for part in graph.parts("", entry))


def _slope(template: Template, key: str, node: Rubric | Curve, direction: str) -> Iterator[Problem]:
    for path, values in _slopes(template, node):
        steps = list(itertools.pairwise(values))
        rises = all(first <= second for first, second in steps)
        falls = all(first >= second for first, second in steps)
        if direction == "neutral" or (rises if direction == "higher" else falls):
            continue
        code = "direction_conflict" if rises or falls else "not_monotone"
        yield Problem(code, pointers.join("nodes", key, *path), {"name": node.input})


def _slopes(template: Template, node: Rubric | Curve) -> Iterator[tuple[tuple[str, ...], Sequence[Decimal]]]:
    """The points of every part, from the worst or least input to the best or greatest."""
    places = [((), node), *((("variants", name), part) for name, part in sorted(node.variants.items()))]
    order = kinds.codes_of(template, node.input) or ()
    for prefix, part in places:
        points = getattr(part, "points", {})
        corners = sorted((p.x, p.y) for p in points.values() if p.x is not None and p.y is not None)
        yield (*prefix, "points"), [y for _, y in corners]
        choices = getattr(part, "choices", {})
        yield (*prefix, "choices"), [choices[code] for code in order if choices.get(code) is not None]
        bands = getattr(part, "bands", {}).values()
        earned = sorted((b.from_, b.points) for b in bands if b.from_ is not None and b.points is not None)
        yield (*prefix, "bands"), [won for _, won in earned]
