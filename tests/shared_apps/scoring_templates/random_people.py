"""Random measures for a scheme: ordinary, on every edge, out of range, junk, missing."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from shared_apps.scoring_templates.evaluation import Case, Value
from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.sections import NUMERIC_TYPES, Measure
from shared_apps.scoring_templates.rules.template import Template

JUNK = ("", "C0", "c0 ", "tidak ada", "'; DROP TABLE x; --", "NULL", "ö", "%(k_0)s", "%s", "true\n")


def people(scheme: Template, seed: int, count: int) -> list[Case]:
    """So many cases."""
    random = Random(seed)  # noqa: S311  repeatable, not secret
    edges = sorted(set(edge_numbers(scheme)))
    profiles = [*scheme.profiles, *scheme.profiles, "unknown", None]
    return [
        Case(
            {key: _value(scheme, key, measure, random, edges) for key, measure in scheme.measures.items()},
            random.choice(profiles),
        )
        for _ in range(count)
    ]


def edge_numbers(scheme: Template) -> Iterator[Decimal]:
    """Every number of the document at which something changes."""
    for node in scheme.nodes.values():
        for part in (node, *getattr(node, "variants", {}).values()):
            for band in getattr(part, "bands", {}).values():
                yield band.from_
            for point in getattr(part, "points", {}).values():
                yield point.x
        for name in ("min", "max"):
            if isinstance(getattr(node, name, None), Decimal):
                yield getattr(node, name)
    for rating in scheme.ratings.values():
        for cut in rating.cuts.values():
            if cut.value is not None:
                yield cut.value


def _value(scheme: Template, key: str, measure: Measure, random: Random, edges: list[Decimal]) -> Value:
    luck = random.random()
    if luck < 0.15:
        return None
    if measure.type not in NUMERIC_TYPES:
        return random.choice(JUNK) if luck < 0.2 else random.choice(kinds.codes_of(scheme, key) or ("",))
    low = measure.min or Decimal(0)
    high = low + 150 if measure.max is None else measure.max
    step = Decimal(5).scaleb(-(measure.decimals or 0) - 1)
    if luck < 0.2:
        return random.choice(
            [low - 1, high + 1, low - step, high + step, Decimal("1e30"), Decimal("-1e30"), Decimal("NaN")]
        )
    if luck < 0.5:
        base = random.choice([low, high, *edges])
        return base + random.choice([Decimal(0), step, -step, Decimal(1).scaleb(-6)])
    places = random.choice([0, 1, measure.decimals or 0, (measure.decimals or 0) + 2])
    return Decimal(random.randint(int(low) * 10**places, int(high) * 10**places)).scaleb(-places)
