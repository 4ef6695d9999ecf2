"""A region's changes on their way up: chosen group by group, and what a template would be with them. Pure.

What a region added stands under `local_` keys, which are its own; in a template it gets a key of the template.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from shared_apps.scoring_templates.rules import checks, graph, local_parts, pointers
from shared_apps.scoring_templates.rules.customisation import Customisation, Override, resolve
from shared_apps.scoring_templates.rules.fields import KEY
from shared_apps.scoring_templates.rules.groups import group_of
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.renaming import Renaming
from shared_apps.scoring_templates.rules.template import Template

_ADDED, _LONGEST_KEY = "added_", 40


@dataclass(frozen=True, slots=True)
class Upstream:
    """A template with what was offered in it, and which keys became others; or every reason why there is none."""

    template: Template | None
    keys: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def group_path(path: str) -> str:
    """The group a change belongs to, as a pointer: what is offered, is offered as a whole group."""
    return pointers.join(*group_of(pointers.split(path) or (path,)))


def by_group(overrides: Iterable[Override]) -> dict[str, list[Override]]:
    """The changes by group, in the order of their paths."""
    found: dict[str, list[Override]] = {}
    for override in sorted(overrides, key=lambda each: each.path):
        found.setdefault(group_path(override.path), []).append(override)
    return found


def part_of(document: Customisation, groups: Collection[str]) -> Customisation:
    """The document with the changes of these groups alone."""
    chosen = tuple(each for each in document.overrides if group_path(each.path) in groups)
    return document.model_copy(update={"overrides": chosen})


def with_changes(template: Template, document: Customisation, *, version: str) -> Upstream:
    """The template as its next version, with the document's changes and its own policy."""
    resolution = resolve(template, document, whole=False)
    if resolution.scheme is None:
        return Upstream(None, (), tuple(resolution.problems))
    keys = _new_keys(resolution.scheme)
    moved = {pointers.join(section, old): pointers.join(section, new) for section, old, new in keys}
    found = Renaming(moved).template(resolution.scheme).model_copy(update={"version": version})
    problems = checks.check(found, as_scheme=False)
    return Upstream(None if problems else found, tuple((old, new) for _, old, new in keys), tuple(problems))


def _new_keys(template: Template) -> Sequence[tuple[str, str, str]]:
    """Section, old key and new key of everything that is the region's own."""
    taken = {key for section in (*graph.SECTIONS, "gates") for key in getattr(template, section)}
    found = []
    for section in graph.SECTIONS:
        for key in sorted(key for key in getattr(template, section) if key.startswith(local_parts.LOCAL)):
            free = _free(key.removeprefix(local_parts.LOCAL), taken)
            taken.add(free)
            found.append((section, key, free))
    return found


def _free(wanted: str, taken: Collection[str]) -> str:
    stem = wanted if KEY.fullmatch(wanted) else f"{_ADDED}{wanted}".rstrip("_")[:_LONGEST_KEY]
    key, number = stem, 2
    while key in taken or key.startswith(local_parts.LOCAL):
        ending = f"_{number}"
        key = f"{_ADDED if stem.startswith(local_parts.LOCAL) else ''}{stem}"[: _LONGEST_KEY - len(ending)] + ending
        number += 1
    return key
