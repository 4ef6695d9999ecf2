"""The units of today that a sheet which only adds does not have: they stay, and new ones may stand below them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tenant_apps.organisation.files.rules.parents import ROOT, TOP, Placed
from tenant_apps.organisation.files.rules.twins import key_of
from tenant_apps.organisation.rules.chart import Chart, Node

MARK = "@"  # before the code of a unit that is no row of the sheet


@dataclass(frozen=True)
class Standing:
    """Units without a row, each with a number below zero as its row while parents are looked for."""

    nodes: tuple[Node, ...]
    row_of_unit: Mapping[uuid.UUID, int]

    @classmethod
    def of(cls, today: Chart, rows: Mapping[uuid.UUID, int], root_row: int) -> "Standing":
        """Those of today's chart that are in none of the rows; the government may stand for itself."""
        root = today.root
        government = {root.unit_id: ROOT} if root and root_row == ROOT else {}
        known = {**rows, **government}
        nodes = tuple(node for _depth, node in today.walk() if node.unit_id not in known)
        numbers = {node.unit_id: -place for place, node in enumerate(nodes, start=1)}
        return cls(nodes, {**known, **numbers} if today.nodes else {})

    @property
    def is_any(self) -> bool:
        """Whether there is a structure that stays at all."""
        return bool(self.row_of_unit)

    @cached_property
    def placed(self) -> list[Placed]:
        """The units as rows that others may stand below."""
        return [
            Placed(
                row=self.row_of_unit[node.unit_id],
                name=node.name,
                kind=node.unit_type,
                code=node.code,
                abbreviation=node.abbreviation,
                parent_today=self.row_of_unit.get(node.parent_id) if node.parent_id else None,
                stays=True,
            )
            for node in self.nodes
        ]

    @cached_property
    def references(self) -> Mapping[str, Node]:
        """The units by how an answer names them."""
        return {f"{MARK}{node.code}": node for node in self.nodes}

    def named(self, row: str) -> str:
        """A row as answers name it: a number of the sheet as it is, one below zero by the code of its unit."""
        return f"{MARK}{self.nodes[-int(row) - 1].code}" if row.startswith("-") else row

    def has(self, name: str, parent: str) -> bool:
        """Whether a unit of this name stands there, or an agency of this name anywhere."""
        key = key_of(name)
        return (key, parent) in self._places or key in self._agencies

    @cached_property
    def _places(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (key_of(node.name), self.named(str(self.row_of_unit[node.parent_id])))
            for node in self.nodes
            if node.parent_id
        )

    @cached_property
    def _agencies(self) -> frozenset[str]:
        return frozenset(key_of(node.name) for node in self.nodes if node.unit_type in TOP)
