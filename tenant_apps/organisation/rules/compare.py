"""What differs between two charts, unit by unit."""

from dataclasses import dataclass

from tenant_apps.organisation.rules.chart import Chart, Node


@dataclass(frozen=True)
class Difference:
    """The units of the newer chart by what happened to them, and those that are gone."""

    added: tuple[Node, ...]
    renamed: tuple[Node, ...]
    moved: tuple[Node, ...]
    changed: tuple[Node, ...]
    removed: tuple[Node, ...]
    same: int

    @property
    def is_any(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.renamed or self.moved or self.changed or self.removed)


def compare(before: Chart, after: Chart) -> Difference:
    """A unit that is both moved and renamed counts as moved; `changed` are its other facts."""
    kinds: dict[str, list[Node]] = {"added": [], "renamed": [], "moved": [], "changed": [], "same": []}
    for unit_id, node in after.nodes.items():
        kinds[_kind(before.nodes.get(unit_id), node)].append(node)
    return Difference(
        added=tuple(kinds["added"]),
        renamed=tuple(kinds["renamed"]),
        moved=tuple(kinds["moved"]),
        changed=tuple(kinds["changed"]),
        removed=tuple(node for unit_id, node in before.nodes.items() if unit_id not in after.nodes),
        same=len(kinds["same"]),
    )


def _kind(old: Node | None, new: Node) -> str:
    if old is None:
        return "added"
    if old.parent_id != new.parent_id:
        return "moved"
    if (old.name, old.abbreviation) != (new.name, new.abbreviation):
        return "renamed"
    return "same" if old == new else "changed"
