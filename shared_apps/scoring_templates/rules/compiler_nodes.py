"""One expression per node: its value, and whether it is refused. Never rely on NULL alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from shared_apps.scoring_templates.rules import absence, decimals, graph, kinds
from shared_apps.scoring_templates.rules.compiler_binding import GUARD, Binder, any_of, case, column
from shared_apps.scoring_templates.rules.nodes import Combination, NodeBase, Sum, WeightedInput, WeightedMean
from shared_apps.scoring_templates.rules.template import Template


@dataclass(frozen=True, slots=True)
class Frame:
    """What every expression needs to know of its surroundings."""

    scheme: Template
    binder: Binder
    absent: frozenset[str]

    def refused(self, key: str) -> str:
        """Whether this key was refused. Only what can be absent too needs a column beside its value to tell."""
        return column("r", key) if key in self.absent else f"{column('v', key)} IS NULL"

    def places(self, key: str) -> int:
        """To how many decimals this key is rounded."""
        return kinds.decimals_of(self.scheme, key)

    def rounded_number(self, value: Decimal, places: int) -> str:
        """A bound constant, already rounded as the node is."""
        return self.binder.number(decimals.with_places(decimals.round_half_up(value, places), places))

    def nothing(self, key: str, missing: str) -> str:
        """What a node left without a value becomes."""
        return self.rounded_number(Decimal(0), self.places(key)) if missing == "zero" else "NULL"


@dataclass(frozen=True, slots=True)
class Expression:
    """Value, refusal, and the refusal that came from below (so that the node's own reason can be told apart)."""

    value: str
    refused: str
    inherited: str


def by_profile(frame: Frame, found: dict[str | None, Expression]) -> Expression:
    """One expression per variant; an unknown profile is refused."""
    if set(found) == {None}:
        return found[None]
    chosen: dict[str, list[str]] = {}
    for profile in sorted(frame.scheme.profiles):
        expression = found.get(profile, found.get(None))
        if expression is None:
            raise ValueError(f"No variant for {profile}.")
        chosen.setdefault(profile if profile in found else "", []).append(profile)

    def pick(field: str, otherwise: str) -> str:
        branches = [
            (_profile_is(frame, profiles), getattr(found[name or None], field)) for name, profiles in chosen.items()
        ]
        return case(branches, otherwise)

    return Expression(pick("value", "NULL"), pick("refused", "true"), pick("inherited", "true"))


def _profile_is(frame: Frame, profiles: list[str]) -> str:
    return f'"profile" IN ({", ".join(frame.binder.text(profile) for profile in profiles)})'


def combining(frame: Frame, key: str, node: WeightedMean | Sum | Combination) -> Expression:
    """Weighted mean, sum, mean, least or greatest."""
    found = {part.profile: _part(frame, key, node, part) for part in graph.parts(key, node)}
    return by_profile(frame, found)


def _part(frame: Frame, key: str, node: WeightedMean | Sum | Combination, part: graph.Part) -> Expression:
    used = part.in_use()
    inherited = any_of([frame.refused(name) for name in used])
    optional = [name for name in used if name in frame.absent]
    value = _value(frame, key, node, part)
    if not optional:
        # Arithmetic hands NULL on by itself; LEAST and GREATEST would pass it over.
        skips_null = isinstance(node, Combination) and node.kind != "mean"
        return Expression(case([(inherited, "NULL")], value) if skips_null else value, inherited, inherited)
    branches = [(inherited, "NULL")]
    refused = inherited
    if absence.part_too_few(node, part, frame.absent):
        enough = f"{_present(frame, node, part)} >= {_minimum(frame, node)}"
        branches.append((enough, value))
        if node.missing == "refuse":
            refused = f"({inherited} OR NOT {enough})"
        return Expression(case(branches, frame.nothing(key, node.missing)), refused, inherited)
    return Expression(case(branches, value), refused, inherited)


def _minimum(frame: Frame, node: WeightedMean | Sum | Combination) -> str:
    if isinstance(node, WeightedMean):
        return frame.binder.number(node.minimum_weight_present or node.total)
    return frame.binder.number(Decimal(node.minimum_present or 1))


def _factor(part: graph.Part, name: str) -> Decimal:
    entry = part.inputs[name]
    factor = entry.weight if isinstance(entry, WeightedInput) else getattr(entry, "times", Decimal(1))
    if factor is None:
        raise ValueError(f"{'/'.join(part.path)}/{name} is a hole: a scheme may have none.")
    return factor


def _present(frame: Frame, node: NodeBase, part: graph.Part) -> str:
    """The weight (or number) of the inputs that are there."""
    always = Decimal(0)
    steps: list[str] = []
    for name in part.in_use():
        counts = _factor(part, name) if isinstance(node, WeightedMean) else Decimal(1)
        if name in frame.absent:
            zero = frame.binder.number(Decimal(0))
            steps.append(f"CASE WHEN {column('v', name)} IS NULL THEN {zero} ELSE {frame.binder.number(counts)} END")
        else:
            always += counts
    return f"({' + '.join([frame.binder.number(always), *steps])})"


def _value(frame: Frame, key: str, node: WeightedMean | Sum | Combination, part: graph.Part) -> str:
    places = frame.places(key)
    if isinstance(node, Combination) and node.kind != "mean":
        function = "LEAST" if node.kind == "min" else "GREATEST"
        return f"round({function}({', '.join(column('v', name) for name in part.in_use())}), {places})"
    factors = {name: _factor(part, name) for name in part.in_use()}
    if isinstance(node, Sum):
        return f"round({_sum(frame, factors)}, {places})"
    optional = any(name in frame.absent for name in factors)
    whole = node.total if isinstance(node, WeightedMean) else Decimal(len(factors))
    shares = {name: decimals.exact_quotient(factor, whole) for name, factor in factors.items()}
    exact = {name: share for name, share in shares.items() if share is not None}
    if not optional and len(exact) == len(factors):
        return f"round({_sum(frame, exact)}, {places})"
    divisor = _present(frame, node, part) if optional else frame.binder.number(whole)
    return f"round(({_sum(frame, factors)} + {GUARD}) / {divisor}, {places})"


def _sum(frame: Frame, factors: Mapping[str, Decimal]) -> str:
    steps: list[str] = []
    for name, factor in factors.items():
        step = column("v", name) if factor == 1 else f"{column('v', name)} * {frame.binder.number(factor)}"
        steps.append(f"coalesce({step}, {frame.binder.number(Decimal(0))})" if name in frame.absent else step)
    return f"({' + '.join(steps)})"
