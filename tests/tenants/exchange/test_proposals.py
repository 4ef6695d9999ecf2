"""A region proposes, the host makes a draft of it with credit or declines, the region hears; and what may go wrong."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.mailbox.models import Message
from shared_apps.rows import new_id
from shared_apps.scoring_templates import services as templates
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import document
from shared_apps.scoring_templates.rules.customisation import Override
from shared_apps.scoring_templates.rules.deciding import Choice, Decision
from tenant_apps.scoring.models import Proposal
from tenants.exchange import answering, proposals, telling
from tenants.exchange.models import Answer
from tenants.lifecycle import services as lifecycle
from tenants.regions.models import Region
from tests.at_once import at_once
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT
from tests.tenants.conftest import at_host, host_user
from tests.tenants.exchange import scene
from tests.tenants.exchange.scene import POINTS

WHY = "Perpanjangan perjanjian ditunggu"
CREDIT = "Usulan Kota Surakarta: Poin SMA untuk petugas lapangan"


@pytest.fixture
def operator(real_logins: None) -> User:
    scene.begin()
    return host_user()


def accept(operator: User, number: int = 0, value: object = None, **choices: Choice) -> Answer:
    other = () if value is None else (Override(path=f"{POINTS}/senior_secondary", value=value),)
    decisions = {group: Decision(take, other) for group, take in choices.items()}
    return answering.accept(message_id=scene.letters()[number], choices=decisions, note="", actor=operator, at=AT)


def decline(operator: User, reason: str = "Menunggu aturan pusat") -> Answer:
    return answering.decline(message_id=scene.letters()[0], reason=reason, actor=operator, at=AT)


def points_of(draft: TemplateDraft) -> object:
    found, problems = document.read_yaml(draft.document)
    assert found is not None, problems
    return found.nodes["education_points"].choices["senior_secondary"]  # type: ignore[union-attr]


def publish(operator: User, answer: Answer) -> TemplateVersion:
    second = host_user("Neneng Hasanah")
    draft = TemplateDraft.objects.get(id=answer.draft_id)
    templates.review_draft(draft=draft, seen=draft.document_hash, verdict="approved", comment="", actor=second, at=AT)
    return templates.publish_draft(draft=draft, version=draft.version, changelog="", actor=operator, day=TODAY)


def test_it_becomes_a_draft_with_credit_and_is_published_with_it(operator: User) -> None:
    sent = scene.offer()
    answer = accept(operator)
    draft = TemplateDraft.objects.get()
    assert (answer.state, answer.draft_id, draft.version) == ("accepted", draft.id, "2025.2")
    assert (draft.origin, points_of(draft)) == (CREDIT, 65)
    assert document.read_yaml(draft.document)[0].customisation is not None  # type: ignore[union-attr]
    heard = scene.again(sent)
    assert (heard.state, heard.version) == (Proposal.State.ACCEPTED, "2025.2")
    published = publish(operator, answer)
    assert f"Asal: {CREDIT}" in published.changelog
    assert telling.follow(actor=OPERATOR, at=AT) == 1
    assert telling.follow(actor=OPERATOR, at=AT) == 0  # told once
    assert (scene.again(sent).state, scene.again(sent).version) == (Proposal.State.PUBLISHED, "2025.2")


def test_who_did_not_agree_is_not_named(operator: User) -> None:
    scene.offer(is_credited=False)
    published = publish(operator, accept(operator))
    assert published.origin == "Usulan daerah mitra"
    assert "Surakarta" not in published.changelog + published.document


def test_declined_with_a_reason_the_region_reads_it(operator: User) -> None:
    sent = scene.offer()
    with pytest.raises(InvalidError):
        decline(operator, " ")
    assert not Answer.objects.exists()
    decline(operator)
    heard = scene.again(sent)
    assert (heard.state, heard.answer) == (Proposal.State.DECLINED, "Menunggu aturan pusat")
    with pytest.raises(ConflictError):
        accept(operator)
    with pytest.raises(ConflictError), schema_context("north"):
        scene.withdraw(sent)
    assert not TemplateDraft.objects.exists()


def test_no_person_leaves_the_region(operator: User) -> None:
    scene.offer(groups=[POINTS], reasons={POINTS: "Lulusan SMA memimpin regu"})
    with schema_context("public"):
        (told,) = Message.objects.filter(kind="proposal_sent").values_list("content", flat=True)
    assert "Lulusan SMA memimpin regu" in str(told)
    for person in (scene.WRITER.name, "Siti Aminah"):  # who wrote it, and whom the region's own reason names
        assert person not in str(told)


def test_operators_alone_read_and_answer(operator: User) -> None:
    scene.offer()
    (letter,) = scene.letters()
    guest = host_user("Asep Sunandar", operator=False)
    for refused in (
        lambda: proposals.received(guest, TODAY),
        lambda: proposals.proposal(guest, letter, TODAY),
        lambda: answering.accept(message_id=letter, choices={}, note="", actor=guest, at=AT),
        lambda: answering.decline(message_id=letter, reason="Tidak", actor=guest, at=AT),
    ):
        with pytest.raises(ForbiddenError):
            refused()
    with pytest.raises(NotFoundError):
        proposals.proposal(operator, new_id(), TODAY)
    assert not Answer.objects.exists()
    assert proposals.waiting() == 1


def test_two_clicks_are_one_draft(operator: User) -> None:
    scene.offer()
    (letter,) = scene.letters()
    work = [lambda: answering.accept(message_id=letter, choices={}, note="", actor=operator, at=AT)] * 2
    first, second = at_once("public", *work)
    assert first.id == second.id
    assert (TemplateDraft.objects.count(), Answer.objects.count(), proposals.waiting()) == (1, 1, 0)


def test_a_draft_somebody_writes_on_is_never_overwritten(operator: User) -> None:
    text = scene.documents.text("talent_national_2025").replace('version: "2025.1"', 'version: "2025.2"')
    mine = templates.save_draft(text=text, actor=operator, at=AT)
    scene.offer()
    answer = accept(operator)
    assert (mine.version, answer.version) == ("2025.2", "2025.3")
    assert TemplateDraft.objects.get(id=mine.id).document == text


def test_a_withdrawn_one_is_not_accepted(operator: User) -> None:
    scene.withdraw(scene.offer())
    assert proposals.waiting() == 0
    with pytest.raises(ConflictError, match="menarik"):
        accept(operator)
    assert not TemplateDraft.objects.exists()


def test_withdrawn_while_it_is_accepted_its_name_leaves_the_draft(operator: User) -> None:
    sent = scene.offer()
    region = Region.objects.get(schema_name="north")
    lifecycle.make_read_only(region_id=region.id, reason=WHY, actor=OPERATOR, at=AT)
    answer = accept(operator)  # the region cannot hear it
    assert answer.told == ""
    lifecycle.resume(region_id=region.id, reason=WHY, actor=OPERATOR, at=AT)
    scene.withdraw(sent)  # and takes it back meanwhile
    telling.follow(actor=OPERATOR, at=AT)
    assert scene.again(sent).state == Proposal.State.WITHDRAWN
    assert Answer.objects.get().state == Answer.State.WITHDRAWN
    assert TemplateDraft.objects.get().origin == ""


def test_withdrawn_after_it_was_published_the_credit_stays_and_both_pages_say_so(operator: User) -> None:
    """What was published is history: a version is never changed, not even to take a name away."""
    sent = scene.offer()
    region = Region.objects.get(schema_name="north")
    lifecycle.make_read_only(region_id=region.id, reason=WHY, actor=OPERATOR, at=AT)
    published = publish(operator, accept(operator))
    lifecycle.resume(region_id=region.id, reason=WHY, actor=OPERATOR, at=AT)
    scene.withdraw(sent)
    telling.follow(actor=OPERATOR, at=AT)
    kept = TemplateVersion.objects.get(id=published.id)
    assert (kept.origin, kept.changelog, kept.document) == (CREDIT, published.changelog, published.document)
    assert (Answer.objects.get().state, Answer.objects.get().version) == ("withdrawn", "2025.2")
    assert (scene.again(sent).state, scene.again(sent).version) == (Proposal.State.WITHDRAWN, "2025.2")
    assert telling.follow(actor=OPERATOR, at=AT) == 0
    with schema_context("north"):
        client = Client(HTTP_HOST="north.localhost")
        client.force_login(cast.account(role="personnel_admin"))
    pages = (at_host(operator).get(f"/usulan/{scene.letters()[0]}/"), client.get(f"/skema/usulan/{sent.id}/"))
    for page in pages:
        assert "2025.2" in page.content.decode()
        assert "Nama daerah tetap tercatat di sana" in page.content.decode()


@pytest.mark.parametrize("closing", [lifecycle.suspend, lifecycle.make_read_only])
def test_a_region_that_is_closed_hears_it_later(closing: object, operator: User) -> None:
    sent = scene.offer()
    region = Region.objects.get(schema_name="north")
    closing(region_id=region.id, reason=WHY, actor=OPERATOR, at=AT)  # type: ignore[operator]
    answer = decline(operator)
    assert (answer.state, answer.told) == ("declined", "")
    assert telling.follow(actor=OPERATOR, at=AT) == 0
    lifecycle.resume(region_id=region.id, reason=WHY, actor=OPERATOR, at=AT)
    assert scene.again(sent).state == Proposal.State.SENT
    assert telling.follow(actor=OPERATOR, at=AT) == 1
    assert scene.again(sent).state == Proposal.State.DECLINED


class KilledError(BaseException):
    """As the process would end."""


def killed(execute: Any, sql: str, *rest: Any) -> Any:
    """Before the first statement about the region's own row."""
    if "scoring_proposal" in sql:
        raise KilledError
    return execute(sql, *rest)


def test_killed_between_accepting_and_telling_the_clock_tells(operator: User) -> None:
    sent = scene.offer()
    with connection.execute_wrapper(killed), pytest.raises(KilledError):
        accept(operator)
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    assert scene.again(sent).state == Proposal.State.SENT
    assert TemplateDraft.objects.count() == 1
    assert telling.follow(actor=OPERATOR, at=AT) == 1
    assert scene.again(sent).state == Proposal.State.ACCEPTED


def test_where_the_host_changed_the_same_it_is_asked_which(operator: User) -> None:
    scene.offer()
    scene.publish_newer()
    (letter,) = scene.letters()
    shown = proposals.proposal(operator, letter, TODAY)
    (question,) = shown.questions
    assert ("55" in question.newer[0], "65" in question.offered[0]) == (True, True)
    with pytest.raises(InvalidError) as refused:
        accept(operator)
    assert (refused.value.code, TemplateDraft.objects.count()) == ("choice_needed", 0)
    with pytest.raises(ConflictError, match="Versi terbaru"):
        accept(operator, **{POINTS: "new"})
    answer = accept(operator, **{POINTS: "mine"})
    assert (answer.version, points_of(TemplateDraft.objects.get())) == ("2026.2", 65)


def test_the_host_may_write_a_third_value_within_the_templates_bounds(operator: User) -> None:
    scene.offer()
    scene.publish_newer()
    with pytest.raises(InvalidError) as refused:
        accept(operator, value=500, **{POINTS: "other"})
    assert (refused.value.code, TemplateDraft.objects.count(), Answer.objects.count()) == ("proposal_unfit", 0, 0)
    accept(operator, value=63, **{POINTS: "other"})
    draft = TemplateDraft.objects.get()
    assert (points_of(draft), draft.origin) == (63, CREDIT)


def test_what_the_newest_version_already_says_is_not_made_again(operator: User) -> None:
    scene.offer()
    scene.publish_newer(points=65)
    with pytest.raises(ConflictError, match="sudah memuat"):
        accept(operator)
    assert not TemplateDraft.objects.exists()


def test_regions_that_want_the_same_are_seen_together_and_know_nothing_of_each_other(operator: User) -> None:
    scene.adopt("south", {**scene.OWN, "value": 70})
    scene.offer("north")
    scene.offer("south", title="Poin SMA 70")
    shown = proposals.proposal(operator, scene.letters()[0], TODAY)
    assert [each.region.schema_name for each in shown.others] == ["north"]
    with schema_context("south"):
        assert [each.title for each in Proposal.objects.all()] == ["Poin SMA 70"]
    accept(operator, 0)
    assert {each.state for each in (scene.again(one, "north") for one in _of("north"))} == {Proposal.State.SENT}


def _of(region: str) -> list[Proposal]:
    with schema_context(region):
        return list(Proposal.objects.all())


def test_the_day_of_the_answer_is_kept(operator: User) -> None:
    sent = scene.offer()
    decline(operator)
    closed = scene.again(sent).closed_at
    assert closed is not None
    assert closed.date() == date(2026, 11, 24)
