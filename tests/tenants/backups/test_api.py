"""Backups asked for by a program: the same jobs as the page's, one at a time for a region."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from shared_apps.jobs.models import Job
from tenants.backups.models import Backup, Restore
from tenants.regions.models import Region
from tests.tenants.backups.test_pages import north_id

__all__ = ["north_id"]  # its backups stand as rows


def act(console: Client, region_id: UUID, **body: Any) -> HttpResponse:
    return console.post(f"/api/v1/regions/{region_id}/backups/", json.dumps(body), content_type="application/json")


def test_a_program_reads_what_there_is_and_asks_for_more(console: Client, north_id: UUID) -> None:
    found = console.get(f"/api/v1/regions/{north_id}/backups/").json()
    assert {each["state"] for each in found["backups"]} == {"made"}
    assert [each["is_drill"] for each in found["copies"]] == [False]
    assert found["under_way"] is None

    asked = act(console, north_id, act="make")
    assert (asked.status_code, asked.json()["under_way"]) == (202, "backup_make")
    again = act(console, north_id, act="drill")
    assert (again.status_code, again.json()["code"]) == (409, "backup_busy")
    assert Job.objects.filter(kind__startswith="backup_").count() == 1


def test_an_act_on_one_backup_names_one_of_this_region(console: Client, north_id: UUID) -> None:
    assert act(console, north_id, act="restore").status_code == 400
    assert act(console, north_id, act="fly").status_code == 400
    south = Region.objects.get(schema_name="south").id
    backup, copy = Backup.objects.get(region="north"), Restore.objects.get(is_drill=False)
    for subject, name in ((backup.id, "restore"), (copy.id, "swap"), (copy.id, "drop")):
        foreign = act(console, south, act=name, subject=str(subject))
        assert (foreign.status_code, foreign.json()["code"]) == (404, "backup_unknown")
    assert not Job.objects.filter(kind__startswith="backup_").exists()
    assert act(console, north_id, act="swap", subject=str(copy.id)).status_code == 202
    assert Job.objects.get(kind="backup_swap").arguments["subject"] == str(copy.id)
