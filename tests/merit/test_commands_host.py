"""The host's commands: what operators and scripts type."""

import json
from pathlib import Path
from typing import Any

import pytest

from merit import commands_host
from shared_apps.audit.models import Change
from tenants.partnerships.models import Agreement
from tenants.regions.models import Region
from tests.tenants.regions.test_together_pages import line, xlsx

AGREEMENT = [
    "--number=120.23/PKS-41/2026",
    "--region-code=33.71",
    "--host-party=Pemerintah Provinsi Jawa Barat",
    "--partner-party=Pemerintah Kota Magelang",
    "--signed-on=2026-01-05",
    "--starts-on=2026-01-05",
    "--ends-on=2031-01-05",
    "--module=performance",
    "--module=talent",
    "--employee-quota=4000",
]
PROVISION = [
    "--agreement=120.23/PKS-41/2026",
    "--name=magelang",
    "--domain=magelang.localhost",
    "--administrator-name=Admin Magelang",
    "--administrator-email=admin@magelang.example.id",
]


def last_line(captured: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(captured.readouterr().out.splitlines()[-1])
    return told


def test_from_an_agreement_to_an_active_region(real_logins: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands_host.agreement([*AGREEMENT, "--json"]) == 0
    assert last_line(capsys)["number"] == "120.23/PKS-41/2026"
    assert commands_host.provision([*PROVISION, "--here", "--json"]) == 0
    told = last_line(capsys)
    assert (told["region"], told["state"], told["job"]["state"]) == ("magelang", "active", "done")
    assert [step["state"] for step in told["steps"]] == ["done"] * 6
    assert commands_host.provision([*PROVISION, "--wait"]) == 0
    assert "Bukti pemisahan" in capsys.readouterr().out
    written = Change.objects.filter(table_name="partnerships_agreement").latest("at")
    assert (written.actor_name, bool(written.request_id)) == ("Operator", True)


def test_without_wait_it_only_asks(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    commands_host.agreement(AGREEMENT)
    assert commands_host.provision([*PROVISION, "--json"]) == 0
    assert last_line(capsys)["job"]["state"] == "queued"
    assert Region.objects.get(schema_name="magelang").state == Region.State.PREPARING


def test_waiting_ends_when_the_time_is_up(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    commands_host.agreement(AGREEMENT)
    assert commands_host.provision([*PROVISION, "--wait", "--timeout=0", "--json"]) == 1
    assert last_line(capsys)["job"]["state"] == "queued"


def test_a_refusal_says_why_and_changes_nothing(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    before = Agreement.objects.count()
    assert commands_host.agreement([*AGREEMENT, "--employee-quota=0", "--json"]) == 1
    told = last_line(capsys)
    assert (told["error"], list(told["fields"])) == ("agreement_invalid", ["employee_quota"])
    assert Agreement.objects.count() == before
    assert commands_host.provision([*PROVISION, "--json"]) == 1
    assert last_line(capsys)["error"] == "agreement_unknown"
    assert not Region.objects.filter(schema_name="magelang").exists()


def test_without_the_owners_password_nothing_runs_here(
    regions: None, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATABASE_OWNER_PASSWORD = ""
    commands_host.agreement(AGREEMENT)
    assert commands_host.provision([*PROVISION, "--here"]) == 2
    assert "MERIT_DATABASE_OWNER_PASSWORD" in capsys.readouterr().err
    assert not Region.objects.filter(schema_name="magelang").exists()


def test_every_region_of_a_list(real_logins: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(xlsx([line(0), line(1)]))
    assert commands_host.provision([f"--list={path}", "--check", "--json"]) == 0
    assert last_line(capsys) == {"rows": 2}
    assert not Region.objects.filter(schema_name="mitrasatu").exists()
    assert commands_host.provision(["--list", str(path), "--here", "--json"]) == 0
    assert [(each["region"], each["state"]) for each in last_line(capsys)["regions"]] == [
        ("mitrasatu", "active"),
        ("mitradua", "active"),
    ]


def test_a_bad_row_refuses_the_whole_list(regions: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, before = tmp_path / "daftar.xlsx", Region.objects.count()
    path.write_bytes(xlsx([line(0), line(1, domain="x", starts_on="besok")]))
    assert commands_host.provision(["--list", str(path), "--json"]) == 1
    told = capsys.readouterr()
    assert "3\tC Alamat\tx\tBukan alamat." in told.err
    assert [each["column"] for each in json.loads(told.out)["errors"]] == ["C", "L"]
    assert Region.objects.count() == before
