"""A write sent twice by a program happens once; the second answer is the first. Lists come in pages."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.programs import rules
from shared_apps.programs.models import KeyedRequest
from tenant_apps.scoring.models import Observation, Period, Scheme
from tests.at_once import at_once
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import RATNA, TYPICAL

ENTERED = {"values": {"tenure": "7"}, "evidence": "SK 12"}


@pytest.fixture
def address(scored: Period) -> str:
    cast.bring(scored, (RATNA, {**TYPICAL}))
    return f"/api/v1/periods/2026/results/{cast.employee_id(RATNA)}/"


def send(client: Client, address: str, sent: Any, key: str) -> Any:
    return client.post(address, sent, content_type="application/json", headers={"Idempotency-Key": key})


def test_the_same_request_with_the_same_key_is_done_once(admin: Client, address: str) -> None:
    first, second = (send(admin, address, ENTERED, "satu") for _time in range(2))
    assert (first.status_code, first.json()["changed"]) == (200, 1)
    assert (second.status_code, second.json(), second.headers["Idempotent-Replayed"]) == (200, first.json(), "true")
    assert "Idempotent-Replayed" not in first.headers
    assert send(admin, address, ENTERED, "dua").json()["changed"] == 0  # another key is another request


def test_a_key_that_was_used_for_something_else_is_refused(admin: Client, address: str) -> None:
    send(admin, address, ENTERED, "satu")
    before = list(Observation.objects.order_by("id").values())
    other = send(admin, address, {**ENTERED, "values": {"tenure": "9"}}, "satu")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert list(Observation.objects.order_by("id").values()) == before


@pytest.mark.parametrize("key", ["a b", "x" * 201, ""])
def test_what_is_no_key_does_nothing(admin: Client, address: str, key: str) -> None:
    before = list(Observation.objects.order_by("id").values())
    answer = send(admin, address, ENTERED, key)
    assert (answer.status_code, answer.json()["code"]) == (422, "key_invalid")
    assert list(Observation.objects.order_by("id").values()) == before


def test_a_refusal_gives_the_key_back(admin: Client, address: str) -> None:
    assert send(admin, address, {"values": {"tenure": "tujuh"}, "evidence": "SK"}, "satu").status_code == 422
    assert not KeyedRequest.objects.exists()
    assert send(admin, address, ENTERED, "satu").json()["changed"] == 1


def test_a_key_whose_work_was_broken_off_does_nothing_more_until_it_has_gone(admin: Client, address: str) -> None:
    """The process died between the work and the answer: whether it was done nobody knows."""
    send(admin, address, ENTERED, "satu")
    KeyedRequest.objects.update(status=None, answer=None)
    again = send(admin, address, ENTERED, "satu")
    assert (again.status_code, again.json()["code"]) == (409, "key_in_work")
    KeyedRequest.objects.update(begun_at=timezone.now() - rules.KEPT_FOR - timedelta(seconds=1))
    assert send(admin, address, ENTERED, "satu").json()["changed"] == 0
    assert KeyedRequest.objects.count() == 1


def test_a_file_is_part_of_the_request_and_the_key_is_its_senders_alone(admin: Client, address: str) -> None:
    def bring(client: Client, content: str) -> Any:
        sheet = SimpleUploadedFile("hasil.csv", content.encode())
        sent = {"file": sheet, "period": "2026", "dry_run": True}
        return client.post("/api/v1/imports/results/", sent, headers={"Idempotency-Key": "berkas"})

    first, again, other = (bring(admin, text) for text in ("nip\n1\n", "nip\n1\n", "nip\n2\n"))
    assert (first.status_code, again.json()) == (202, first.json())
    assert other.json()["code"] == "key_reused"
    colleague = Client(HTTP_HOST="north.localhost")
    colleague.force_login(cast.account(RATNA, role="personnel_admin"))
    assert bring(colleague, "nip\n2\n").status_code == 202


def test_sent_at_once_it_is_done_once(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
    with schema_context("north"):
        cast.people_come()
        cast.year()
        client = Client(HTTP_HOST="north.localhost")
        client.force_login(cast.account(role="personnel_admin"))
    asked = {"template": "asn_performance", "version": "2022.1", "overrides": []}

    def adopt() -> Any:
        own = Client(HTTP_HOST="north.localhost")
        own.cookies = client.cookies
        return send(own, "/api/v1/periods/2026/schemes/", asked, "satu")

    answers = at_once("north", *[adopt] * 4)
    made = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    refused = {answer.json()["code"] for answer in answers if answer.status_code != 201}
    assert len(made) == 1, answers
    assert refused <= {"key_in_work"}
    with schema_context("north"):
        assert Scheme.objects.count() == 1


def test_a_list_comes_in_pages_that_link_to_the_next(admin: Client, scored: Period) -> None:
    whole = admin.get("/api/v1/periods/2026/schemes/")
    assert "Link" not in whole.headers
    first = admin.get("/api/v1/periods/2026/schemes/?limit=1")
    found = re.fullmatch(r'<http://north\.localhost(\S+)>; rel="next"', first.headers["Link"])
    assert found
    second = admin.get(found[1])
    assert [*first.json(), *second.json()] == whole.json()
    assert "Link" not in second.headers
    for wrong in ("limit=0", "limit=101", "limit=x", "cursor=x"):
        refused = admin.get(f"/api/v1/periods/2026/schemes/?{wrong}")
        assert (refused.status_code, refused.json()["code"]) == (422, "page_invalid")
