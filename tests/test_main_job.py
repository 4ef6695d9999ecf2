"""The two commands' promise: the main job runs through pages, services and API, and asserts itself."""

import json
import os
import subprocess
import sys


def test_the_main_job_runs_from_founding_to_scores_and_nothing_crosses() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("MERIT_", "DJANGO_"))}
    outcome = subprocess.run(
        [sys.executable, "-m", "merit", "demo", "--check"],
        env=bare,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-3000:]
    figures = json.loads(outcome.stdout.splitlines()[-1])
    assert figures["regions"] == 2
    assert figures["foreign_access"] == 0
    assert figures["imported"]["solo"] >= 1_200
    assert 0 < figures["needs_verification"] < figures["scored"]
    assert set(figures["boxes"]) == {str(number) for number in range(1, 10)}
    assert all(count > 0 for count in figures["boxes"].values())
