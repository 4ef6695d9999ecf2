"""The night by the clock and by command: a little at a time, whatever happens to one region."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from merit.commands_probe import probe
from shared_apps.assurance.models import Report
from tenants.probes import queries, services, tasks, turns
from tenants.probes.models import Night, Search
from tenants.regions.models import Region
from tests.tenants.conftest import at_host, host_user
from tests.tenants.probes.nights import night_of, verdicts


def test_the_clock_begins_a_night_and_turn_by_turn_it_ends(regions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_SECONDS_A_MINUTE", 0.001)  # one act a turn
    tasks.go_on("public")
    assert not Night.objects.exists()
    tasks.begin("public")
    states = []
    for _minute in range(12):
        tasks.go_on("public")
        states.append(tuple(Search.objects.order_by("region").values_list("state", flat=True)))
        if Night.objects.exclude(concluded_at=None).exists():
            break
    assert states[0].count("planted") == 2  # one region, and the host, which has nothing to be planted
    assert states[-1] == ("done", "done", "done")
    assert len(set(states)) >= 4
    assert verdicts(Night.objects.get()) == {"north": "apart", "south": "apart", "public": "apart"}


def test_a_search_that_died_is_over_and_the_others_are_told(regions: None) -> None:
    night = services.begin(at=timezone.now())
    night.searches.filter(region="north").update(
        state=Search.State.RUNNING, changed_at=timezone.now() - timedelta(minutes=20)
    )
    for _turn in range(4):
        tasks.go_on("public")
    assert verdicts(night) == {"north": "unproved", "south": "apart", "public": "apart"}
    assert night.searches.get(region="north").blind == ["interrupted"]


def test_a_region_that_cannot_be_entered_stops_nobody(regions: None) -> None:
    night = services.begin(at=timezone.now())
    with schema_context("public"):
        Region.objects.filter(schema_name="north").update(state=Region.State.SUSPENDED)
    for _turn in range(4):
        tasks.go_on("public")
    assert night.searches.get(region="north").blind == ["region_not_active"]
    with schema_context("south"):
        facts = json.loads(Report.objects.get().content)
    assert facts["searched_in"]["not_searched"] == {"Kota North": "region_not_active"}


def test_a_region_that_is_not_served_is_skipped_and_named_and_one_that_is_read_is_searched(regions: None) -> None:
    Region.objects.filter(schema_name="north").update(state=Region.State.SUSPENDED)
    assert services.begin(at=timezone.now()).skipped == {"north": "suspended"}
    Region.objects.filter(schema_name="north").update(state=Region.State.READ_ONLY)
    assert verdicts(night_of()) == {"north": "apart", "south": "apart", "public": "apart"}


def test_the_command_tells_and_its_exit_code_is_the_verdict(regions: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert probe(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["region"]: each["verdict"] for each in told["searched"]} == {
        "north": "apart", "south": "apart", "public": "apart"
    }  # fmt: skip
    assert all(each["foreign"] == [] and each["tried"] > 50 for each in told["searched"])
    assert probe(["nirgends"]) == 1
    assert "nirgends: no such region" in capsys.readouterr().err


def test_a_region_that_is_gone_by_the_morning_keeps_nobody_elses_report_back(regions: None) -> None:
    def rename() -> None:
        Search.objects.filter(region="north").update(region="gone", state=Search.State.DONE)

    night = night_of(between=rename)
    assert verdicts(night) == {"gone": "unproved", "south": "apart", "public": "apart"}
    night.refresh_from_db()
    assert night.concluded_at
    with schema_context("south"):
        assert Report.objects.count() == 1


def test_a_night_that_was_broken_off_while_it_told_is_told_to_the_rest(regions: None) -> None:
    night = night_of("south")
    with schema_context("south"):
        Report.objects.all().delete()
    Night.objects.filter(id=night.id).update(concluded_at=None)
    night.searches.filter(region="south").update(verdict="")
    turns.finish(night)
    with schema_context("south"):
        assert Report.objects.count() == 1
    turns.finish(night)  # and once
    with schema_context("south"):
        assert Report.objects.count() == 1


def test_the_host_sees_verdicts_and_the_doctor_a_line(regions: None) -> None:
    console = at_host(host_user())
    assert "belum pernah selesai" in console.get("/isolasi/").content.decode()
    assert queries.in_words(timezone.now()) == ("Probe: no night has ended yet.", [])
    night = night_of()
    page = console.get("/isolasi/").content.decode()
    assert "3 pemerintahan terbukti terpisah" in page
    assert "kanari." not in page
    assert ": tidak ada kebocoran" in console.get("/").content.decode()
    told, ills = queries.in_words(timezone.now())
    assert ("3 government(s) proved apart, 0 unproved, 0 crossed" in told, ills) == (True, [])
    assert queries.in_words(timezone.now() + timedelta(days=3))[1]
    night.searches.filter(region="north").update(verdict="crossed")
    assert queries.in_words(timezone.now())[1] == ["the probe found a canary that concerns Kota North"]
    assert "bocor di 1 pemerintahan" in console.get("/").content.decode()


def test_the_host_keeps_a_bounded_number_of_nights(regions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "KEPT", 2)
    for day in range(4):
        services.begin(at=timezone.now() + timedelta(days=day))
    assert Night.objects.count() == 2
    assert Search.objects.count() == 6


@pytest.mark.parametrize("value", ["x", "Uji isolasi", ""])
def test_only_an_object_of_this_process_is_the_prober(regions: None, value: str) -> None:
    """What comes over a network is text; none of it lets anybody in."""
    client = Client(HTTP_HOST="north.localhost", headers={"merit.prober": value, "Merit-Prober": value})
    answer = client.get("/pegawai/", **{"merit.prober": value})  # type: ignore[arg-type]
    assert (answer.status_code, answer["Location"]) == (302, "/masuk/?next=/pegawai/")
    cache.clear()
