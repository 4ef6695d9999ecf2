"""Named reviewers: asked with a letter, awaited until they answer or are released with a reason."""

from collections.abc import Callable, Iterator
from smtplib import SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django_tenants.utils import tenant_context

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.scoring_templates import documents, queries
from shared_apps.scoring_templates import services as templates
from shared_apps.scoring_templates.models import ReviewRequest, TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.reviewing import services
from tenants.regions.models import Region
from tests.cast import OPERATOR, TODAY
from tests.mail import UNRELIABLE, Unreliable
from tests.shared_apps.scoring_templates.test_reviewing import publish, review
from tests.shared_apps.scoring_templates.test_services import AT
from tests.tenants.conftest import at_host, host_user

TEXT = documents.text("asn_performance")
Committing = Callable[..., object]


@pytest.fixture(autouse=True)
def _at_the_host(regions: None) -> Iterator[None]:
    with tenant_context(Region.objects.get(schema_name="public")):
        yield


@pytest.fixture
def author() -> User:
    return host_user("Dadan Koswara")


@pytest.fixture
def euis() -> User:
    return host_user("Euis Komalasari")


@pytest.fixture
def asep() -> User:
    return host_user("Asep Sunandar")


@pytest.fixture
def draft(author: User) -> TemplateDraft:
    return templates.save_draft(text=TEXT, actor=author, at=AT)


def ask(draft: TemplateDraft, actor: User, *reviewers: User, note: str = "") -> list[ReviewRequest]:
    keys = [each.pk for each in reviewers]
    return services.ask_reviewers(draft=draft, reviewers=keys, note=note, actor=actor, at=AT)


def release(draft: TemplateDraft, actor: User, reviewer: User, reason: str = "Sedang cuti") -> ReviewRequest:
    return services.release_reviewer(draft=draft, reviewer=reviewer.pk, reason=reason, actor=actor, at=AT)


def test_who_is_asked_gets_one_letter_with_the_note_and_the_address(
    draft: TemplateDraft, author: User, euis: User, asep: User, django_capture_on_commit_callbacks: Committing
) -> None:
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            ask(draft, author, euis, asep, note="Periksa dasar bobotnya")
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([euis.email, asep.email])
    for letter in mail.outbox:
        assert "Periksa dasar bobotnya" in letter.body
        assert f"/templat/draf/{draft.id}/" in letter.body
        assert "Dadan Koswara" in letter.body
    assert ReviewRequest.objects.count() == 2
    assert queries.awaited(euis, TODAY) == {draft.id}
    assert queries.awaited(author, TODAY) == set()


def test_a_letter_that_did_not_leave_is_sent_when_asked_again(
    draft: TemplateDraft, author: User, euis: User, django_capture_on_commit_callbacks: Committing, settings: object
) -> None:
    settings.EMAIL_BACKEND = UNRELIABLE  # type: ignore[attr-defined]
    Unreliable.ahead = [SMTPServerDisconnected()]
    with pytest.raises(ConflictError) as refusal, django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        ask(draft, author, euis)
    assert refusal.value.code == "mail_not_sent"
    assert ReviewRequest.objects.get().notified_at is None
    assert not mail.outbox
    assert euis in queries.draft(author, draft.id, TODAY).candidates
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        ask(draft, author, euis)
    assert len(mail.outbox) == 1
    assert euis not in queries.draft(author, draft.id, TODAY).candidates


def test_nobody_publishes_while_somebody_who_was_asked_is_silent(
    draft: TemplateDraft, author: User, euis: User, asep: User
) -> None:
    ask(draft, author, euis, asep)
    review(draft, euis)
    assert not queries.draft(author, draft.id, TODAY).is_approved
    with pytest.raises(ConflictError, match="Asep Sunandar") as refusal:
        publish(draft, author)
    assert refusal.value.code == "reviewers_waiting"
    assert not TemplateVersion.objects.exists()
    review(draft, asep, verdict="commented", comment="Sedang saya baca")
    with pytest.raises(ConflictError, match="Asep Sunandar"):
        publish(draft, author)
    review(draft, asep)
    assert queries.draft(author, draft.id, TODAY).is_approved
    assert publish(draft, author).key == "asn_performance"


def test_who_is_released_is_not_waited_for_and_the_reason_stays(
    draft: TemplateDraft, author: User, euis: User, asep: User
) -> None:
    ask(draft, author, euis, asep)
    review(draft, euis)
    for reason in ("", " ", "x" * 501):
        with pytest.raises(InvalidError):
            release(draft, author, asep, reason)
    assert release(draft, author, asep).released_reason == "Sedang cuti"
    with pytest.raises(ConflictError):
        release(draft, author, asep, "Lagi")
    assert ReviewRequest.objects.get(reviewer=asep.pk).released_reason == "Sedang cuti"
    assert queries.awaited(asep, TODAY) == set()
    assert publish(draft, author).key == "asn_performance"


def test_releasing_everybody_leaves_the_draft_without_an_approval(
    draft: TemplateDraft, author: User, euis: User
) -> None:
    ask(draft, author, euis)
    release(draft, author, euis)
    with pytest.raises(ConflictError, match="orang kedua"):
        publish(draft, author)
    assert not TemplateVersion.objects.exists()


def test_who_was_released_may_be_asked_again(
    draft: TemplateDraft, author: User, euis: User, django_capture_on_commit_callbacks: Committing
) -> None:
    ask(draft, author, euis)
    release(draft, author, euis)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        ask(draft, author, euis, note="Sudah kembali?")
    assert ReviewRequest.objects.get().is_open
    assert "Sudah kembali?" in mail.outbox[-1].body


def test_a_changed_draft_waits_for_everybody_again(draft: TemplateDraft, author: User, euis: User) -> None:
    ask(draft, author, euis)
    review(draft, euis)
    changed = templates.save_draft(text=TEXT.replace("Kinerja ASN", "Kinerja"), actor=author, at=AT)
    assert queries.awaited(euis, TODAY) == {draft.id}
    with pytest.raises(ConflictError):
        publish(changed, author)
    assert not TemplateVersion.objects.exists()


def test_a_comment_decides_nothing(draft: TemplateDraft, author: User, euis: User) -> None:
    review(draft, euis, verdict="commented", comment="Bagus")
    with pytest.raises(ConflictError, match="orang kedua"):
        publish(draft, author)
    review(draft, euis)
    review(draft, euis, verdict="commented", comment="Satu hal lagi")
    assert publish(draft, author).key == "asn_performance"


def test_a_comment_without_words_is_none(draft: TemplateDraft, euis: User) -> None:
    with pytest.raises(InvalidError):
        review(draft, euis, verdict="commented")
    assert not draft.reviews.exists()


def test_only_operators_who_did_not_write_it_are_asked(draft: TemplateDraft, author: User, euis: User) -> None:
    stranger = host_user("Neneng Hasanah", operator=False)
    gone = host_user("Yayat Ruhiyat")
    gone.is_active = False
    gone.save()
    for wrong in ([author], [stranger], [euis, stranger], [gone], []):
        with pytest.raises(InvalidError):
            ask(draft, author, *wrong)
    with pytest.raises(InvalidError):
        services.ask_reviewers(draft=draft, reviewers=[uuid4()], note="", actor=author, at=AT)
    with pytest.raises(InvalidError):
        ask(draft, author, euis, note="x" * 501)
    with pytest.raises(ForbiddenError):
        ask(draft, stranger, euis)
    assert not ReviewRequest.objects.exists()
    with pytest.raises(NotFoundError):
        release(draft, author, euis)
    ask(draft, author, euis)
    with pytest.raises(ForbiddenError):
        release(draft, stranger, euis)
    assert ReviewRequest.objects.get().is_open


def test_a_program_asks_too(euis: User) -> None:
    draft = templates.save_draft(text=TEXT, actor=OPERATOR, at=AT)
    asked = services.ask_reviewers(draft=draft, reviewers=[euis.pk], note="", actor=OPERATOR, at=AT)
    assert asked[0].asked_by_name == OPERATOR.name


def test_the_page_asks_waits_and_releases(draft: TemplateDraft, author: User, euis: User) -> None:
    console: Client = at_host(author)
    path = f"/templat/draf/{draft.id}/"
    answer = console.post(f"{path}penelaah/", {"ask-reviewers": [str(euis.pk)], "ask-note": "<b>Tolong</b>"})
    assert answer.status_code == 302
    page = console.get(path).content.decode()
    assert "Belum menjawab" in page
    assert "&lt;b&gt;Tolong&lt;/b&gt;" in page
    assert "Menunggu telaah Anda" in at_host(euis).get("/templat/").content.decode()
    assert "Menunggu telaah Anda" not in console.get("/templat/").content.decode()
    assert console.post(f"{path}penelaah/", {"ask-reviewers": [str(author.pk)]}).status_code == 422
    assert console.post(f"{path}penelaah/", {"ask-reviewers": ["bukan"]}).status_code == 422
    assert "Tulis mengapa" in console.post(f"{path}penelaah/{euis.pk}/lepas/", {}, follow=True).content.decode()
    released = console.post(f"{path}penelaah/{euis.pk}/lepas/", {"reason": "Sakit"}, follow=True).content.decode()
    assert "Dilepas Dadan Koswara: Sakit" in released
