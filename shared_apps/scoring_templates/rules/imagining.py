"""What a row would be with other inputs, by the same steps that explain what is stored (and agree with the SQL)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.explain import Tracer
from shared_apps.scoring_templates.rules.explanation import Explanation, Value
from shared_apps.scoring_templates.rules.nodes import NodeBase
from shared_apps.scoring_templates.rules.template import Template


@dataclass
class Imagined:
    """One person in one scheme; `given` are the measures as the run stored them, rounded."""

    scheme: Template
    profile: str | None
    given: Mapping[str, Value]
    _above: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def _now(self) -> Tracer:
        return Tracer(self.scheme, self.profile, self.given, None)

    @cached_property
    def _upwards(self) -> list[tuple[str, frozenset[str]]]:
        """Every computed key after the keys it is made of, and these."""
        level = graph.levels(self.scheme)
        entries = sorted(graph.value_entries(self.scheme), key=lambda pair: level[pair[0]])
        return [(key, graph.input_keys(entry)) for key, entry in entries]

    def tell(self, key: str, changed: Mapping[str, Value] | None = None) -> Explanation:
        """The key as it is, or as it would be with other values of some measures."""
        if not changed:
            return self._now.tell(key)
        self._now.tell(key)
        touched = frozenset[str]().union(*(self.above(measure) for measure in changed))
        return self._now.instead(changed, touched).tell(key)

    def above(self, measure: str) -> frozenset[str]:
        """The measure and every key that stands on it."""
        if measure not in self._above:
            found = {measure}
            for key, inputs in self._upwards:
                if found & inputs:
                    found.add(key)
            self._above[measure] = frozenset(found)
        return self._above[measure]

    def beneath(self, key: str) -> frozenset[str]:
        """Every key that this one is made of for this person; what has no weight is not among them."""
        found: set[str] = set()
        waiting = [key]
        while waiting:
            name = waiting.pop()
            entry = graph.entry_of(self.scheme, name)
            if name in found or entry is None:
                continue
            found.add(name)
            parts = {part.profile: part for part in graph.parts(name, entry)} if isinstance(entry, NodeBase) else {}
            part = parts.get(self.profile) or parts.get(None)
            waiting.extend(part.in_use() if part is not None else graph.input_keys(entry))
        return frozenset(found)
