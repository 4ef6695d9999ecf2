"""What a draft of one agency may change: everything below it, nothing else. The rule on plain values."""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from tenant_apps.organisation.drafts.rules.limits import Limit
from tenant_apps.organisation.drafts.rules.steps import links_of
from tenant_apps.organisation.rules.changes import Addition, Change, Move, Refusal, Renaming
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.endings import Closing, Handover, Merge, Replacement, Split

GOV, AGENCY, ONE, TWO, BELOW, OTHER, THEIRS, NEW = (uuid.UUID(int=n) for n in range(1, 9))


def node(unit_id: uuid.UUID, parent: uuid.UUID | None, name: str = "") -> Node:
    return Node(unit_id, parent, f"K{unit_id.int}", name or f"Unit {unit_id.int}", "", "division")


CHART = Chart.of(
    node(*pair)
    for pair in (
        *((GOV, None), (AGENCY, GOV), (ONE, AGENCY), (TWO, AGENCY), (BELOW, ONE)),
        *((OTHER, GOV), (THEIRS, OTHER)),
    )
)


def keeps(change: Change, base: Chart = CHART, drafted: Chart = CHART, today: Chart = CHART) -> bool:
    limit, after = Limit(AGENCY, today), change.applied(drafted)
    assert not isinstance(after, Refusal), after
    return limit.outside(drafted, after) is None and limit.sends_away(links_of(change), base, after) is None


WITHOUT_ONE = Chart({key: each for key, each in CHART.nodes.items() if key not in (ONE, BELOW)})
SPLIT = (node(NEW, None),)
CASES: list[tuple[str, Change, bool]] = [
    ("renamed", Renaming(ONE, "Lain", ""), True),
    ("agency renamed", Renaming(AGENCY, "Lain", ""), True),
    ("added", Addition(node(NEW, AGENCY)), True),
    ("moved", Move(BELOW, TWO), True),
    ("merged", Merge((ONE,), TWO), True),
    ("merged into the agency", Merge((ONE,), AGENCY), True),
    ("split", Split(ONE, SPLIT, {BELOW: NEW}), True),
    ("closed", Closing(ONE, TWO), True),
    ("closed, nobody there", Closing(ONE), True),
    ("other renamed", Renaming(THEIRS, "Lain", ""), False),
    ("government renamed", Renaming(GOV, "Lain", ""), False),
    ("added beside", Addition(node(NEW, GOV)), False),
    ("moved out", Move(ONE, OTHER), False),
    ("pulled in", Move(THEIRS, AGENCY), False),
    ("agency moved", Move(AGENCY, OTHER), False),
    ("merged out", Merge((ONE,), OTHER), False),
    ("agency merged", Merge((AGENCY,), OTHER), False),
    ("other merged in", Merge((THEIRS,), ONE), False),
    ("agency split", Split(AGENCY, SPLIT), False),
    ("agency closed", Closing(AGENCY, ONE), False),
    ("people sent away", Closing(ONE, OTHER), False),
    ("other closed", Closing(THEIRS, ONE), False),
    ("other replaced", Replacement((*CHART.nodes.values(), node(NEW, OTHER))), False),
    ("own replaced", Replacement((*CHART.nodes.values(), node(NEW, ONE))), True),
]


@pytest.mark.parametrize(("change", "allowed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_step_keeps_within_the_agency(change: Change, allowed: bool) -> None:
    assert keeps(change) is allowed


@pytest.mark.parametrize(("to", "allowed"), [(TWO, True), (OTHER, False)])
def test_people_of_an_ended_unit_stay_within_it(to: uuid.UUID, allowed: bool) -> None:
    assert keeps(Handover(ONE, to), drafted=WITHOUT_ONE) is allowed


def test_people_of_another_agencys_ended_unit_are_not_taken_in() -> None:
    drafted = Chart({key: each for key, each in CHART.nodes.items() if key != THEIRS})
    assert not keeps(Handover(THEIRS, ONE), drafted=drafted)


def test_a_unit_that_left_or_will_join_is_not_the_agencys_and_one_that_is_new_then_is() -> None:
    left: Any = Chart({**CHART.nodes, ONE: replace(CHART.nodes[ONE], parent_id=OTHER)})
    assert not keeps(Renaming(ONE, "Lain", ""), today=left)
    new_then = Chart({**CHART.nodes, NEW: node(NEW, AGENCY)})
    assert keeps(Renaming(NEW, "Lain", ""), base=new_then, drafted=new_then)


def test_without_the_agency_everything_is_outside() -> None:
    gone = Chart({key: each for key, each in CHART.nodes.items() if key in (GOV, OTHER, THEIRS)})
    assert not keeps(Renaming(THEIRS, "Lain", ""), base=gone, drafted=gone)
