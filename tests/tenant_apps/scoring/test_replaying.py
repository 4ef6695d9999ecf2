"""A finished run is computed again from what it stored: the same digits, whatever the rooms say today."""

import json

import pytest
from django.db import connection

from merit import commands_scoring
from tenant_apps.scoring import replaying, services
from tenant_apps.scoring.models import Observation, Period, Run, Score
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import CAMAT, RATNA, TYPICAL


@pytest.fixture
def runs(scored: Period) -> list[Run]:
    cast.bring(scored, (RATNA, {**TYPICAL}), (CAMAT, {**TYPICAL, "awards": "Internasional"}))
    return list(services.run_period(period=scored, actor=OPERATOR))


def test_every_digit_comes_out_again(runs: list[Run]) -> None:
    for run in runs:
        again = replaying.replay(run=run)
        assert again.rows == Score.objects.filter(run=run).count() > 0
        assert again.is_same


def test_what_was_read_then_counts_and_not_what_stands_there_today(runs: list[Run]) -> None:
    assert Observation.objects.all().delete()[0] > 0
    assert all(replaying.replay(run=run).is_same for run in runs)


@pytest.mark.parametrize(
    "change",
    ["numbers[1] = numbers[1] + 0.01", "codes[1] = 'other'", "status = 'incomplete'", "reasons = '{x:missing}'"],
)
def test_one_changed_result_is_found_and_named(runs: list[Run], change: str) -> None:
    victim = Score.objects.filter(run=runs[-1], employee_id=cast.employee_id(RATNA)).get()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE scoring_score SET {change} WHERE run_id = %s AND subject_id = %s",  # noqa: S608
            [victim.run_id, victim.subject_id],
        )
    again = replaying.replay(run=runs[-1])
    assert (again.differing, again.subjects) == (1, (victim.subject_id,))
    assert replaying.replay(run=runs[0]).is_same


def test_a_changed_input_does_not_give_the_stored_result(runs: list[Run]) -> None:
    talent = runs[-1]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE scoring_score SET input_numbers[1] = input_numbers[1] + 7 WHERE run_id = %s AND subject_id = %s",
            [talent.id, cast.employee_id(RATNA)],
        )
    assert replaying.replay(run=talent).differing == 1


def test_rows_changed_all_at_once_so_that_they_fit_are_told_from_those_of_the_run(runs: list[Run]) -> None:
    """Whoever exchanges inputs and results together leaves a row that replays; the run's hashes are of others."""
    first, second = (cast.employee_id(number) for number in (RATNA, CAMAT))
    theirs = Score.objects.filter(run=runs[0], subject_id=second).values().get()
    kept = {name: value for name, value in theirs.items() if name not in {"run_id", "subject_id", "employee_id"}}
    Score.objects.filter(run=runs[0], subject_id=first).update(**kept)
    again = replaying.replay(run=runs[0])
    assert (again.differing, again.hashes_agree, again.is_same) == (0, False, False)


def test_the_command_says_it(runs: list[Run], capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--region", "north", "--period", runs[0].period.code, "--json"]
    assert commands_scoring.replay(asked) == 0
    answer = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert [fact["differing"] for fact in answer["runs"]] == [0, 0]
    assert all(fact["rows"] > 0 and fact["results_hash"] for fact in answer["runs"])
    Score.objects.filter(run=runs[0]).update(status="incomplete")
    assert commands_scoring.replay(asked) == 1


def test_one_person_in_one_run_is_computed_again(runs: list[Run], capsys: pytest.CaptureFixture[str]) -> None:
    talent, ratna, camat = runs[-1], cast.employee_id(RATNA), cast.employee_id(CAMAT)
    asked = ["--region", "north", "--run", str(talent.id), "--json", "--person"]
    assert commands_scoring.replay([*asked, str(ratna)]) == 0
    answer = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert [(fact["rows"], fact["differing"]) for fact in answer["runs"]] == [(1, 0)]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE scoring_score SET numbers[1] = numbers[1] + 0.01 WHERE run_id = %s AND employee_id = %s",
            [talent.id, ratna],
        )
    assert commands_scoring.replay([*asked, str(ratna)]) == 1
    assert replaying.replay(run=talent, employee_id=camat).differing == 0
    assert replaying.replay(run=talent, employee_id=ratna).differing == 1


def test_nobody_is_computed_again_by_an_unknown_name(runs: list[Run], capsys: pytest.CaptureFixture[str]) -> None:
    nobody = "01900000-0000-7000-8000-000000000000"
    assert commands_scoring.replay(["--region", "north", "--run", nobody]) == 1
    assert commands_scoring.replay(["--region", "north", "--run", str(runs[0].id), "--person", nobody]) == 1
    assert "Tidak ada nilai" in capsys.readouterr().err
