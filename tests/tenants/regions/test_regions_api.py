"""Provisioning over the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Scope
from tenants.partnerships.models import Agreement
from tenants.regions.models import Region
from tests.tenants.conftest import at_host, host_user

Agree = Callable[..., Agreement]
API = "/api/v1/regions/"


def body(agreement: Agreement, **changes: Any) -> dict[str, Any]:
    return {
        "agreement_id": str(agreement.id),
        "schema_name": "magelang",
        "domain": "magelang.localhost",
        "administrator_name": "Admin Magelang",
        "administrator_email": "admin@magelang.example.id",
    } | changes


def post(browser: Client, sent: dict[str, Any]) -> Any:
    return browser.post(API, sent, content_type="application/json")


def test_a_region_is_asked_for_once_and_followed(console: Client, agree: Agree) -> None:
    agreement = agree()
    answer = post(console, body(agreement))
    assert answer.status_code == 202
    told = answer.json()
    assert (told["state"], told["steps_done"], told["steps_all"]) == ("queued", 0, 6)
    assert answer["Location"] == told["status_url"]
    status = console.get(told["status_url"]).json()
    assert status["steps"][0]["name"] == "schema"
    assert post(console, body(agreement)).json()["id"] == told["id"]
    assert {row["schema_name"]: row["state"] for row in console.get(API).json()} == {
        "north": "active",
        "south": "active",
        "magelang": "queued",
    }


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"schema_name": "north"}, 409, "schema_name"),
        ({"schema_name": "public"}, 422, "schema_name"),
        ({"administrator_email": "admin"}, 400, "administrator_email"),
        ({"accent": "neon"}, 400, "accent"),
        ({"time_zone": "Mars/Olympus"}, 400, "time_zone"),
    ],
)
def test_refusals_name_the_field(
    console: Client, agree: Agree, changes: dict[str, str], status: int, field: str
) -> None:
    answer = post(console, body(agree(), **changes))
    assert answer.status_code == status
    assert field in answer.json()["fields"]
    assert not Region.objects.filter(code="33.71").exists()


def test_a_token_reads_or_writes_as_its_scopes_say(operator: User, agree: Agree) -> None:
    with schema_context("public"):
        raw, _token = accounts.issue_token(user=operator, name="t", now=timezone.now(), scopes=[Scope.READ])
    browser = Client(HTTP_HOST="host.localhost", headers={"Authorization": f"Bearer {raw}"})
    assert browser.get(API).status_code == 200
    assert post(browser, body(agree())).status_code == 403
    elsewhere = Client(HTTP_HOST="north.localhost", headers={"Authorization": f"Bearer {raw}"})
    assert elsewhere.get(API).status_code == 404


def test_only_operators(regions: None, agree: Agree) -> None:
    sent = body(agree())
    assert post(at_host(), sent).status_code == 401
    assert post(at_host(host_user("Siti Aminah", operator=False)), sent).status_code == 403
    assert not Region.objects.filter(code="33.71").exists()
