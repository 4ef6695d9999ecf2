"""Who uses what: what would miss a component that is taken away, and the edits that take it away."""

from collections.abc import Iterator
from dataclasses import dataclass

from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.template import Template

_LISTED = (("inputs",), ("bonuses",), ("deductions",))


@dataclass(frozen=True, slots=True)
class Use:
    """One place that names the component; `goes` says that the place can be taken away with it."""

    section: str
    key: str
    path: tuple[str, ...]
    goes: bool


def uses(template: Template, key: str) -> list[Use]:
    """Every place that names a measure, node, rating or matrix: inputs, results, recommendations, gates."""
    return list(_uses(template, key))


def _uses(template: Template, key: str) -> Iterator[Use]:
    for owner, entry in graph.value_entries(template):
        section = graph.section_of(template, owner)
        for source, place in graph.inputs_of(entry):
            if source == key:
                yield Use(section, owner, (section, owner, *place), goes=place[-2:-1] in _LISTED)
    if key in template.results:
        yield Use("results", "", ("results",), goes=True)
    for name, recommendation in template.recommendations.items():
        if recommendation.of == key:
            yield Use("recommendations", name, ("recommendations", name, "of"), goes=False)
    for name, rules in template.distribution.items():
        if rules.of == key:
            yield Use("distribution", name, ("distribution", name, "of"), goes=False)
    for name, gate in template.gates.items():
        for number, condition in enumerate(gate.closes_when):
            if condition.key == key:
                yield Use("gates", name, ("gates", name, "closes_when", str(number), "key"), goes=False)


def scale_uses(template: Template, scale: str) -> list[Use]:
    """Every measure, rating and matrix whose codes are of this scale."""
    fields = (("measures", "scale"), ("ratings", "scale"), ("matrices", "gives"))
    return [
        Use(section, key, (section, key, field), goes=False)
        for section, field in fields
        for key, entry in getattr(template, section).items()
        if getattr(entry, field) == scale
    ]


def profile_uses(template: Template, profile: str) -> list[Use]:
    """Every node that has weights, points or choices of its own for this profile."""
    return [
        Use("nodes", key, ("nodes", key, "variants", profile), goes=True)
        for key, node in template.nodes.items()
        if profile in getattr(node, "variants", {})
    ]


def uses_of(template: Template, section: str, key: str) -> list[Use]:
    """Every place that names a part, whatever kind of part it is."""
    return {"scales": scale_uses, "profiles": profile_uses}.get(section, uses)(template, key)


def removal(template: Template, section: str, key: str) -> list[Edit]:
    """The component and every place that can go with it; what needs an input keeps its name, and says so."""
    edits = [Edit((section, key), REMOVE)]
    for use in uses_of(template, section, key):
        if use.section == "results":
            rest = [name for name in template.results if name != key]
            edits.append(Edit(("results",), rest))
        elif use.goes:
            edits.append(Edit(use.path, REMOVE))
    return edits
