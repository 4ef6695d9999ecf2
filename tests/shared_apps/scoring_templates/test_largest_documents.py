"""The largest document the format allows is checked, compiled and evaluated within bounds of time and memory."""

import time
import tracemalloc
from decimal import Decimal
from typing import Any

from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, compile_for, evaluate
from shared_apps.scoring_templates.rules import checks, document
from shared_apps.scoring_templates.rules.yaml_reading import LARGEST_DOCUMENT
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.test_agreement import agreed

MEASURES, INPUTS = 40, 100
SECONDS, SERVER_SECONDS, MEGABYTES = (
    20,
    180,
    200,
)  # processor, and the clock of a busy machine: ten times an idle one's


def layered(measures: int, levels: int, on_each: int) -> dict[str, Any]:
    """Nodes in layers, each a mean of a hundred others; every measure may be absent."""
    measure = {"type": "number", "min": 0, "max": 100, "decimals": 2, "source": "people"}
    known = [f"m{number}" for number in range(measures)]
    nodes: dict[str, Any] = {}
    for level in range(levels):
        made = [f"n{level}_{number}" for number in range(on_each)]
        below = known[-INPUTS:]
        weights = [100 - (len(below) - 1), *[1] * (len(below) - 1)]
        for key in made:
            inputs = {name: {"weight": weight} for name, weight in zip(reversed(below), weights, strict=True)}
            nodes[key] = {"kind": "weighted_mean", "inputs": inputs, "minimum_weight_present": 50}
        known = [*known, *made]
    return {
        "format": 1,
        "key": "largest",
        "version": "1",
        "title": {"id": "Terbesar"},
        "valid": {"from": "2026-01-01"},
        "rounding": {"decimals": 2},
        "measures": {name: {**measure, "missing": "exclude_and_renormalise"} for name in known[:measures]},
        "nodes": nodes,
        "results": [known[-1]],
    }


def test_the_largest_is_computed_in_bounded_time_and_memory(cursor: CursorWrapper) -> None:
    on_each = (checks.LARGEST - MEASURES) // checks.DEEPEST
    scheme = examples.parsed(layered(MEASURES, checks.DEEPEST, on_each))
    assert LARGEST_DOCUMENT / 2 < len(document.canonical(scheme)) < LARGEST_DOCUMENT
    begun = time.process_time()
    assert checks.check(scheme, as_scheme=True) == []
    tracemalloc.start()
    cases = [Case({f"m{number}": Decimal(number) for number in range(MEASURES) if number % 3})]
    compile_for(scheme, cases)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEGABYTES * 2**20
    assert time.process_time() - begun < SECONDS
    asked = time.monotonic()
    agreed(0, scheme, cases[0], evaluate(cursor, scheme, cases)[0])
    assert time.monotonic() - asked < SERVER_SECONDS


def test_one_more_entry_or_level_is_refused_at_once() -> None:
    for plain in (layered(checks.LARGEST, 1, 1), layered(1, checks.DEEPEST + 1, 1)):
        begun = time.monotonic()
        problems = checks.check(examples.parsed(plain), as_scheme=True)
        assert [problem.code for problem in problems] == ["shape"]
        assert time.monotonic() - begun < 5


def test_the_deepest_agrees_too(cursor: CursorWrapper) -> None:
    scheme = examples.parsed(layered(3, checks.DEEPEST, 1))
    case = Case({"m0": Decimal("33.335"), "m2": Decimal(1)})
    agreed(0, scheme, case, evaluate(cursor, scheme, [case])[0])
