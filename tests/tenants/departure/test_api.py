"""A region leaves, and stays after all, by a program: the same acts, each refusal with its code."""

import json
from typing import Any

from django.db import connection
from django.http import HttpResponse

from shared_apps.accounts.models import User
from tenants.departure import queries
from tenants.departure.models import Departure
from tests.tenants.conftest import at_host, host_user
from tests.tenants.departure import scene
from tests.tenants.departure.scene import DAY, NAME, REASON
from tests.tenants.departure.test_pages import administrator

__all__ = ["administrator"]  # the region with its administrator, cleared afterwards


def asked(user: User, path: str, **body: Any) -> HttpResponse:
    client = at_host(user)
    answer = client.post(path, json.dumps(body), content_type="application/json") if body else client.get(path)
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    return answer


def test_a_departure_goes_from_act_to_act(administrator: User) -> None:
    operator, place = host_user("Dadan Koswara"), f"/api/v1/regions/{scene.region().id}/departure/"
    nothing = asked(operator, place).json()
    assert (nothing["departure"], nothing["is_present"], nothing["under_way"]) == (None, True, None)
    early = asked(operator, f"{place}acts/", act="close")
    assert (early.status_code, early.json()["code"]) == (404, "departure_unknown")
    silent = asked(operator, place, reason="x")
    assert (silent.status_code, silent.json()["code"]) == (422, "reason_missing")
    assert not Departure.objects.filter(schema_name=NAME).exists()

    begun = asked(operator, place, reason=REASON, ends_on=DAY.isoformat())
    assert begun.status_code == 201
    assert (begun.json()["departure"]["state"], begun.json()["departure"]["ends_on"]) == ("notice", DAY.isoformat())
    again = asked(operator, place, reason=REASON)
    assert (again.status_code, again.json()["code"]) == (409, "already_leaving")
    closed = asked(operator, f"{place}acts/", act="close")
    assert (closed.status_code, closed.json()["departure"]["state"]) == (202, "read_only")
    packing = asked(operator, f"{place}acts/", act="pack")
    assert (packing.status_code, packing.json()["under_way"]) == (202, "exit_pack")
    refused = asked(operator, f"{place}acts/", act="ask_erasure")
    assert (refused.status_code, queries.holding(NAME).asked_at) == (409, None)

    stays = asked(operator, f"{place}acts/", act="cancel", reason="Perjanjian diperpanjang sampai 2029")
    assert stays.json()["departure"]["state"] == "cancelled"
    listed = asked(operator, "/api/v1/departures/").json()
    assert [each["state"] for each in listed if each["region_id"] == str(scene.region().id)] == ["cancelled"]
    over = asked(operator, f"{place}acts/", act="close")
    assert over.status_code == 409
