"""What may be chosen where: keys with their names, never one that would turn in a circle."""

from shared_apps.scoring_templates.rules import graph, kinds
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.wording import name_of


def keys(template: Template, *, number: bool | None = None, below: str = "") -> list[tuple[str, str]]:
    """Measures and components by name: with a number, with a code, or any; none that stands on `below` itself."""
    found = []
    for section in graph.SECTIONS:
        for key in getattr(template, section):
            fits = number is None or kinds.is_number(template, key) == number
            if fits and not (below and stands_on(template, key, below)):
                found.append((key, name_of(template, key)))
    return found


def stands_on(template: Template, key: str, below: str) -> bool:
    """Whether a key is made of another one, or is it."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        current = waiting.pop()
        if current == below:
            return True
        entry = graph.entry_of(template, current)
        if entry is not None and current not in seen:
            seen.add(current)
            waiting.extend(graph.input_keys(entry))
    return False


def scales(template: Template) -> list[tuple[str, str]]:
    """Scales by their codes: `very_poor … very_good`."""
    return [(key, f"{key}: {scale.order[0]} … {scale.order[-1]}") for key, scale in template.scales.items()]


def every_key(template: Template) -> set[str]:
    """Everything that is taken in the namespace that measures, nodes, ratings and matrices share."""
    return {key for section in graph.SECTIONS for key in getattr(template, section)}
