"""`merit region …`: the same acts on the command line."""

import json

import pytest

from merit import commands_region
from shared_apps.audit.models import Change
from tenants.regions.models import Region

REASON = "Perpanjangan perjanjian ditunggu"


def state() -> str:
    return str(Region.objects.get(schema_name="north").state)


def test_a_region_is_suspended_and_resumed_by_hand(real_logins: None, capsys: pytest.CaptureFixture[str]) -> None:
    for command, becomes in (
        (commands_region.read_only, "read_only"),
        (commands_region.suspend, "suspended"),
        (commands_region.resume, "active"),
    ):
        assert command(["north", "--reason", REASON, "--as-name", "Dadan", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"region": "north", "state": becomes, "job": "done"}
        assert state() == becomes
    changed = Change.objects.filter(table_name="regions_region", actor_name="Dadan")
    assert {change.after["state"] for change in changed if "state" in change.after} == {
        "read_only",
        "suspended",
        "active",
    }


def test_what_cannot_be_is_said_and_changes_nothing(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands_region.resume(["north", "--reason", REASON]) == 1
    assert "sudah aktif" in capsys.readouterr().err
    assert commands_region.suspend(["nowhere", "--reason", REASON]) == 1
    assert commands_region.suspend(["north", "--reason", "x"]) == 1
    assert state() == "active"
