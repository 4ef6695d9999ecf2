"""What must be hidden so that a private answer cannot be worked out from what is shown."""

from collections.abc import Collection, Mapping

from shared_apps.scoring_templates.rules import absence, graph, order
from shared_apps.scoring_templates.rules.explanation import Value
from shared_apps.scoring_templates.rules.nodes import NodeBase, WeightedMean
from shared_apps.scoring_templates.rules.sections import FEWEST_ANSWERS, Matrix
from shared_apps.scoring_templates.rules.template import Template


def private_measures(scheme: Template) -> tuple[str, ...]:
    """The measures that other people answered and whose single answers nobody may see."""
    return tuple(key for key, measure in sorted(scheme.measures.items()) if measure.private)


def can_be_private(scheme: Template, key: str) -> bool:
    """Whether a measure may have to be hidden: it is private itself, or the result of a scheme that hides it."""
    measure = scheme.measures.get(key)
    return measure is not None and (measure.private or measure.source.startswith(order.SCHEME_SOURCE))


def too_few(scheme: Template, values: Mapping[str, Value], answers: Mapping[str, int | None]) -> frozenset[str]:
    """The private measures that have a value of too few answers; of which nobody knows the number is too few."""
    return frozenset(
        key
        for key in private_measures(scheme)
        if values.get(key) is not None
        and (answers.get(key) or 0) < (scheme.measures[key].minimum_answers or FEWEST_ANSWERS)
    )


def may_be_hidden(scheme: Template, *, fed: Collection[str] = ()) -> frozenset[str]:
    """Every key that could be hidden for somebody, whoever is missing; `fed` are measures another scheme may hide.

    Lists and averages leave these out for everybody: whose number is missing would tell of whom there are few answers.
    """
    found = {*private_measures(scheme), *(key for key in fed if key in scheme.measures)}
    absent, level = absence.absent_keys(scheme), graph.levels(scheme)
    upward = sorted((key for key, _ in graph.value_entries(scheme)), key=lambda key: (level[key], key))
    before = -1
    while found and len(found) != before:
        before = len(found)
        for key in upward:
            for alone, used in _all_uses(scheme, key):
                touched = found.intersection(used)
                if any(name in alone and used - {name} <= absent for name in touched):
                    found.add(key)
                if touched and len(used) > 1:
                    found.update(*(_subtree(scheme, name) for name in used))
    return frozenset(found)


def _all_uses(scheme: Template, key: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    """For every profile what the key is made of, before it those inputs that are enough alone; a cell needs both."""
    entry = graph.entry_of(scheme, key)
    if entry is None:
        return []
    parts = graph.parts(key, entry) if isinstance(entry, NodeBase) else []
    if not parts:
        used = graph.input_keys(entry)
        return [(frozenset[str]() if isinstance(entry, Matrix) and len(used) > 1 else used, used)]
    return [
        (frozenset(name for name in part.in_use() if _enough(entry, part, name)), frozenset(part.in_use()))
        for part in parts
    ]


def _enough(entry: graph.Entry, part: graph.Part, name: str) -> bool:
    """Whether one input alone gives the node a value; where too few count as zero, it always does."""
    if getattr(entry, "missing", "refuse") == "zero":
        return True
    if isinstance(entry, WeightedMean):
        weight = getattr(part.inputs[name], "weight", None) or 0
        return entry.minimum_weight_present is None or weight >= entry.minimum_weight_present
    return (getattr(entry, "minimum_present", None) or 1) <= 1


def hidden_keys(
    scheme: Template, profile: str | None, values: Mapping[str, Value], private: Collection[str]
) -> frozenset[str]:
    """The private measures; every node through which such a value passes alone; and beside a node that combines it
    with others, all its siblings down to their measures, because with them it could be computed by subtraction.
    """
    hidden = set(private)
    level = graph.levels(scheme)
    upward = sorted((key for key, _ in graph.value_entries(scheme)), key=lambda key: (level[key], key))
    before = -1
    while len(hidden) != before:
        before = len(hidden)
        for key in upward:
            used = [name for name in _used(scheme, key, profile) if values.get(name) is not None]
            if not hidden.intersection(used):
                continue
            if len(used) == 1:
                hidden.add(key)
            else:
                for name in used:
                    hidden |= _subtree(scheme, name)
    return frozenset(hidden)


def _used(scheme: Template, key: str, profile: str | None) -> Collection[str]:
    entry = graph.entry_of(scheme, key)
    if entry is None:
        return ()
    parts = {part.profile: part for part in graph.parts(key, entry)} if isinstance(entry, NodeBase) else {}
    part = parts.get(profile) or parts.get(None)
    return part.in_use() if part is not None else graph.input_keys(entry)


def _subtree(scheme: Template, key: str) -> set[str]:
    found: set[str] = set()
    waiting = [key]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            entry = graph.entry_of(scheme, name)
            waiting.extend(graph.input_keys(entry) if entry is not None else ())
    return found
