"""The chart of one day as plain values: who stands under whom."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Node:
    """One unit as it stands in one structure version."""

    unit_id: uuid.UUID
    parent_id: uuid.UUID | None
    code: str
    name: str
    abbreviation: str = ""
    unit_type: str = ""
    echelon: str = ""
    order: int = 0


@dataclass(frozen=True)
class Chart:
    """All units of one version, by their stable identity."""

    nodes: Mapping[uuid.UUID, Node] = field(default_factory=dict)

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> "Chart":
        """A chart of these nodes."""
        return cls({node.unit_id: node for node in nodes})

    @cached_property
    def children(self) -> Mapping[uuid.UUID | None, tuple[Node, ...]]:
        """The units directly under each unit, in their order; under None the root."""
        under: dict[uuid.UUID | None, list[Node]] = {}
        for node in self.nodes.values():
            under.setdefault(node.parent_id, []).append(node)
        return {parent: tuple(sorted(found, key=lambda n: (n.order, n.code))) for parent, found in under.items()}

    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        """The units by their code."""
        return {node.code: node for node in self.nodes.values()}

    @property
    def root(self) -> Node | None:
        """The one unit without a parent; None in an empty chart."""
        roots = self.children.get(None, ())
        return roots[0] if roots else None

    def walk(self, top: uuid.UUID | None = None) -> Iterator[tuple[int, Node]]:
        """Depth and node, parents before their children, from `top` or from the root."""
        start = self.nodes.get(top) if top is not None else self.root
        pending = [(0, start)] if start is not None else []
        while pending:
            depth, node = pending.pop()
            yield depth, node
            pending.extend((depth + 1, child) for child in reversed(self.children.get(node.unit_id, ())))

    def subtree_ids(self, top: uuid.UUID) -> frozenset[uuid.UUID]:
        """The unit itself and everything under it; empty when it does not stand in this chart."""
        return frozenset(node.unit_id for _, node in self.walk(top)) if top in self.nodes else frozenset()

    def path(self, unit_id: uuid.UUID) -> tuple[Node, ...]:
        """From the root down to the unit itself; empty when it does not stand in this chart."""
        upwards: list[Node] = []
        node = self.nodes.get(unit_id)
        while node is not None:
            upwards.append(node)
            node = self.nodes.get(node.parent_id) if node.parent_id is not None else None
        return tuple(reversed(upwards))

    def ancestors(self, unit_id: uuid.UUID) -> tuple[Node, ...]:
        """From the root down to the unit's parent."""
        return self.path(unit_id)[:-1]

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits that change when anything in the chart does."""
        rows = sorted([str(value) for value in astuple(node)] for node in self.nodes.values())
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()
