"""What the steps of a draft make of a chart, without a database."""

import uuid
from datetime import date

import pytest

from tenant_apps.organisation.drafts.rules.recording import change_of, is_same, recorded
from tenant_apps.organisation.drafts.rules.steps import Step, carried_all, drafted, may_redo, may_undo
from tenant_apps.organisation.rules.changes import Addition, Change, Move, Refusal, Renaming
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.endings import (
    Closing,
    Handover,
    Link,
    Merge,
    Replacement,
    Split,
    destinations,
)

TOP, A, A1, A2, B, B1, NEW = (uuid.UUID(int=number) for number in range(1, 8))
BASE = Chart.of(
    [
        Node(TOP, None, "0", "Kota", unit_type="government"),
        Node(A, TOP, "A", "Dinas A", order=1),
        Node(A1, A, "A1", "Bidang A1", order=1),
        Node(A2, A, "A2", "Bidang A2", order=2),
        Node(B, TOP, "B", "Dinas B", order=2),
        Node(B1, B, "B1", "Bidang B1", order=1),
    ]
)
PART = Node(NEW, None, "N", "Dinas Baru")
EVERY_CHANGE = [
    Addition(Node(NEW, A, "N", "Bidang Baru", "BB", "division", "III.b")),
    Renaming(A, "Dinas A dan C", "DAC"),
    Move(A1, B),
    Merge((A, A1), B),
    Split(A, (PART,), {A1: NEW}),
    Closing(A, B),
    Closing(A),
    Replacement(tuple(BASE.nodes.values()), "berkas.xlsx"),
]


def under(chart: Chart, unit_id: uuid.UUID) -> list[str]:
    return [node.code for node in chart.children.get(unit_id, ())]


def made(change: Change, chart: Chart = BASE) -> Chart:
    after = change.applied(chart)
    assert isinstance(after, Chart), after
    return after


def why(change: Change, chart: Chart = BASE) -> str:
    after = change.applied(chart)
    assert isinstance(after, Refusal), after
    return after.code


def steps(*changes: Change) -> list[Step]:
    return [Step(uuid.UUID(int=100 + place), change, place, place) for place, change in enumerate(changes, start=1)]


def test_a_merged_unit_ends_and_what_stood_under_it_goes_to_the_unit_that_stays() -> None:
    after = made(Merge((A,), B))
    assert A not in after.nodes
    assert under(after, B) == ["B1", "A1", "A2"]
    assert Merge((A,), B).links == (Link("merged", A, B),)


def test_a_unit_merged_together_with_one_of_its_own_leaves_only_the_rest() -> None:
    after = made(Merge((A, A1), B))
    assert under(after, B) == ["B1", "A2"]


def test_a_split_unit_stays_beside_its_part_which_takes_what_is_named() -> None:
    after = made(Split(A, (PART,), {A2: NEW}))
    assert under(after, TOP) == ["A", "B", "N"]
    assert (under(after, A), under(after, NEW)) == (["A1"], ["A2"])


def test_a_closed_unit_leaves_its_children_one_level_up() -> None:
    after = made(Closing(A, B))
    assert under(after, TOP) == ["B", "A1", "A2"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Merge((TOP,), B), "top_stays"),
        (Closing(TOP), "top_stays"),
        (Split(TOP, (PART,)), "top_stays"),
        (Merge((A,), A), "merged_below"),
        (Merge((A,), A1), "merged_below"),
        (Merge((), B), "unknown_unit"),
        (Merge((NEW,), B), "unknown_unit"),
        (Closing(NEW), "unknown_unit"),
        (Closing(A, NEW), "unknown_unit"),
        (Closing(A, A), "people_stay"),
        (Split(A, (Node(NEW, None, "B", "Kode sama"),)), "code_taken"),
        (Split(A, (PART,), {B1: NEW}), "unknown_unit"),
        (Handover(A, B), "not_ended"),
        (Handover(NEW, uuid.UUID(int=99)), "unknown_unit"),
    ],
)
def test_what_a_chart_does_not_allow_is_refused(change: Change, code: str) -> None:
    assert why(change) == code


@pytest.mark.parametrize("change", EVERY_CHANGE, ids=lambda change: type(change).__name__)
def test_a_change_is_the_same_after_it_was_written_down(change: Change) -> None:
    kind, values = recorded(change)
    assert change_of(kind, values) == change
    assert is_same(kind, values, *recorded(change))


def test_the_identity_of_a_new_unit_does_not_make_it_another_wish() -> None:
    again = Addition(Node(uuid.UUID(int=77), A, "N", "Bidang Baru", "BB", "division", "III.b"))
    assert is_same(*recorded(EVERY_CHANGE[0]), *recorded(again))
    other = Split(A, (Node(uuid.UUID(int=77), None, "N", "Dinas Baru"),), {A1: uuid.UUID(int=77)})
    assert is_same(*recorded(EVERY_CHANGE[4]), *recorded(other))
    assert not is_same(*recorded(Move(A1, B)), *recorded(Move(A2, B)))


def test_people_of_a_unit_go_along_the_links_to_one_that_stands() -> None:
    made_of = drafted(BASE, steps(Merge((A1,), A), Merge((A,), B), Closing(B1)))
    assert destinations(made_of.links, [A, A1, B1], made_of.chart) == {A: B, A1: B, B1: None}
    handed = drafted(BASE, steps(Closing(B1), Handover(B1, A)))
    assert destinations(handed.links, [B1], handed.chart) == {B1: A}


def test_links_in_a_circle_lead_nowhere() -> None:
    circle = [Link("merged", A, B), Link("merged", B, A)]
    assert destinations(circle, [A], Chart()) == {A: None}


def test_a_step_that_is_not_possible_is_left_out_and_named() -> None:
    moved, closed, renamed = found = steps(Move(A1, B), Closing(NEW), Renaming(A, "Dinas AA", ""))
    result = drafted(BASE, found)
    assert result.chart.nodes[A].name == "Dinas AA"
    assert list(result.refused) == [closed.key]
    assert result.before[renamed.key].nodes[A1].parent_id == B
    assert result.before[moved.key] == BASE


def test_undo_goes_back_and_redo_forth_until_something_new_is_done() -> None:
    first, second = steps(Move(A1, B), Move(A2, B))
    assert may_undo([first, second]) == second
    assert may_redo([first, second]) is None
    undone = Step(second.key, second.change, place=2, touched=3, is_undone=True)
    assert (may_undo([first, undone]), may_redo([first, undone])) == (first, undone)
    both = [Step(first.key, first.change, place=1, touched=4, is_undone=True), undone]
    assert (may_undo(both), may_redo(both)) == (None, both[0])
    new = Step(NEW, Move(B1, A), place=5, touched=5)
    assert may_redo([*both, new]) is None


def test_a_draft_reaches_later_versions_as_far_as_they_have_not_decided_otherwise() -> None:
    now, later = date(2027, 1, 1), date(2027, 7, 1)
    grown = made(Addition(Node(NEW, TOP, "N", "Dinas Baru")))
    after, failed = carried_all([(now, BASE), (later, grown)], [Renaming(A, "Dinas AA", ""), Merge((A,), B)])
    assert failed is None
    assert after is not None
    assert [sorted(node.code for node in chart.nodes.values()) for _day, chart in after] == [
        ["0", "A1", "A2", "B", "B1"],
        ["0", "A1", "A2", "B", "B1", "N"],
    ]


def test_a_whole_chart_reaches_no_later_version() -> None:
    now, later = date(2027, 1, 1), date(2027, 7, 1)
    small = Replacement((BASE.nodes[TOP],))
    after, failed = carried_all([(now, BASE), (later, BASE)], [small, Addition(Node(NEW, TOP, "N", "Dinas Baru"))])
    assert failed is None
    assert after is not None
    assert [len(chart.nodes) for _day, chart in after] == [2, 6]


def test_the_first_later_version_that_cannot_take_a_step_is_named() -> None:
    later = date(2027, 7, 1)
    taken = made(Addition(Node(uuid.UUID(int=50), TOP, "N", "Dinas Lain")))
    after, failed = carried_all([(date(2027, 1, 1), BASE), (later, taken)], [Addition(Node(NEW, A, "N", "Baru"))])
    assert after is None
    assert failed is not None
    assert (failed[0], failed[1].code) == (later, "code_taken")


def test_a_fingerprint_tells_any_difference() -> None:
    again = Chart(dict(reversed(BASE.nodes.items())))
    assert again.fingerprint == BASE.fingerprint
    assert made(Renaming(A, "Dinas AA", "")).fingerprint != BASE.fingerprint
