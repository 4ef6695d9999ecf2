"""Whether a key holds a number or a code, and of which scale."""

from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.sections import NUMERIC_TYPES, Matrix, Measure, Rating
from shared_apps.scoring_templates.rules.template import Template

FLAG = ("false", "true")


def is_number(template: Template, key: str) -> bool:
    """True when the key holds a number; unknown keys hold nothing."""
    entry = graph.entry_of(template, key)
    if isinstance(entry, Measure):
        return entry.type in NUMERIC_TYPES
    return entry is not None and not isinstance(entry, Rating | Matrix)


def codes_of(template: Template, key: str) -> tuple[str, ...] | None:
    """The codes the key can hold, worst to best; None when it holds numbers or its scale is unknown."""
    entry = graph.entry_of(template, key)
    if isinstance(entry, Measure) and entry.type == "flag":
        return FLAG
    name = scale_of(template, key)
    scale = template.scales.get(name) if name else None
    return scale.order if scale else None


def scale_of(template: Template, key: str) -> str | None:
    """The name of the key's scale, if it has one."""
    entry = graph.entry_of(template, key)
    if isinstance(entry, Measure):
        return entry.scale if entry.type in {"rating", "level"} else None
    if isinstance(entry, Rating):
        return entry.scale
    return entry.gives if isinstance(entry, Matrix) else None


def decimals_of(template: Template, key: str) -> int:
    """To how many decimals a number is rounded."""
    entry = graph.entry_of(template, key)
    if isinstance(entry, Measure):
        return entry.decimals or 0
    own = getattr(entry, "decimals", None)
    return template.rounding.decimals if own is None else int(own)
