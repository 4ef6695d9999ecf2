"""Values that mean something only together: all weights of a node, all its bands, all cuts of a rating.

They are compared, taken and kept as a whole, because a mix of two weight sets that happens to sum to 100 is
nobody's decision. Everything else is a group of its own. Text is never part of a group of values.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shared_apps.scoring_templates.rules import canonical, places
from shared_apps.scoring_templates.rules.template import Template

Place = tuple[str, ...]
TEXT = frozenset({"title", "titles", "note", "clause"})
GONE = "gone"  # no value of a document is this word alone: a code is a value of its own kind
_TOGETHER = {"nodes": frozenset({"inputs", "choices", "bands", "points"}), "ratings": frozenset({"cuts"})}


def group_of(place: Sequence[str]) -> Place:
    """The group this place belongs to; often the place itself."""
    if is_text(place):
        return tuple(place)
    end = 5 if len(place) > 4 and place[0] == "nodes" and place[2] == "variants" else 3
    if len(place) > end and place[0] == "nodes" and place[2] == "groups":
        return (*place[:2], "inputs")  # subtotals are checked against the weights
    if len(place) > end and place[end - 1] in _TOGETHER.get(place[0], ()):
        return tuple(place[:end])
    return tuple(place)


def is_text(place: Sequence[str]) -> bool:
    """Whether the place holds words for people; an entry that is called `title` is no text."""
    return bool(TEXT & {step for number, step in enumerate(place) if number != 1})


def value_of(template: Template, group: Place) -> Any:
    """What the group says, as plain data without words, or GONE where it does not exist."""
    found = places.look_up(template, group)
    if found is places.NOWHERE:
        return GONE
    if group == group_of((*group, "key", "field")):  # a group of several values
        value = {key: _bare(entry) for key, entry in canonical.plain(found).items()}
        node = template.nodes.get(group[1]) if group[0] == "nodes" and len(group) == 3 else None
        subtotals = canonical.plain(getattr(node, "groups", None) or {})
        return {**value, **{f"groups/{key}": _bare(entry) for key, entry in subtotals.items()}}
    return canonical.plain(found)


def leaves(template: Template, group: Place) -> Iterator[tuple[Place, Any]]:
    """Every single value of the group with its place, words left out."""
    found = places.look_up(template, group)
    yield from _leaves(found, group)
    if len(group) == 3 and group[0] == "nodes" and group[2] == "inputs":
        subtotals = (*group[:2], "groups")
        yield from _leaves(places.look_up(template, subtotals), subtotals)


def _leaves(found: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    if found is places.NOWHERE or isinstance(found, list | tuple):
        return
    if places.is_leaf(found):
        yield place, found
        return
    for step, inner in places.steps(found):
        if step not in TEXT or len(place) == 1:
            yield from _leaves(inner, (*place, step))


def _bare(entry: Any) -> Any:
    if isinstance(entry, Mapping):
        return {field: value for field, value in entry.items() if field not in TEXT}
    return entry
