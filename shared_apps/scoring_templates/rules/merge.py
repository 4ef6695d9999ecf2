"""A new version of a template meets what a region changed in the old one: the three-way merge, pure.

Nothing is decided for the region. What the host did not touch stays; where the host arrived at the region's value
the change is done with; everything else is a conflict that a person solves. With an open conflict the new version
cannot be adopted, and the old scheme goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared_apps.scoring_templates.rules import canonical, local_parts, places, pointers
from shared_apps.scoring_templates.rules.customisation import (
    Customisation,
    Override,
    applied,
    override_problem,
    resolve,
)
from shared_apps.scoring_templates.rules.groups import GONE, Place, group_of, value_of
from shared_apps.scoring_templates.rules.meaning import meaning_of, meaning_of_own, same
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.renaming import Renaming
from shared_apps.scoring_templates.rules.template import Template

_NOW = {"locked": "now_locked", "out_of_bounds": "now_out_of_bounds", "path_unknown": "path_gone"}


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a person must decide; `group` is a JSON pointer, the three values are plain data or None."""

    code: str
    group: str
    old: Any = None
    new: Any = None
    local: Any = None
    overrides: tuple[Override, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What the merge did by itself and the region should know."""

    code: str
    group: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The region's document for the new version as far as nothing is open, what is open, what was done.

    `own` is the region's scheme of today under the new version's names; None where it could not be read any more.
    """

    customisation: Customisation
    conflicts: tuple[Conflict, ...]
    notices: tuple[Notice, ...]
    own: Template | None


def three_way_merge(old: Template, new: Template, customisation: Customisation, *, whole: bool = True) -> Merge:
    """Carry a region's changes from the old version to the new one; a part of them leaves holes as they are."""
    renaming = Renaming(new.renamed)
    former = renaming.template(old)
    overrides = [_renamed(override, renaming) for override in customisation.overrides]
    own, problems = applied(former, overrides, whole=whole)
    if own is None:
        return Merge(_document(new, ()), (Conflict("combination_invalid", "", problems=tuple(problems)),), (), None)
    kept: list[Override] = []
    conflicts: list[Conflict] = []
    notices: list[Notice] = []
    for group, members in _by_group(overrides).items():
        case = _Case(former, new, own, group, tuple(members))
        code = case.outcome()
        if code == "kept":
            kept += members
        elif code == "absorbed":
            notices.append(Notice(code, pointers.join(*group)))
        else:
            conflicts.append(case.conflict(code))
    conflicts += _in_whole(new, kept, conflicts, whole=whole)
    in_order = tuple(sorted(conflicts, key=lambda each: (each.group, each.code)))
    return Merge(_document(new, kept), in_order, tuple(notices), own)


@dataclass(frozen=True, slots=True)
class _Case:
    """One group of a region's changes before both versions."""

    old: Template
    new: Template
    own: Template
    group: Place
    overrides: tuple[Override, ...]

    def outcome(self) -> str:
        """`kept`, `absorbed`, or the code of a conflict; the cases of the table in their order of strength."""
        if len(self.overrides) == 1 and _is_whole_local(self.group):
            return self._local()
        theirs, before = value_of(self.new, self.group), value_of(self.old, self.group)
        if theirs == GONE or any(self._is_gone(override) for override in self.overrides):
            return "path_gone"
        if theirs != before and theirs == value_of(self.own, self.group):
            return "absorbed"
        if not same(meaning_of(self.old, self.group), meaning_of(self.new, self.group)):
            return "meaning_changed"
        if theirs != before:
            return "both_changed"
        return self._permitted()

    def conflict(self, code: str) -> Conflict:
        """The conflict with all three values before the reader's eyes."""
        values = [value_of(template, self.group) for template in (self.old, self.new, self.own)]
        old, theirs, own = (None if isinstance(value, str) and value == GONE else value for value in values)
        return Conflict(code, pointers.join(*self.group), old, theirs, own, self.overrides)

    def _is_gone(self, override: Override) -> bool:
        place = pointers.split(override.path) or ()
        return not local_parts.is_local(place) and places.look_up(self.new, place) is places.NOWHERE

    def _local(self) -> str:
        (override,) = self.overrides
        problem = override_problem(self.new, override)
        if problem is not None:
            return problem.code
        is_node = self.group[0] == "nodes" and isinstance(override.value, Mapping)
        if is_node and not _same_own(self.old, self.new, override.value):
            return "meaning_changed"
        return "kept"

    def _permitted(self) -> str:
        for override in self.overrides:
            problem = override_problem(self.new, override)
            if problem is not None:
                return _NOW.get(problem.code, problem.code)
        return "kept"


def _same_own(old: Template, new: Template, value: Mapping[str, Any]) -> bool:
    before, after = meaning_of_own(old, value), meaning_of_own(new, value)
    return all(before[name] == after[name] for name in before if before[name] is not None and after[name] is not None)


def _is_whole_local(group: Place) -> bool:
    return len(group) == 2 and local_parts.is_local(group)


def _renamed(override: Override, renaming: Renaming) -> Override:
    value = renaming.value(override.value) if isinstance(override.value, Mapping) else override.value
    return override.model_copy(update={"path": renaming.path(override.path), "value": value})


def _by_group(overrides: Iterable[Override]) -> dict[Place, list[Override]]:
    found: dict[Place, list[Override]] = {}
    for override in sorted(overrides, key=lambda each: each.path):
        found.setdefault(group_of(pointers.split(override.path) or (override.path,)), []).append(override)
    return found


def _document(new: Template, overrides: Sequence[Override]) -> Customisation:
    return Customisation(
        format=1,
        template=new.key,
        version=new.version,
        content_hash=canonical.content_hash(new),
        overrides=tuple(overrides),
    )


def _in_whole(
    new: Template, kept: Sequence[Override], conflicts: Sequence[Conflict], *, whole: bool
) -> list[Conflict]:
    """What only shows when everything stands together: open holes, shares of local parts, an impossible sum."""
    problems = resolve(new, _document(new, kept), whole=whole).problems
    taken = {conflict.group for conflict in conflicts}
    holes = [
        Conflict("value_required", problem.path)
        for problem in problems
        if problem.code == "value_required"
        and pointers.join(*group_of(pointers.split(problem.path) or ())) not in taken
    ]
    if holes or conflicts:
        return holes
    local = [Conflict(problem.code, problem.path) for problem in problems if problem.code.startswith("local_")]
    if local:
        return local
    return [Conflict("combination_invalid", "", problems=tuple(problems))] if problems else []
