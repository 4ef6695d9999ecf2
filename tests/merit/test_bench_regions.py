"""The benchmarks over many regions run as an operator types them, on few."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RATIOS = {
    "provisioning": {"copy_over_dump", "copy_over_migrated", "copy_over_clone", "many_over_one"},
    "fleet": {"migrate_over_psql", "stock_over_migrate", "stock_nothing_over_nothing", "python_over_stock"},
}


@pytest.mark.deep
@pytest.mark.parametrize("name", RATIOS)
def test_it_measures_what_it_has_goals_for(name: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MERIT_", "DJANGO_"))}
    command = [sys.executable, "-m", "merit", "bench", name, "--regions", "2", "--rounds", "1"]
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout)
    assert (line["benchmark"], set(line["ratios"]), set(line["goals"])) == (name, RATIOS[name], RATIOS[name])
    assert all(seconds > 0 for seconds in line["seconds"].values())
