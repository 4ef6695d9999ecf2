"""The host's page and API of a region's state: consequences before the act, a reason, one act."""

import pytest

from shared_apps.jobs.models import Job
from tenants.lifecycle import words
from tenants.regions.models import Region
from tests.tenants.lifecycle.conftest import Scene

REASON = "Perpanjangan perjanjian ditunggu"


def page(scene: Scene) -> str:
    return f"/daerah/{scene.region.id}/keadaan/"


@pytest.mark.parametrize("target", ["read_only", "suspended", "active"])
def test_the_consequences_stand_before_the_button(rolled: Scene, target: str) -> None:
    Region.objects.filter(id=rolled.region.id).update(state="suspended" if target == "active" else "active")
    shown = rolled.console.get(page(rolled), {"menjadi": target})
    text = shown.content.decode()
    assert shown.status_code == 200
    for consequence in words.CONSEQUENCES[target]:
        assert text.index(str(consequence)) < text.index(f'value="{target}"')
    assert not Job.objects.filter(kind="life").exists()


def test_an_operator_makes_a_region_read_only_and_back(scene: Scene) -> None:
    answer = scene.console.post(page(scene), {"target": "read_only", "reason": REASON})
    assert (answer.status_code, scene.state()) == (302, "read_only")
    shown = scene.console.get(page(scene)).content.decode()
    assert "Kota North hanya dibaca" in shown
    assert REASON in shown
    assert "Kota North hanya dibaca" in scene.console.get(f"/daerah/{scene.region.id}/").content.decode()
    console = scene.console.get("/?keadaan=dibatasi").content.decode()
    assert "1 dari 2 daerah aktif, 1 dibatasi" in console
    assert "Kota North" in console
    answer = scene.console.post(page(scene), {"target": "active", "reason": REASON})
    assert (answer.status_code, scene.state()) == (302, "active")


@pytest.mark.parametrize(
    "sent",
    [
        {"target": "read_only", "reason": ""},
        {"target": "read_only", "reason": "pendek"},
        {"target": "preparing", "reason": REASON},
        {"target": "active", "reason": REASON},  # it is active
        {"reason": REASON},
        {},
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(rolled: Scene, sent: dict[str, str]) -> None:
    answer = rolled.console.post(page(rolled), sent)
    assert answer.status_code == 422
    assert rolled.state() == "active"
    assert not Job.objects.filter(kind="life").exists()


def test_the_api_does_the_same(rolled: Scene) -> None:
    address = f"/api/v1/regions/{rolled.region.id}/state/"
    before = rolled.console.get(address).json()
    assert before == {
        "state": "active",
        "reason": "",
        "since": None,
        "may_become": ["read_only", "suspended"],
        "pending": None,
    }
    sent = {"state": "suspended", "reason": REASON}
    answer = rolled.console.post(address, sent, content_type="application/json")
    assert answer.status_code == 202
    assert {name: answer.json()[name] for name in ("state", "reason", "pending")} == {
        **sent,
        "pending": "suspended",
    }
    again = rolled.console.post(address, sent, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "state_not_reachable")
    short = rolled.console.post(address, {"state": "active", "reason": "x"}, content_type="application/json")
    assert (short.status_code, list(short.json()["fields"])) == (422, ["reason"])


def test_a_change_that_stopped_is_told_and_asked_for_again(rolled: Scene) -> None:
    rolled.console.post(page(rolled), {"target": "read_only", "reason": REASON})
    Job.objects.filter(kind="life").update(state="failed", error={"code": "unexpected", "message": "OperationalError"})
    assert "terhenti sebelum selesai" in rolled.console.get(page(rolled)).content.decode()
