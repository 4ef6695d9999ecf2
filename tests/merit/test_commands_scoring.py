"""`merit import results` and `merit score`, as an operator types them."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from merit import commands_scoring
from shared_apps.sheets.writer import write_csv
from tenant_apps.scoring.models import Observation, Run
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import RATNA, TYPICAL


@pytest.fixture
def _scored(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
    with schema_context("north"):
        cast.people_come()
        cast.adopt_both(cast.year())
    connection.set_schema_to_public()


def sheet(folder: Path, **changed: str) -> str:
    columns = tuple(TYPICAL)
    measures = {**TYPICAL, **changed}
    path = folder / "hasil.csv"
    path.write_bytes(write_csv(("nip", *columns), [(RATNA, *(measures[key] for key in columns))]))
    return str(path)


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


@pytest.mark.usefixtures("_scored")
def test_results_are_brought_and_everybody_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = ["--region", "north", "--period", "2026", "--json"]
    assert commands_scoring.results([sheet(tmp_path), *target, "--dry-run"]) == 0
    assert last_line(capsys)["new"] == 15
    with schema_context("north"):
        assert not Observation.objects.exists()

    assert commands_scoring.results([sheet(tmp_path), *target]) == 0
    assert commands_scoring.score(target) == 0
    told = last_line(capsys)
    assert (told["people"], told["scored"], told["needs_verification"]) == (6, 1, 5)
    assert told["boxes"] == {str(number): int(number == 5) for number in range(1, 10)}
    with schema_context("north"):
        assert Run.objects.filter(is_current=True).count() == 2

    assert commands_scoring.results([sheet(tmp_path, tenure=""), *target]) == 1
    assert last_line(capsys)["waits"] is True
    with schema_context("north"):
        assert Observation.objects.count() == 15
    assert commands_scoring.results([sheet(tmp_path, tenure=""), *target, "--allow-removals"]) == 0
    with schema_context("north"):
        assert Observation.objects.count() == 14
    capsys.readouterr()

    assert commands_scoring.results([sheet(tmp_path, tenure="lama"), *target]) == 1
    answer = capsys.readouterr()
    assert "bukan angka" in answer.err
    assert json.loads(answer.out.splitlines()[-1])["errors"][0]["column_name"] == "tenure"

    assert commands_scoring.score(["--region", "north", "--period", "1999"]) == 1
    assert "Yang ada: 2026" in capsys.readouterr().err
    assert commands_scoring.score(["--region", "atlantis", "--period", "2026"]) == 1
    assert commands_scoring.results(["/nowhere.csv", "--region", "north", "--period", "2026"]) == 2
