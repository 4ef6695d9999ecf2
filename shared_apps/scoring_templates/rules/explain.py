"""Lineage is derived, not written: from the scheme and a stored row to how every number came about.

The explanation checks itself: the shown numbers must give the stored one, otherwise LineageError.
"""

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from shared_apps.scoring_templates.rules import absence, explain_nodes, explain_results, graph, order, privacy
from shared_apps.scoring_templates.rules.explanation import Explanation, State, Value
from shared_apps.scoring_templates.rules.nodes import NodeBase
from shared_apps.scoring_templates.rules.outcome import Outcome
from shared_apps.scoring_templates.rules.sections import Matrix, Measure, Rating
from shared_apps.scoring_templates.rules.template import Template

__all__ = ["Explanation", "LineageError", "StoredRow", "explain"]


class LineageError(Exception):
    """The shown numbers do not give the stored one: scheme and row do not belong together."""


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as the run stored it; positions mean what `order` says."""

    profile: str | None
    input_numbers: Sequence[Decimal | None]
    input_codes: Sequence[str | None]
    numbers: Sequence[Decimal | None]
    codes: Sequence[str | None]

    def inputs_by_key(self, scheme: Template) -> dict[str, Value]:
        """What the rooms gave, by measure."""
        found: dict[str, Value] = dict(zip(order.input_number_keys(scheme), self.input_numbers, strict=True))
        found.update(zip(order.input_code_keys(scheme), self.input_codes, strict=True))
        return found

    def values_by_key(self, scheme: Template) -> dict[str, Value]:
        """What was computed, by key."""
        found: dict[str, Value] = dict(zip(order.number_keys(scheme), self.numbers, strict=True))
        found.update(zip(order.value_code_keys(scheme), self.codes, strict=True))
        return found


def explain(
    scheme: Template,
    row: StoredRow,
    key: str,
    *,
    too_few_answers: Collection[str] = frozenset(),
    restricted: Collection[str] = frozenset(),
) -> Explanation:
    """How this key's value came about, down to the measures.

    `too_few_answers` are the private measures of which the source room says that they have too few answers: they,
    and whatever would give them away by subtraction, are hidden. So are the `restricted` measures, which this reader
    may not see at all.
    """
    teller = Tracer(scheme, row.profile, row.inputs_by_key(scheme), row.values_by_key(scheme))
    full = teller.tell(key)
    hidden = _hidden(teller, too_few_answers, restricted)
    return _veiled(full, hidden) if hidden else full


def hidden_in(
    scheme: Template, row: StoredRow, *, too_few_answers: Collection[str], restricted: Collection[str] = frozenset()
) -> frozenset[str]:
    """Every key of the row that nobody may see, so that a reader of plain values hides what `explain` hides."""
    teller = Tracer(scheme, row.profile, row.inputs_by_key(scheme), row.values_by_key(scheme))
    return _hidden(teller, too_few_answers, restricted)


def _hidden(teller: "Tracer", too_few_answers: Collection[str], restricted: Collection[str]) -> frozenset[str]:
    private = [name for name in too_few_answers if privacy.can_be_private(teller.scheme, name)]
    private += [name for name in restricted if name in teller.scheme.measures]
    if not private:
        return frozenset()
    return privacy.hidden_keys(teller.scheme, teller.profile, teller.all_values(), private)


@dataclass(slots=True)
class Tracer:
    """Explains key after key, each once. What is told must be what is stored; without `stored` it is only told."""

    scheme: Template
    profile: str | None
    given: Mapping[str, Value]
    stored: Mapping[str, Value] | None
    absent: frozenset[str] = field(init=False)
    told: dict[str, Explanation] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.absent = absence.absent_keys(self.scheme)

    def instead(self, changed: Mapping[str, Value], touched: Collection[str]) -> "Tracer":
        """The same with other inputs, told anew for what they touch and only that."""
        other = copy.copy(self)
        other.given = {**self.given, **changed}
        other.told = {name: told for name, told in self.told.items() if name not in touched}
        return other

    def all_values(self) -> dict[str, Value]:
        """Every key's value; measures as checked."""
        return {key: self.tell(key).value for key in graph.levels(self.scheme)}

    def tell(self, key: str) -> Explanation:
        """The explanation of a key, told once."""
        if key not in self.told:
            self.told[key] = self._tell(key)
        return self.told[key]

    def _tell(self, key: str) -> Explanation:
        entry = graph.entry_of(self.scheme, key)
        if entry is None:
            raise KeyError(key)
        if isinstance(entry, Measure):
            found = explain_results.measured(self.scheme, key, entry, self.given.get(key))
        else:
            children = {name: self.tell(name) for name in sorted(graph.input_keys(entry))}
            if isinstance(entry, Rating):
                found = explain_results.rated(self.scheme, key, entry, children)
            elif isinstance(entry, Matrix):
                found = explain_results.crossed(entry, children)
            else:
                found = explain_nodes.calculated(self.scheme, key, entry, self.profile, children)
            if self.stored is not None and found.value != self.stored.get(key):
                raise LineageError(f"{key}: {found.value} is shown, {self.stored.get(key)} is stored.")
        return _written(key, entry, found)


def _written(key: str, entry: graph.Entry, found: Outcome) -> Explanation:
    kind = entry.kind if isinstance(entry, NodeBase) else type(entry).__name__.lower()
    return Explanation(
        key=key,
        kind=str(kind),
        title=entry.title,
        clause=entry.clause,
        state=found.state,
        value=found.value,
        reason=found.reason,
        counted_as_zero=found.counted_as_zero,
        step=found.step,
        inputs=found.inputs,
    )


def _veiled(told: Explanation, hidden: Collection[str]) -> Explanation:
    """The same explanation with what may not be seen taken out."""
    bare = replace(told, step=None, inputs=())
    if told.key in hidden:
        return replace(bare, state=State.ABSENT, value=None, reason=None, counted_as_zero=False, hidden=True)
    if any(entry.explanation.key in hidden for entry in told.inputs):
        return replace(bare, closed=True)
    return replace(
        told,
        inputs=tuple(replace(entry, explanation=_veiled(entry.explanation, hidden)) for entry in told.inputs),
    )
