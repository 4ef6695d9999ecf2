"""The rules of a chart, without a database."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenant_apps.organisation.rules import lineage, rows
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.lineage import Facet, Handing, Standing
from tenant_apps.organisation.rules.naming import crest_initials, short_name


def unit(row: int, code: str, parent: str, **more: object) -> rows.UnitRow:
    facts = {"name": f"Unit {code}", "unit_type": "section", **more}
    return rows.UnitRow(row=row, code=code, parent_code=parent, **facts)  # type: ignore[arg-type]


def found(*units: rows.UnitRow) -> list[tuple[int, str, str]]:
    return [(finding.row, finding.key, finding.code) for finding in rows.check(units)]


def test_a_tree_has_nothing_to_mend() -> None:
    assert found(unit(2, "A", ""), unit(3, "B", "A"), unit(4, "C", "B")) == []


def test_every_problem_is_told_at_once() -> None:
    problems = found(
        unit(2, "A", ""),
        unit(3, "A", "A"),
        unit(4, "B", ""),
        unit(5, "C", "Z"),
        unit(6, "D", "A", name=""),
        unit(7, "E", "A", unit_type=None),
        unit(8, "F", "A", echelon=None),
    )
    assert problems == [
        (3, "kode", "duplicate_code"),
        (4, "kode_induk", "second_root"),
        (5, "kode_induk", "unknown_parent"),
        (6, "nama", "blank"),
        (7, "jenis", "unknown_unit_type"),
        (8, "eselon", "unknown_echelon"),
    ]


def test_no_root_and_a_circle() -> None:
    assert found(unit(2, "A", "B"), unit(3, "B", "A")) == [
        (2, "kode_induk", "no_root"),
        (2, "kode_induk", "own_ancestor"),
        (3, "kode_induk", "own_ancestor"),
    ]


def test_a_unit_that_names_itself_as_parent_is_its_own_ancestor() -> None:
    assert found(unit(2, "A", ""), unit(3, "B", "B")) == [(3, "kode_induk", "own_ancestor")]


def test_only_the_units_on_the_circle_are_named() -> None:
    circling = rows.on_circles({"A": "", "B": "C", "C": "D", "D": "C", "E": "B"})
    assert circling == {"C", "D"}


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12), max_size=13))
def test_a_code_is_on_a_circle_exactly_when_it_meets_itself(parents: dict[int, int]) -> None:
    named = {str(code): str(parent) for code, parent in parents.items()}

    def meets_itself(start: str) -> bool:
        code = named.get(start)
        for _ in named:
            if code == start:
                return True
            code = named.get(code) if code is not None else None
        return code == start

    assert rows.on_circles(named) == {code for code in named if meets_itself(code)}


@pytest.mark.parametrize("text", ["Dinas\x00", "Dinas \u202eanis", "Dinas\x1b[31m"])
def test_text_that_nobody_types_is_refused(text: str) -> None:
    assert rows.check_text("nama", text) == ("odd_characters", {})


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '=HYPERLINK("x")', "O'Neil; DROP TABLE unit", "Ñandú 東京"]
)
def test_strange_but_typed_names_stand(text: str) -> None:
    assert rows.check_text("nama", text) is None


def test_a_chart_knows_its_paths() -> None:
    a, b, c = (UUID(int=number) for number in (1, 2, 3))
    chart = Chart.of([Node(a, None, "A", "A"), Node(b, a, "B", "B"), Node(c, b, "C", "C")])
    assert [node.code for node in chart.path(c)] == ["A", "B", "C"]
    assert [node.code for node in chart.ancestors(c)] == ["A", "B"]
    assert chart.subtree_ids(b) == {b, c}
    assert [(depth, node.code) for depth, node in chart.walk()] == [(0, "A"), (1, "B"), (2, "C")]
    assert chart.subtree_ids(UUID(int=9)) == frozenset()


def test_names_have_short_forms() -> None:
    assert short_name("Kabupaten Magelang") == "Kab. Magelang"
    assert short_name("Kota Surakarta") == "Kota Surakarta"
    assert crest_initials("Kota Surakarta") == "KS"
    assert crest_initials("4") == "?"


def test_a_succession_that_a_later_decision_took_back_is_no_history() -> None:
    ours, other, day, later = UUID(int=1), UUID(int=2), date(2026, 1, 1), date(2027, 1, 1)
    standings = [Standing(day, Facet("Bidang")), Standing(later, Facet("Bidang"))]
    merged = [Handing("merged", ours, other, later, "Perwal 2")]
    assert [each.kind for each in lineage.events(ours, standings, merged, {(other, later)})] == ["first"]
    ended = [standings[0], Standing(later, None), Standing(date(2028, 1, 1), Facet("Bidang"))]
    told = lineage.events(ours, ended, merged, {(other, later)})
    assert [(each.kind, each.units) for each in told] == [("first", ()), ("merged", (other,)), ("returned", ())]
    assert [each.kind for each in lineage.events(ours, ended, merged, set())] == ["first", "closed", "returned"]
