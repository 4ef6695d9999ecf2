"""The benchmarks over many regions run as an operator types them, on few."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RATIOS = {
    "provisioning": {"copy_over_dump", "copy_over_migrated", "copy_over_clone", "many_over_one", "claim_seconds"},
    "fleet": {"migrate_over_psql", "stock_over_migrate", "stock_nothing_over_nothing", "python_over_stock"},
}


@pytest.mark.deep
@pytest.mark.parametrize("name", RATIOS)
def test_it_measures_what_it_has_goals_for(name: str, tmp_path: Path) -> None:
    (line,) = _lines(tmp_path, name)
    assert (line["benchmark"], set(line["ratios"]), set(line["goals"])) == (name, RATIOS[name], RATIOS[name])
    assert all(seconds > 0 for seconds in line["seconds"].values())


@pytest.mark.deep
def test_requests_are_measured_over_regions_and_every_answer_is_compared(tmp_path: Path) -> None:
    line, _of_pages = _lines(tmp_path, "requests", "--people", "20")
    ratios, goals = line["ratios"], line["goals"]
    assert (line["benchmark"], line["regions"], line["failed"]) == ("requests_of_regions", 2, 0)
    assert ratios["wrong_rows"] == 0
    assert set(goals) <= set(ratios)
    assert {"busy_p50_over_plain", "pooled_p50_over_plain", "pooled_memory_over_shared"} < set(goals)
    assert ratios["busy_statements_over_plain"] <= 1


def _lines(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MERIT_", "DJANGO_"))}
    command = [sys.executable, "-m", "merit", "bench", *arguments, "--regions", "2", "--rounds", "1"]
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
