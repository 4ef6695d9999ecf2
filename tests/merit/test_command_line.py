"""What a command says where it cannot work: a line, never a traceback, and nothing is left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from merit import reporting
from merit.__main__ import _OURS, _failed
from shared_apps.errors import InvalidError
from tests.merit.test_environment import GOOD


def merit(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("MERIT_", "DJANGO_"))}
    command = [sys.executable, "-m", "merit", *arguments]
    return subprocess.run(
        command, cwd=folder, env=bare | settings, capture_output=True, text=True, timeout=90, check=False
    )


@pytest.mark.parametrize("group", ["import", "template"])
def test_a_group_of_commands_lists_what_it_has(tmp_path: Path, group: str) -> None:
    told = merit(tmp_path, group)
    assert told.returncode == 2
    for words in _OURS:
        assert (" ".join(words) in told.stdout) == (words[0] == group)


@pytest.mark.parametrize("command", ["score --region x --period y --json", "doctor --json", "showmigrations", "demo2"])
def test_without_an_installation_it_says_so_and_makes_nothing(tmp_path: Path, command: str) -> None:
    told = merit(tmp_path, *command.split())
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert "MERIT_SECRET_KEY is not set" in told.stderr
    assert len(told.stderr.splitlines()) == 1
    if "--json" in command:
        assert json.loads(told.stdout.splitlines()[-1])["error"] == "not_configured"
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_does_not_answer_is_a_line(tmp_path: Path) -> None:
    nowhere = {**GOOD, "MERIT_DATABASE_URL": f"postgresql:///merit?host={tmp_path}"}
    told = merit(tmp_path, "score", "--region", "x", "--period", "y", "--json", **nowhere)
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 1), told.stderr
    assert json.loads(told.stdout.splitlines()[-1])["error"] == "database_unavailable"


def test_djangos_commands_find_the_local_installation(tmp_path: Path) -> None:
    (tmp_path / ".merit").mkdir()
    secrets = ("SECRET_KEY", "DATABASE_MASTER_SECRET", "DATABASE_OWNER_PASSWORD", "LOCAL_ADMINISTRATOR_PASSWORD")
    (tmp_path / ".merit/secrets.env").write_text("".join(f"MERIT_{name}={'s' * 40}\n" for name in secrets))
    told = merit(tmp_path, "diffsettings", "--output", "unified")
    assert told.returncode == 0, told.stderr
    assert "merit.settings" in told.stdout


def test_a_file_that_cannot_be_written_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FileNotFoundError) as failure:
        (tmp_path / "nodir/x.csv").write_text("")
    assert _failed(failure.value, as_json=True) == 1
    told = capsys.readouterr()
    assert told.err == f"merit: {tmp_path}/nodir/x.csv: No such file or directory\n"
    assert json.loads(told.out)["error"] == "system"


def test_a_refusal_names_fields_and_cells(capsys: pytest.CaptureFixture[str]) -> None:
    cell = {"row": 3, "column": "B", "column_name": "nama", "value": "x", "reason": "salah.", "repair": "Perbaiki."}
    error = InvalidError("bad", "Tidak jadi.", fields={"file": ["kosong"]}, details={"errors": [cell] * 21})
    assert reporting.refused(error, as_json=True) == 1
    told = capsys.readouterr()
    assert told.err.splitlines()[:3] == ["Tidak jadi.", "  file: kosong", "3\tB nama\tx\tsalah. Perbaiki."]
    assert told.err.splitlines()[-1] == "… 1"
    assert json.loads(told.out)["fields"] == {"file": ["kosong"]}
