"""A new version may give a key another name (`renamed: {/nodes/old: /nodes/new}`); what it means stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared_apps.scoring_templates.rules import canonical, pointers, reading
from shared_apps.scoring_templates.rules.graph import SECTIONS
from shared_apps.scoring_templates.rules.template import Template

_KEYED = frozenset({"inputs", "bonuses", "deductions", "shares"})  # maps whose keys are keys of the document
_NAMING = frozenset({"input", "base", "of", "key"})  # fields whose value is a key of the document
_SCALES = frozenset({"scale", "gives"})  # fields whose value is the key of a scale
_Places = Mapping[tuple[str, ...], tuple[str, ...]]


class Renaming:
    """The renames of one version, applied to paths, to whole documents and to a region's own objects."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        pairs = ((pointers.split(old), pointers.split(new)) for old, new in renamed.items())
        self._places: _Places = {old: new for old, new in pairs if old and new}
        self._keys = {
            old[1]: new[1] for old, new in self._places.items() if len(old) == len(new) == 2 and old[0] in SECTIONS
        }
        self._scales = {
            old[1]: new[1] for old, new in self._places.items() if len(old) == len(new) == 2 and old[0] == "scales"
        }

    def path(self, path: str) -> str:
        """Where a path of the old version stands in the new one."""
        place = pointers.split(path)
        return path if place is None else pointers.join(*self.place(place))

    def place(self, place: Sequence[str]) -> tuple[str, ...]:
        """The same for a place: its head by the longest rename, then keys named further down."""
        moved = tuple(place)
        for length in range(len(moved), 0, -1):
            new = self._places.get(moved[:length])
            if new is not None:
                moved = (*new, *moved[length:])
                break
        return tuple(
            self._keys.get(step, step) if number and moved[number - 1] in _KEYED and number > 1 else step
            for number, step in enumerate(moved)
        )

    def template(self, old: Template) -> Template:
        """The old version under the new names."""
        if not self._places:
            return old
        moved: dict[str, Any] = {}
        for name, part in canonical.plain(old).items():
            if isinstance(part, dict) and name not in {"customisation", "renamed"}:
                moved[name] = {}
                for key, entry in part.items():
                    moved[name][self.place((name, key))[-1]] = self._entry((name, key), entry)
            else:
                moved[name] = self._entry((name,), part)
        found, _problems = reading.parse(moved)
        return old if found is None else found  # a rename that makes no document renames nothing

    def value(self, value: Any) -> Any:
        """A region's own object, whose inputs may have got other names."""
        return self._entry(("nodes", "own"), value)

    def _entry(self, place: tuple[str, ...], value: Any) -> Any:
        if isinstance(value, Mapping):
            return {
                self.place((*place, key))[-1]: self._field((*place, key), key, inner) for key, inner in value.items()
            }
        if isinstance(value, list | tuple):
            named = place == ("results",)
            return [self._keys.get(each, each) if named else self._entry(place, each) for each in value]
        return value

    def _field(self, place: tuple[str, ...], field: str, value: Any) -> Any:
        if field in _SCALES and isinstance(value, str):
            return self._scales.get(value, value)
        names_a_key = field in _NAMING or place[-2:-1] == ("axes",)
        if names_a_key and isinstance(value, str):
            return self._keys.get(value, value)
        return self._entry(place, value)
