"""Benchmarks: figures that mean what they say, and one run of all of them on a small region."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from merit.bench import crowd, observations
from merit.bench.figures import Contender, Goal, Report, interleaved, p95, p99
from shared_apps.scoring_templates.rules.checks import check
from shared_apps.scoring_templates.rules.document import read_yaml


def report(**ratios: float) -> Report:
    goals = {"run_over_floor": Goal("at_most", 3.5), "loop_over_run": Goal("at_least", 40)}
    return Report("scoring", ratios=ratios, goals=goals, facts={"people": 20})


def test_a_line_names_ratios_goals_and_whether_they_are_met() -> None:
    assert json.loads(report(run_over_floor=2.98765, loop_over_run=61.23).as_line()) == {
        "benchmark": "scoring",
        "ratios": {"run_over_floor": 2.99, "loop_over_run": 61.2},
        "goals": {"run_over_floor": {"at_most": 3.5}, "loop_over_run": {"at_least": 40}},
        "met": True,
        "people": 20,
    }


@pytest.mark.parametrize(
    ("run", "loop", "is_met"), [(3.5, 40, True), (3.501, 40, False), (3.5, 39.9, False), (9, 1, False)]
)
def test_a_goal_holds_on_its_bound_and_not_beyond(run: float, loop: float, is_met: bool) -> None:
    assert report(run_over_floor=run, loop_over_run=loop).is_met is is_met


@pytest.mark.parametrize(
    ("values", "expected"),
    [([3.0], (3.0, 3.0)), (list(range(1, 101)), (95, 99)), (list(range(1, 21)), (19, 20))],
)
def test_p95_and_p99_are_measured_values(values: list[float], expected: tuple[float, float]) -> None:
    assert (p95(values), p99(values)) == expected


def test_rounds_are_interleaved_begin_with_another_and_leave_the_first_out() -> None:
    did: list[str] = []

    def note(word: str) -> Callable[[], None]:
        return lambda: did.append(word)

    contenders = {
        "floor": Contender(note("floor")),
        "run": Contender(note("run"), before=note("make"), after=note("tidy")),
    }
    found = interleaved(contenders, rounds=2)
    run = ["make", "run", "tidy"]
    assert did == ["floor", *run, *run, "floor", "floor", *run]
    assert {name: len(values) for name, values in found.items()} == {"floor": 2, "run": 2}


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def bench(temporary: Path, *arguments: str) -> list[dict[str, object]]:
    """As an operator types it; the settings of the tests must not reach it, nor ours it."""
    environment = {**os.environ, "MERIT_DATABASE_URL": "postgresql:///nowhere?host=/nonexistent"}
    environment["TMPDIR"] = str(temporary)
    del environment["DJANGO_SETTINGS_MODULE"]
    command = [sys.executable, "-m", "merit", "bench", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def lines(temporary: Path) -> list[dict[str, object]]:
    return bench(temporary, "all", "--people", "60", "--rounds", "1", "--regions", "2")


def test_all_benchmarks_give_one_line_each(lines: list[dict[str, object]]) -> None:
    names = [line["benchmark"] for line in lines]
    assert names == ["provisioning", "fleet", "import", "search", "above", "scoring", "requests"]
    assert [line.get("people") for line in lines] == [None, None, 60, 60, 60, 60, 60]
    for line in lines:
        ratios, goals = line["ratios"], line["goals"]
        assert isinstance(ratios, dict)
        assert isinstance(goals, dict)
        assert set(goals) <= set(ratios)
        assert all(ratio > 0 for ratio in ratios.values())
        assert line["met"] in {True, False}


def test_the_scheme_of_the_benchmark_is_of_the_size_that_was_promised() -> None:
    scheme, problems = read_yaml((files("merit.bench") / "documents" / "bench_assessment.yaml").read_text())
    assert scheme is not None, problems
    assert check(scheme, as_scheme=True) == []
    assert (len(scheme.measures), len(scheme.nodes), len(scheme.profiles)) == (15, 25, 3)
    assert len({measure.source for measure in scheme.measures.values()}) == 5
    assert sum(bool(getattr(node, "variants", {})) for node in scheme.nodes.values()) >= 3
    assert scheme.measures.keys() == observations.MEASURES.keys()


def test_the_country_is_unequal_and_a_share_of_it_as_unequal() -> None:
    whole, part = crowd.sizes(1), crowd.sizes(0.05)
    assert (len(whole), round(sum(whole), -3)) == (552, crowd.WHOLE)
    assert len(part) == 28
    assert abs(sum(part) / len(part) / (sum(whole) / len(whole)) - 1) < 0.05
    assert part[0] > 4 * part[-1]


def test_growth_and_the_country_have_lines_of_their_own_where_asked_for(temporary: Path) -> None:
    arguments = ["scoring", "--people", "60", "--rounds", "1", "--times", "2", "--share", "0.002"]
    found = bench(temporary, *arguments)
    assert [line["benchmark"] for line in found] == ["scoring", "scoring_growth", "scoring_of_regions"]
    assert (found[1]["times"], found[2]["regions"]) == (2, 1)
    assert all(ratio > 0 for line in found for ratio in line["ratios"].values())  # type: ignore[attr-defined]


def test_nothing_of_an_installation_stays(lines: list[dict[str, object]], temporary: Path) -> None:
    assert lines
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["weather"], ["scoring", "--people", "0"], ["scoring", "--people", "many"], ["scoring", "--share", "2"], []],
)
def test_what_cannot_be_measured_is_refused_before_anything_starts(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "merit", "bench", *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "usage: merit bench" in done.stderr
