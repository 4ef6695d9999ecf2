"""Whether a region's number still answers the same question: 40 points for few hours are not 40 for few days."""

from collections.abc import Mapping
from typing import Any

from shared_apps.scoring_templates.rules import graph, kinds
from shared_apps.scoring_templates.rules.groups import Place, is_text
from shared_apps.scoring_templates.rules.sections import Matrix, Measure, Rating
from shared_apps.scoring_templates.rules.template import Template

_SINGLE = ("input", "base")


def meaning_of(template: Template, group: Place) -> Any:
    """What the values of a group stand on: the entry's kind, what it reads, and what that is."""
    if is_text(group) or len(group) < 2 or group[0] not in graph.SECTIONS:
        return None
    entry = getattr(template, group[0]).get(group[1])
    if entry is None:
        return None
    if isinstance(entry, Measure):
        return {name: fact for name, fact in _measure(template, entry).items() if name != group[2]}
    return _kind(entry), _scale(template, group[1]), _read(template, entry)


def meaning_of_own(template: Template, value: Mapping[str, Any]) -> Any:
    """The same for a region's own node: what it reads of the template."""
    names = [str(value[name]) for name in _SINGLE if name in value]
    for part in ("inputs", "bonuses", "deductions"):
        names += list(value.get(part) or {})
    return {name: _entry(template, name) for name in sorted(names)}


def _read(template: Template, entry: graph.Entry) -> Any:
    """Inputs of a weighted mean are a matter of its weights; here only what each of them is."""
    single = isinstance(getattr(entry, "input", None), str) or isinstance(entry, Matrix)
    facts = {key: _entry(template, key) for key in sorted(graph.input_keys(entry))}
    return (sorted(facts), facts) if single else facts


def same(old: Any, new: Any) -> bool:
    """Equal, where only what both read is compared of a node with several inputs."""
    if isinstance(old, tuple) and isinstance(new, tuple) and isinstance(old[-1], dict) and isinstance(new[-1], dict):
        shared = old[-1].keys() & new[-1].keys()
        return old[:-1] == new[:-1] and all(old[-1][key] == new[-1][key] for key in shared)
    return bool(old == new)


def _entry(template: Template, key: str) -> Any:
    entry = graph.entry_of(template, key)
    if isinstance(entry, Measure):
        return _measure(template, entry)
    return None if entry is None else (_kind(entry), _scale(template, key))


def _measure(template: Template, measure: Measure) -> dict[str, Any]:
    facts = {name: getattr(measure, name) for name in ("type", "unit", "min", "max", "direction", "source")}
    scale = template.scales.get(measure.scale) if measure.scale else None
    return {**facts, "scale": scale.order if scale else None}


def _kind(entry: graph.Entry) -> str:
    if isinstance(entry, Rating | Matrix | Measure):
        return type(entry).__name__
    return entry.kind


def _scale(template: Template, key: str) -> Any:
    return kinds.codes_of(template, key)
