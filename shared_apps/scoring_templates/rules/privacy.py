"""What must be hidden so that a private answer cannot be worked out from what is shown."""

from collections.abc import Collection, Mapping

from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.explanation import Value
from shared_apps.scoring_templates.rules.nodes import NodeBase
from shared_apps.scoring_templates.rules.template import Template


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
