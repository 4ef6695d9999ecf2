"""What a document makes use of, named; so that agreement on random documents is known to mean something."""

from collections.abc import Iterator

from shared_apps.scoring_templates.rules import absence
from shared_apps.scoring_templates.rules.nodes import Adjust, Clamp, Curve, NodeBase, Rubric, WeightedMean
from shared_apps.scoring_templates.rules.template import Template

_KINDS = ("weighted_mean", "sum", "mean", "min", "max", "rubric", "curve", "clamp", "adjust")
_COMBINING = ("weighted_mean", "sum", "mean", "min", "max")
_POLICIES = ("exclude_and_renormalise", "refuse", "zero")
_TYPES = ("number", "count", "date_window", "rating", "level", "flag")
EVERYTHING = frozenset(
    [
        *(f"{kind} {policy}" for kind in _KINDS for policy in _POLICIES),
        *(f"{kind} with variants" for kind in _COMBINING),
        *(f"{kind} without its own part" for kind in _COMBINING),
        *(f"{kind} of what can be absent" for kind in _KINDS),
        *(f"measure {kind}" for kind in _TYPES),
        *(f"measure {policy}" for policy in _POLICIES),
        *("choices", "bands", "band without end", "outside hold", "outside refuse", "weight 0"),
        *("floor", "cap", "bonus", "deduction", "at most"),
        *("cut >", "cut >=", "rating rounds", "matrix", "result absent"),
        *(f"gate {known}" for known in ("closed", "open", "unverified")),
        *("gate >", "gate >=", "gate one of"),
    ]
)


def constructs(scheme: Template) -> set[str]:
    """Those of `EVERYTHING` that occur in this scheme."""
    absent = absence.absent_keys(scheme)
    found = {f"measure {measure.type}" for measure in scheme.measures.values()}
    found |= {f"measure {measure.missing}" for measure in scheme.measures.values()}
    for key, node in scheme.nodes.items():
        found |= set(_of_node(node))
        if absence.too_few_possible(key, node, absent):
            found.add(f"{node.kind} of what can be absent")
    for rating in scheme.ratings.values():
        found |= {f"cut {cut.comparator}" for cut in rating.cuts.values()}
        if rating.decimals is not None:
            found.add("rating rounds")
    if scheme.matrices:
        found.add("matrix")
    if absent & set(scheme.results):
        found.add("result absent")
    for gate in scheme.gates.values():
        found.add(f"gate {gate.when_unknown}")
        found |= {"gate one of" if met.one_of else f"gate {met.comparator}" for met in gate.closes_when}
    return found


def _of_node(node: NodeBase) -> Iterator[str]:
    kind = getattr(node, "kind", "")
    yield f"{kind} {getattr(node, 'missing', '')}"
    if kind in _COMBINING and getattr(node, "variants", None):
        yield f"{kind} with variants"
        if not getattr(node, "inputs", None):
            yield f"{kind} without its own part"
    if isinstance(node, WeightedMean) and any(entry.weight == 0 for entry in node.inputs.values()):
        yield "weight 0"
    if isinstance(node, Rubric):
        yield "bands" if node.bands else "choices"
        if any(band.to is None for band in node.bands.values()):
            yield "band without end"
    if isinstance(node, Curve):
        yield f"outside {node.outside}"
    if isinstance(node, Clamp | Adjust):
        yield from (name for name, end in (("floor", node.min), ("cap", node.max)) if end is not None)
    if isinstance(node, Adjust):
        yield from (name for name, steps in (("bonus", node.bonuses), ("deduction", node.deductions)) if steps)
        if any(step.at_most is not None for step in (*node.bonuses.values(), *node.deductions.values())):
            yield "at most"
