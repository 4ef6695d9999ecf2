"""What one version of a template says that another does not, group by group."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from shared_apps.scoring_templates.rules import canonical, places
from shared_apps.scoring_templates.rules.groups import GONE, Place, group_of, value_of
from shared_apps.scoring_templates.rules.renaming import Renaming
from shared_apps.scoring_templates.rules.template import Template

ENTRIES = frozenset(
    {"profiles", "scales", "measures", "nodes", "ratings", "matrices", "recommendations", "gates", "distribution"}
)
_NOT_SAID = frozenset({"format", "key", "version", "renamed"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that came or went, or one group of values that changed; old and new are plain data."""

    kind: Literal["added", "removed", "changed"]
    place: Place
    old: Any = None
    new: Any = None


def differences(old: Template, new: Template) -> list[Difference]:
    """All of them, by place; what was only renamed is no difference."""
    former = Renaming(new.renamed).template(old)
    found: list[Difference] = []
    for section in sorted(ENTRIES):
        before, after = getattr(former, section), getattr(new, section)
        found += [Difference("added", (section, key)) for key in sorted(after.keys() - before.keys())]
        found += [Difference("removed", (section, key)) for key in sorted(before.keys() - after.keys())]
    whole = {difference.place for difference in found}
    for group in sorted({*_groups(former), *_groups(new)}):
        if group[:2] not in whole:
            first, second = value_of(former, group), value_of(new, group)
            if first != second:
                found.append(Difference("changed", group, _said(first), _said(second)))
    return found


def _said(value: Any) -> Any:
    return None if isinstance(value, str) and value == GONE else value


def _groups(template: Template) -> Iterator[Place]:
    for name, part in places.steps(template):
        if name not in _NOT_SAID:
            yield from _below(part, (name,))


def _below(found: Any, place: Place) -> Iterator[Place]:
    inner = places.steps(found)
    if not inner:
        if canonical.plain(found) not in (None, {}, []):
            yield group_of(place)
        return
    for step, value in inner:
        yield from _below(value, (*place, step))
