"""Finding the unit a sheet means: by its code, or by its name and the name of a unit above it."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from tenant_apps.organisation.rules.chart import Chart, Node


@dataclass(frozen=True)
class Meant:
    """The unit, or why none is known: a code of messages, with what fits nearly."""

    node: Node | None
    problem: str = ""
    nearest: str = ""


def plain(text: str) -> str:
    """A name as names are compared: case and spacing do not count."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip().casefold()


@dataclass(frozen=True)
class Units:
    """The units of a day."""

    chart: Chart

    def by_code(self, code: str) -> Meant:
        """The unit with this code."""
        found = self.chart.by_code.get(code)
        return Meant(found, "" if found else "unknown_unit")

    def by_name(self, name: str, above: str = "") -> Meant:
        """The unit with this name; of several the one that stands under a unit named `above`."""
        found = self._by_name.get(plain(name), ())
        if len(found) > 1 and above:
            found = tuple(node for node in found if plain(above) in self._above(node))
        if len(found) == 1:
            return Meant(found[0])
        if found or plain(name) in self._by_name:
            return Meant(None, "unit_name_ambiguous")
        nearest = get_close_matches(plain(name), self._by_name, n=1, cutoff=0.8)
        return Meant(None, "unknown_unit_name", self._by_name[nearest[0]][0].name if nearest else "")

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Node, ...]]:
        found: dict[str, list[Node]] = {}
        for node in self.chart.nodes.values():
            found.setdefault(plain(node.name), []).append(node)
        return {name: tuple(nodes) for name, nodes in found.items()}

    def _above(self, node: Node) -> set[str]:
        names: set[str] = set()
        parent: uuid.UUID | None = node.parent_id
        while parent is not None:
            above = self.chart.nodes[parent]
            names |= {plain(above.name), plain(above.abbreviation)}
            parent = above.parent_id
        return names
