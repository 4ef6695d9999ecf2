"""What a region may set in a template, as the form of adoption shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared_apps.scoring_templates.rules import pointers
from shared_apps.scoring_templates.rules.canonical import plain
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.permissions import permission_at

_SECTIONS = ("measures", "nodes", "ratings", "matrices", "scales", "recommendations")
_NUMBERS = frozenset({"weight", "points", "value", "x", "y", "min", "max", "times", "at_most"})
_MEANING_ONLY = frozenset({"title", "titles", "note", "clause"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of the document and what the policy says about it."""

    path: str
    place: tuple[str, ...]
    value: str | None
    allow: str
    required: bool
    minimum: str | None = None
    maximum: str | None = None
    one_of: tuple[str, ...] = ()

    @property
    def is_locked(self) -> bool:
        """Whether the region may not touch it."""
        return self.allow == "locked"

    @property
    def is_text(self) -> bool:
        """Whether it is wording, which never affects a number."""
        return bool(_MEANING_ONLY.intersection(self.place))


def settings_of(template: Template) -> tuple[Setting, ...]:
    """Every value a region may change, and beside them the locked numbers of the same entries."""
    data = plain(template)
    found = []
    for section in _SECTIONS:
        for place, value in _leaves(data.get(section, {}), (section,)):
            setting = _setting(template, place, value)
            if not setting.is_locked or _is_number(place):
                found.append(setting)
    return tuple(found)


def _setting(template: Template, place: tuple[str, ...], value: Any) -> Setting:
    permission = permission_at(template, place)
    path = pointers.join(*place)
    written = None if value is None else str(value)
    if permission is None or permission.allow == "locked":
        return Setting(path, place, written, "locked", required=False)
    return Setting(
        path=path,
        place=place,
        value=written,
        allow=permission.allow,
        required=permission.required,
        minimum=None if permission.min is None else f"{permission.min.normalize():f}",
        maximum=None if permission.max is None else f"{permission.max.normalize():f}",
        one_of=tuple(str(choice) for choice in permission.one_of or ()),
    )


def _is_number(place: tuple[str, ...]) -> bool:
    if place[0] not in {"nodes", "ratings"} or _MEANING_ONLY.intersection(place):
        return False
    return place[-1] in _NUMBERS or "choices" in place


def _leaves(data: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(data, Mapping):
        for key, inner in data.items():
            yield from _leaves(inner, (*place, str(key)))
    elif not isinstance(data, list):
        yield place, data
