"""`merit region …`: the same acts on the command line."""

import json

import pytest
from django.conf import settings
from django.test import override_settings
from django_tenants.utils import schema_context

from merit import commands_region
from shared_apps.audit.models import Change
from shared_apps.files import queries as stored
from shared_apps.files import services as files
from tenants.regions.models import Region
from tests.cast import OPERATOR

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


def test_files_change_to_a_new_field_key(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    with schema_context("north"):
        sheet = files.store(name="pegawai.csv", content=b"3372014505900001", actor=OPERATOR)
    with override_settings(FIELD_KEY="n" * 40, FIELD_KEY_BEFORE=settings.FIELD_KEY):
        assert commands_region.reseal(["north"]) == 0
        assert capsys.readouterr().out == "north: 1 resealed, 0 that no key here opens\n"
    assert commands_region.reseal(["north"]) == 1
    with override_settings(FIELD_KEY="n" * 40), schema_context("north"):
        assert stored.content_of(sheet.id)[1] == b"3372014505900001"
