"""Conflicts of a merge, decided by a person one by one; then the whole is resolved again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shared_apps.scoring_templates.rules import canonical, local_parts, places, pointers
from shared_apps.scoring_templates.rules.customisation import Customisation, Override, resolve
from shared_apps.scoring_templates.rules.groups import group_of, leaves
from shared_apps.scoring_templates.rules.merge import Conflict, Merge
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template

Choice = Literal["new", "mine", "other"]
_CHOICES: Mapping[str, tuple[Choice, ...]] = {
    "value_required": ("other",),  # there is nothing to take and nothing to keep
    "now_locked": ("new",),
    "path_gone": ("new",),
    "local_not_allowed": ("new",),
    "now_out_of_bounds": ("new", "other"),
    "combination_invalid": ("new", "other"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """Take the host's value, keep one's own, or enter another for the places of the group."""

    take: Choice
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What stands after the decisions. Only with a scheme can the version be adopted."""

    customisation: Customisation
    scheme: Template | None
    open: tuple[Conflict, ...]
    problems: tuple[Problem, ...]


def choices_of(conflict: Conflict) -> tuple[Choice, ...]:
    """How this conflict may be decided."""
    return _CHOICES.get(conflict.code, ("new", "mine", "other"))


def decide(*, new: Template, merge: Merge, decisions: Mapping[str, Decision], whole: bool = True) -> Decided:
    """Apply the decisions by group; one that its conflict does not allow leaves the conflict open."""
    overrides = {each.path: each for each in merge.customisation.overrides}
    still_open: list[Conflict] = []
    for conflict in merge.conflicts:
        decision = decisions.get(conflict.group)
        if decision is None or decision.take not in choices_of(conflict):
            still_open.append(conflict)
        elif decision.take == "mine":
            overrides |= {each.path: each for each in as_mine(new, merge.own, conflict)}
        elif decision.take == "other":
            overrides |= {each.path: each for each in decision.overrides if _belongs(each, conflict)}
        elif not conflict.group:  # the host's version as it is, since the whole does not fit
            overrides = {}
    in_order = tuple(overrides[path] for path in sorted(overrides))
    document = merge.customisation.model_copy(update={"overrides": in_order})
    if still_open:
        return Decided(document, None, tuple(still_open), ())
    resolution = resolve(new, document, whole=whole)
    return Decided(document, resolution.scheme, (), tuple(resolution.problems))


def as_mine(new: Template, own: Template | None, conflict: Conflict) -> tuple[Override, ...]:
    """The changes that make a group of the new version what it is for the region today."""
    if own is None or "mine" not in choices_of(conflict):
        return ()
    reasons = {each.path: each.reason for each in conflict.overrides}
    found = [each for each in conflict.overrides if local_parts.is_local(pointers.split(each.path) or ())]
    whole = tuple(f"{each.path}/" for each in found)
    for place, value in leaves(own, pointers.split(conflict.group) or ()):
        path = pointers.join(*place)
        there = places.look_up(new, place)
        if there is places.NOWHERE or path.startswith(whole) or places.same_value(there, value):
            continue
        found.append(Override(path=path, value=canonical.plain(value), reason=reasons.get(path)))
    return tuple(found)


def _belongs(override: Override, conflict: Conflict) -> bool:
    """A decision about one group cannot change another; an impossible whole may be mended anywhere."""
    group = pointers.join(*group_of(pointers.split(override.path) or ()))
    return conflict.group in {"", override.path, group}
