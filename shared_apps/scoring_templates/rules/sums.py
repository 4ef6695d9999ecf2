"""What weights come to: the sum of a weighted mean and of its groups, in every profile, finished or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from shared_apps.scoring_templates.rules import decimals, graph
from shared_apps.scoring_templates.rules.fields import Title
from shared_apps.scoring_templates.rules.nodes import WeightedInput, WeightedMean


@dataclass(frozen=True, slots=True)
class GroupSum:
    """A subtotal beside what it should be."""

    key: str
    title: Title | None
    total: Decimal
    expected: Decimal

    @property
    def is_exact(self) -> bool:
        """Whether nothing is missing or too much."""
        return self.total == self.expected


@dataclass(frozen=True, slots=True)
class WeightSum:
    """The weights of one profile (None: of everybody else) beside the total they should come to."""

    profile: str | None
    total: Decimal
    expected: Decimal
    groups: tuple[GroupSum, ...]

    @property
    def is_exact(self) -> bool:
        """Whether the weights come to the total; the groups are told apart."""
        return self.total == self.expected


def weight_sums(node: WeightedMean) -> list[WeightSum]:
    """One sum of every profile with weights of its own, the node's own first; an empty weight counts nothing yet."""
    found = []
    for part in graph.parts("", node) or [graph.Part(None, (), {})]:
        inputs = [entry for entry in part.inputs.values() if isinstance(entry, WeightedInput)]
        groups = tuple(
            GroupSum(key, group.title, _total(entry for entry in inputs if entry.group == key), group.weight)
            for key, group in node.groups.items()
        )
        found.append(WeightSum(part.profile, _total(inputs), node.total, groups))
    return found


def _total(inputs: Iterable[WeightedInput]) -> Decimal:
    return decimals.total(entry.weight for entry in inputs if entry.weight is not None)
