"""Whatever a region writes into the mailbox, the host's pages stand, and nothing that does not fit becomes a draft."""

import json
from typing import Any

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.errors import InvalidError
from shared_apps.mailbox import services as mailbox
from shared_apps.rows import new_id
from shared_apps.scoring_templates.models import TemplateDraft
from tenants.exchange import answering, proposals, rules
from tenants.exchange.models import Answer
from tests.cast import TODAY
from tests.tenant_apps.scoring.cast import AT
from tests.tenants.conftest import at_host, host_user
from tests.tenants.exchange import scene

PATH = f"{scene.POINTS}/senior_secondary"


@pytest.fixture
def operator(real_logins: None) -> User:
    scene.publish()
    return host_user()


def written(*overrides: dict[str, Any], **changed: Any) -> dict[str, Any]:
    document = {
        "format": 1,
        "template": "talent_national",
        "version": "2025.1",
        "overrides": overrides or ({"path": PATH, "value": "65"},),
    }
    said = {"proposal": str(new_id()), "template": "talent_national 2025.1", "title": "Judul", "text": "Alasan"}
    return {**said, "credit": True, "customisation": document, **changed}


def send(content: dict[str, Any], region: str = "north") -> None:
    with schema_context(region):
        mailbox.send(kind="proposal_sent", content=content)


UNFIT = {
    "locked": written({"path": "/nodes/performance/inputs/awards_points/weight", "value": "90"}),
    "out of bounds": written({"path": PATH, "value": "1000"}),
    "nowhere": written({"path": "/nodes/none/choices/x", "value": "1"}),
    "no path": written({"path": "DROP TABLE", "value": "1"}),
    "twice": written({"path": PATH, "value": "65"}, {"path": PATH, "value": "66"}),
    "through a word": written({"path": "/title/id/x/y", "value": "1"}),
    "the policy itself": written({"path": "/customisation/local", "value": {"maximum_measures": 9}}),
    "a local part": written({"path": "/nodes/local_x", "value": {"kind": "sum", "inputs": {"tenure": {"times": 1}}}}),
    "no list": written(customisation={"format": 1, "overrides": "all"}),
    "nothing": written(customisation=None),
    "another template": written(template="asn_performance 2022.1"),
    "never published": written(template="talent_national 1900.1", customisation={}),
    "another document": written(
        customisation={**written()["customisation"], "content_hash": "sha256:" + "0" * 64},
    ),
}


@pytest.mark.parametrize("content", UNFIT.values(), ids=UNFIT)
def test_what_does_not_fit_is_told_and_refused(content: dict[str, Any], operator: User) -> None:
    send(content)
    (letter,) = scene.letters()
    page = at_host(operator).get(f"/usulan/{letter}/")
    assert page.status_code == 200
    assert f"/usulan/{letter}/terima/" not in page.content.decode()
    with pytest.raises(InvalidError):
        answering.accept(message_id=letter, choices={}, note="", actor=operator, at=AT)
    assert (TemplateDraft.objects.count(), Answer.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"proposal": "x"},
        {"proposal": [1]},
        written(title=["x"]),
        written(title="\u202e\u200b"),
        written(template=7),
        written(text="x" * 90_000),
        written(customisation=json.loads("[" * 300 + "]" * 300)),
    ],
    ids=["empty", "no id", "a list", "no title", "hidden title", "no template", "too long", "too deep"],
)
def test_what_is_no_proposal_is_not_there(content: dict[str, Any], operator: User) -> None:
    send(content)
    assert (proposals.received(operator, TODAY), proposals.waiting()) == ([], 0)
    assert at_host(operator).get("/usulan/").status_code == 200


def test_a_number_no_machine_reads_stops_nobody(operator: User) -> None:
    with schema_context("north"), connection.cursor() as cursor:
        text = json.dumps(written()).replace('"Alasan"', "9" * 5000)
        cursor.execute(
            "INSERT INTO public.mailbox_message (id, sender, sent_at, kind, content)"
            " VALUES (%s, current_user, now(), 'proposal_sent', %s::jsonb)",
            [new_id(), text],
        )
    assert proposals.waiting() == 0
    assert at_host(operator).get("/usulan/").status_code == 200


def test_words_are_shown_as_words(operator: User) -> None:
    send(written(title="<script>alert(1)</script>", text="{% load x %}<img src=x onerror=alert(1)>"))
    (letter,) = scene.letters()
    for address in ("/usulan/", f"/usulan/{letter}/"):
        page = at_host(operator).get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_region_cannot_flood_the_others_away(operator: User) -> None:
    send(written(title="Yang sebenarnya"), region="south")
    for number in range(rules.MOST_OF_A_REGION + 5):
        send(written(title=f"Banjir {number}"))
    found = proposals.received(operator, TODAY)
    assert len(found) == rules.MOST_OF_A_REGION + 1
    assert "Yang sebenarnya" in {each.proposed.title for each in found}


def test_nobody_answers_or_withdraws_for_another_region(operator: User) -> None:
    content = written(title="Milik selatan")
    send(content, region="south")
    with schema_context("north"):
        mailbox.send(kind="proposal_withdrawn", content={"proposal": content["proposal"]})
    send({**content, "title": "Tiruan utara"}, region="north")
    found = {each.proposed.title: each for each in proposals.received(operator, TODAY)}
    assert found["Milik selatan"].is_open
    assert not found["Tiruan utara"].is_open


def test_the_first_that_was_sent_counts_not_what_is_said_under_its_name_later(operator: User) -> None:
    content = written(title="Yang dibaca")
    send(content)
    send({**content, "title": "Yang diganti"})
    assert [each.proposed.title for each in proposals.received(operator, TODAY)] == ["Yang dibaca"]
