"""Support by programs: asked at the host, decided and read in the region, ended from either side."""

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from shared_apps.support.models import Grant
from tenants.regions.database import support_roles
from tenants.support.models import Request
from tests.shared_apps.accounts.scene import inside
from tests.tenants.conftest import at_host
from tests.tenants.support.conftest import REASON, Scene, tend


def send(client: Client, path: str, **body: Any) -> HttpResponse:
    answer = client.post(path, json.dumps(body), content_type="application/json")
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    return answer


@pytest.fixture
def host(scene: Scene) -> Client:
    return at_host(scene.operator)


def test_a_grant_lives_from_one_program_to_the_other(scene: Scene, host: Client) -> None:
    place = f"/api/v1/regions/{scene.region.id}/support/"
    asked = send(host, place, reason=REASON, rooms=["people"], hours=3)
    assert (asked.status_code, asked.json()["state"]) == (201, "asked")
    again = send(host, place, reason=REASON, rooms=["people"], hours=3)
    assert (again.status_code, again.json()["code"], Request.objects.count()) == (409, "support_open", 1)

    region, grant = scene.browser(scene.administrator), f"/api/v1/support/{asked.json()['id']}/"
    assert [each["reason"] for each in region.get("/api/v1/support/").json()] == [REASON]
    for body, code in (
        ({"hours": 4, "rooms": ["people"]}, "support_hours"),
        ({"hours": 1, "rooms": ["audit"]}, "support_rooms"),
    ):
        refused = send(region, f"{grant}approval/", **body)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert send(scene.browser(scene.auditor), f"{grant}approval/", hours=1, rooms=["people"]).status_code == 403
    with inside("north"):
        assert Grant.objects.get().state == "asked"

    approved = send(region, f"{grant}approval/", hours=1, rooms=["people"])
    assert (approved.status_code, approved.json()["state"], approved.json()["rooms"]) == (200, "approved", ["people"])
    tend()
    scene.supporter(Request.objects.get()).get("/pegawai/?q=Sari")
    seen = scene.browser(scene.auditor).get(f"{grant}visits/").json()
    assert "/pegawai/?q=Sari" in [each["path"] for each in seen]

    revoked = send(region, f"{grant}revocation/", reason="Selesai")
    assert (revoked.json()["state"], revoked.json()["end_reason"]) == ("revoked", "Selesai")
    tend()
    assert support_roles.standing() == set()
    over = send(host, f"{place}{asked.json()['id']}/end/")
    assert (over.status_code, over.json()["code"]) == (409, "support_over")


def test_the_host_takes_its_request_back_or_hears_a_no(scene: Scene, host: Client) -> None:
    place = f"/api/v1/regions/{scene.region.id}/support/"
    first = send(host, place, reason=REASON, rooms=["people"], hours=3).json()["id"]
    assert send(host, f"{place}{first}/end/").json()["state"] == "ended"
    with inside("north"):
        assert Grant.objects.get(id=first).state == "ended"
    second = send(host, place, reason=REASON, rooms=["people"], hours=3).json()["id"]
    region = scene.browser(scene.administrator)
    assert send(region, f"/api/v1/support/{second}/refusal/", reason="Tidak perlu").json()["state"] == "refused"
    late = send(region, f"/api/v1/support/{second}/approval/", hours=1, rooms=["people"])
    assert late.status_code == 409
    told = [each for each in host.get(place).json() if each["id"] == second]
    assert "Tidak perlu" not in json.dumps(told)
