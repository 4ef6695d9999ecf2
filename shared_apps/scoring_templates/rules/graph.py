"""Who is made of whom: inputs, parts by profile, levels, circles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shared_apps.scoring_templates.rules.nodes import (
    Adjust,
    Clamp,
    Combination,
    CombinationPart,
    Curve,
    Node,
    NodeBase,
    PlainInput,
    Rubric,
    Sum,
    SumPart,
    TimesInput,
    WeightedInput,
    WeightedMean,
    WeightedPart,
)
from shared_apps.scoring_templates.rules.sections import Matrix, Measure, Rating
from shared_apps.scoring_templates.rules.template import Template

Entry = Measure | Node | Rating | Matrix
AnyInput = WeightedInput | TimesInput | PlainInput
SECTIONS = ("measures", "nodes", "ratings", "matrices")


@dataclass(frozen=True, slots=True)
class Part:
    """The inputs of a combining node for one profile (None: the node's own part)."""

    profile: str | None
    path: tuple[str, ...]
    inputs: Mapping[str, AnyInput]

    def in_use(self) -> tuple[str, ...]:
        """Weight 0 is not an input at all: its value, even refused, does not matter."""
        return tuple(key for key, entry in sorted(self.inputs.items()) if not _unused(entry))


def _unused(entry: AnyInput) -> bool:
    return isinstance(entry, WeightedInput) and entry.weight is not None and entry.weight == 0


def entry_of(template: Template, key: str) -> Entry | None:
    """Whatever has this key in the shared namespace."""
    for section in SECTIONS:
        found: Entry | None = getattr(template, section).get(key)
        if found is not None:
            return found
    return None


def section_of(template: Template, key: str) -> str:
    """The section this key stands in."""
    return next(section for section in SECTIONS if key in getattr(template, section))


def value_entries(template: Template) -> Iterator[tuple[str, Entry]]:
    """Everything that is computed: nodes, ratings, matrices."""
    yield from template.nodes.items()
    yield from template.ratings.items()
    yield from template.matrices.items()


def parts(key: str, node: NodeBase) -> list[Part]:
    """The parts of a combining node: its own, if it has one, and every variant."""
    if not isinstance(node, WeightedMean | Sum | Combination):
        return []
    found = [Part(None, ("nodes", key, "inputs"), node.inputs)] if node.inputs else []
    variants: Mapping[str, WeightedPart | SumPart | CombinationPart] = node.variants
    for profile, variant in sorted(variants.items()):
        found.append(Part(profile, ("nodes", key, "variants", profile, "inputs"), variant.inputs))
    return found


def inputs_of(entry: Entry) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every key this entry names as an input, with the place below the entry where it does."""
    if isinstance(entry, Rating | Rubric | Curve | Clamp):
        return ((entry.input, ("input",)),)
    if isinstance(entry, Matrix):
        return tuple((key, ("axes", axis)) for axis, key in sorted(entry.axes.items()))
    if isinstance(entry, Adjust):
        return (
            (entry.base, ("base",)),
            *((key, ("bonuses", key)) for key in sorted(entry.bonuses)),
            *((key, ("deductions", key)) for key in sorted(entry.deductions)),
        )
    if isinstance(entry, WeightedMean | Sum | Combination):
        return tuple((key, (*part.path[2:], key)) for part in parts("", entry) for key in sorted(part.inputs))
    return ()


def input_keys(entry: Entry) -> frozenset[str]:
    """Every key this entry names as an input."""
    return frozenset(key for key, _ in inputs_of(entry))


def levels(template: Template) -> dict[str, int]:
    """Measures stand on level 0, everything else above its highest input; keys in a circle are left out."""
    found = dict.fromkeys(template.measures, 0)
    waiting = {
        key: [source for source in input_keys(entry) if entry_of(template, source) is not None]
        for key, entry in value_entries(template)
    }
    while waiting:
        ready = {
            key: max((found[source] for source in sources), default=0) + 1
            for key, sources in waiting.items()
            if all(source in found for source in sources)
        }
        if not ready:
            break
        found.update(ready)
        for key in ready:
            del waiting[key]
    return found


def circular(template: Template) -> list[str]:
    """The keys that stand in a circle themselves (not those that only build on one)."""
    placed = levels(template)
    rest = {key: entry for key, entry in value_entries(template) if key not in placed}
    return sorted(key for key in rest if key in _reached(rest, key))


def _reached(entries: Mapping[str, Entry], start: str) -> set[str]:
    seen: set[str] = set()
    open_keys = [source for source in input_keys(entries[start]) if source in entries]
    while open_keys:
        key = open_keys.pop()
        if key not in seen:
            seen.add(key)
            open_keys.extend(source for source in input_keys(entries[key]) if source in entries)
    return seen
