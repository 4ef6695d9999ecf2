"""The fleet at the console: versions, the act that runs, what failed in words, and the last proof."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from merit import commands_fleet
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import plan, versions, waves
from tenants.regions.models import FleetAct, ProofReport, Region
from tests.tenants.conftest import at_host, host_user
from tests.tenants.regions.test_base_schema import execute
from tests.tenants.regions.test_fleet import COLUMN, FAILS_IN, Bring, bring

__all__ = ["bring"]


def running(**facts: Any) -> FleetAct:
    now = timezone.now()
    given = {"phase": "wave", "wave": 2, "waves": 3, "wave_regions": 10, "total": 12, "migrated": 4, **facts}
    return FleetAct.objects.create(**{"started_at": now, "beat_at": now, "head": versions.code_version(), **given})


def seen(browser: Client, **options: Any) -> str:
    return browser.get("/armada/", **options).content.decode()


def test_all_at_the_head(console: Client) -> None:
    page = seen(console)
    assert "Semua 2 daerah memakai versi ini" in page
    assert versions.code_version() in page
    assert "merit fleet migrate" in page
    assert "hx-get" not in page
    assert 'href="/armada/"' in console.get("/").content.decode()


def test_who_waits_stands_first(console: Client) -> None:
    Region.objects.filter(schema_name="south").update(version="older")
    page = seen(console)
    assert "1 daerah menunggu migrasi" in page
    assert page.index("Kota South") < page.index("Kota North")


def test_while_an_act_runs_the_page_asks_again_and_then_stops(console: Client) -> None:
    act = running()
    page = seen(console)
    assert "Migrasi berjalan: 4 dari 12 daerah" in page
    assert "gelombang 2 dari 3, 10 daerah" in page
    assert 'hx-trigger="every 2s"' in page
    part = console.get("/armada/", headers={"HX-Request": "true"})
    assert (part.status_code, "<html" in part.content.decode()) == (200, False)
    FleetAct.objects.filter(id=act.id).update(phase="done", finished_at=timezone.now(), migrated=12)
    part = console.get("/armada/", headers={"HX-Request": "true"})
    assert (part.status_code, "hx-get" in part.content.decode()) == (286, False)


def test_an_act_that_was_killed_is_said_to_be(console: Client) -> None:
    running(beat_at=timezone.now() - timedelta(minutes=5))
    page = seen(console)
    assert "berhenti tanpa kabar" in page
    assert "hx-get" not in page


def test_only_an_operator_of_the_host_sees_it(regions: None) -> None:
    assert at_host(host_user("Bukan Operator", operator=False)).get("/armada/").status_code == 403
    assert Client(HTTP_HOST="north.localhost").get("/armada/").status_code == 404


def test_an_act_writes_down_what_it_did_and_proves_after_every_wave(bring: Bring) -> None:
    bring(COLUMN)
    before = ProofReport.objects.filter(region="").count()
    with as_owner():
        assert waves.migrate().is_good
    act = FleetAct.objects.get()
    assert (act.phase, act.total, act.migrated, act.failed, act.waiting) == ("done", 2, 2, {}, [])
    assert act.finished_at is not None
    assert ProofReport.objects.filter(region="").count() == before + 2  # two waves
    report = ProofReport.objects.filter(region="").latest("at")
    assert (report.broken, report.logins, report.promises > 20) == ([], 3, True)


def test_progress_can_be_read_while_the_act_runs(bring: Bring, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(COLUMN)
    seen_there: list[str] = []

    def look(text: str) -> None:
        if text.startswith("wave 2"):
            from tests.tenants.regions.test_fleet import another_owner

            with another_owner() as other:
                rows = other.execute("SELECT phase, migrated, total FROM public.regions_fleetact").fetchall()
                seen_there.append(str(rows))

    with as_owner():
        waves.migrate(say=look)
    assert seen_there == ["[('proof', 1, 2)]"]


def test_a_failure_stands_there_in_its_own_words(bring: Bring) -> None:
    bring(COLUMN + "migrations.RunPython(stumble)", FAILS_IN.format(schema="north"))
    with as_owner():
        waves.migrate()
    page = seen(at_host(host_user()))
    assert "Kota North gagal dan tetap seperti semula" in page
    assert "this region&#x27;s data is odd" in page
    assert "2 daerah menunggu migrasi" in page


def test_a_base_that_fails_is_told_as_well(bring: Bring) -> None:
    bring(COLUMN + "migrations.RunPython(stumble)", FAILS_IN.format(schema="merit_base"))
    with as_owner(), pytest.raises(RuntimeError):
        waves.migrate()
    act = FleetAct.objects.get()
    assert (act.phase, act.migrated, list(act.failed), len(act.waiting)) == ("done", 0, ["merit_base"], 2)


def test_nothing_to_do_leaves_no_row(real_logins: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "load", lambda: pytest.fail("the graph was loaded"))
    with as_owner():
        waves.migrate()
    assert not FleetAct.objects.exists()


def test_the_command_for_the_proof_keeps_its_report(real_logins: None) -> None:
    before = ProofReport.objects.count()
    assert commands_fleet.prove([]) == 0
    assert ProofReport.objects.count() == before + 1
    with as_owner():
        execute("GRANT SELECT ON north.people_employee TO merit_tests_host")
    assert commands_fleet.prove([]) == 1
    connection.set_schema_to_public()
    assert "merit_tests_host on" in str(ProofReport.objects.latest("at").broken)
