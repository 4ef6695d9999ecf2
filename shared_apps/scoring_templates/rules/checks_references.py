"""Names: every key stands once, every name that is used exists and is of the right kind, nothing turns in a circle."""

from collections.abc import Iterator

from shared_apps.scoring_templates.rules import graph, kinds, pointers
from shared_apps.scoring_templates.rules.nodes import NodeBase, Rubric
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.sections import Matrix
from shared_apps.scoring_templates.rules.template import Template

LOCAL = "local_"


def check(template: Template, *, as_scheme: bool) -> Iterator[Problem]:
    """Problems of names."""
    yield from _keys(template, as_scheme=as_scheme)
    yield from _inputs(template)
    yield from _scales(template)
    yield from _profiles(template)
    for key in graph.circular(template):
        yield Problem("cycle", pointers.join(graph.section_of(template, key), key))


def _keys(template: Template, *, as_scheme: bool) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for section in graph.SECTIONS:
        for key in getattr(template, section):
            if key in seen:
                yield Problem("key_taken", pointers.join(section, key), {"key": key, "section": seen[key]})
            seen.setdefault(key, section)
            if key.startswith(LOCAL) and not as_scheme:
                yield Problem("key_invalid", pointers.join(section, key), {"detail": LOCAL})


def _inputs(template: Template) -> Iterator[Problem]:
    for key, entry in graph.value_entries(template):
        section = graph.section_of(template, key)
        for source, place in graph.inputs_of(entry):
            path = pointers.join(section, key, *place)
            if graph.entry_of(template, source) is None:
                yield Problem("input_unknown", path, {"name": source})
            elif isinstance(entry, Matrix):
                if kinds.is_number(template, source):
                    yield Problem("code_expected", path, {"name": source})
            elif not isinstance(entry, Rubric) and not kinds.is_number(template, source):
                yield Problem("number_expected", path, {"name": source})


def _scales(template: Template) -> Iterator[Problem]:
    for key, scale in template.scales.items():
        if len(set(scale.order)) < len(scale.order):
            yield Problem("scale_repeats", pointers.join("scales", key, "order"), {"name": key})
        for code in scale.titles:
            if code not in scale.order:
                yield Problem("code_unknown", pointers.join("scales", key, "titles", code), {"name": code})
    for section, field in (("measures", "scale"), ("ratings", "scale"), ("matrices", "gives")):
        for key, entry in getattr(template, section).items():
            name = getattr(entry, field)
            if name is not None and name not in template.scales:
                yield Problem("scale_unknown", pointers.join(section, key, field), {"name": name})


def _profiles(template: Template) -> Iterator[Problem]:
    for key, node in template.nodes.items():
        variants = getattr(node, "variants", {})
        for profile in variants:
            if profile not in template.profiles:
                yield Problem("profile_unknown", pointers.join("nodes", key, "variants", profile), {"name": profile})
        if variants and not has_own_part(node):
            for profile in template.profiles:
                if profile not in variants:
                    yield Problem("variant_missing", pointers.join("nodes", key, "variants"), {"name": profile})


def has_own_part(node: NodeBase) -> bool:
    """Whether the node itself says how it is made, for profiles without a variant."""
    return any(getattr(node, part, None) for part in ("inputs", "choices", "bands", "points"))
