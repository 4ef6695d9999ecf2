"""Four eyes: a draft is read by somebody else, and what was approved is exactly what is published."""

from typing import Any

import pytest

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError
from shared_apps.scoring_templates import documents, queries, services
from shared_apps.scoring_templates.models import DraftReview, TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules.numbering import next_version
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.scoring_templates.test_services import AT
from tests.tenants.conftest import host_user

TEXT = documents.text("asn_performance")


pytestmark = pytest.mark.usefixtures("at_the_host")


@pytest.fixture
def draft(author: User) -> TemplateDraft:
    return services.save_draft(text=TEXT, actor=author, at=AT)


def review(draft: TemplateDraft, actor: Any, **changes: str) -> DraftReview:
    said = {"seen": draft.document_hash, "verdict": "approved", "comment": ""} | changes
    return services.review_draft(draft=draft, actor=actor, at=AT, **said)


def publish(draft: TemplateDraft, actor: User) -> TemplateVersion:
    return services.publish_draft(draft=draft, version="2026.1", changelog="", actor=actor, day=TODAY)


@pytest.mark.parametrize("who", ["author", "program", "stranger"])
def test_who_wrote_it_reads_nothing_and_is_nobody_does_not_review(
    who: str, draft: TemplateDraft, author: User
) -> None:
    actor = {"author": author, "program": OPERATOR}.get(who) or host_user("Neneng Hasanah", operator=False)
    with pytest.raises(ForbiddenError):
        review(draft, actor)
    assert not DraftReview.objects.exists()


def test_a_second_person_approves_and_either_of_both_publishes(
    draft: TemplateDraft, author: User, reviewer: User
) -> None:
    with pytest.raises(ConflictError, match="orang kedua"):
        publish(draft, author)
    review(draft, reviewer)
    assert publish(draft, author).published_by_name == author.name
    assert not DraftReview.objects.exists()


def test_an_approval_is_for_the_text_that_was_read(draft: TemplateDraft, author: User, reviewer: User) -> None:
    seen = draft.document_hash
    review(draft, reviewer)
    changed = services.save_draft(text=TEXT.replace("Kinerja ASN", "Kinerja"), actor=author, at=AT)
    assert changed.id == draft.id
    with pytest.raises(ConflictError, match="orang kedua"):
        publish(changed, author)
    with pytest.raises(ConflictError, match="berubah sejak"):
        review(changed, reviewer, seen=seen)
    assert not queries.draft(author, draft.id, TODAY).is_approved
    assert DraftReview.objects.count() == 1
    review(changed, reviewer)
    assert queries.draft(author, draft.id, TODAY).is_approved
    assert publish(changed, reviewer).title["id"] == "Kinerja"


def test_who_changes_a_letter_is_an_author_too(draft: TemplateDraft, author: User, reviewer: User) -> None:
    """Otherwise a comma of somebody else would let the first author approve what is still all their own."""
    review(draft, reviewer)
    changed = services.save_draft(text=f"{TEXT}\n", actor=reviewer, at=AT)
    for one in (reviewer, author):
        with pytest.raises(ForbiddenError):
            review(changed, one)
        with pytest.raises(ConflictError):
            publish(changed, one)
    assert DraftReview.objects.count() == 1
    review(changed, host_user("Asep Sunandar"))
    assert publish(changed, reviewer).key == "asn_performance"


def test_what_a_program_wrote_needs_two_people_as_well(reviewer: User, author: User) -> None:
    draft = services.save_draft(text=TEXT, actor=OPERATOR, at=AT)
    review(draft, reviewer)
    with pytest.raises(ConflictError, match="orang kedua"):
        publish(draft, reviewer)
    assert not TemplateVersion.objects.exists()
    assert publish(draft, author).key == "asn_performance"


def test_a_person_publishes_nothing_that_was_no_draft(author: User) -> None:
    with pytest.raises(ForbiddenError) as refusal:
        services.publish(text=TEXT, version="1", changelog="", actor=author, day=TODAY)
    assert refusal.value.code == "second_person_needed"
    assert not TemplateVersion.objects.exists()


@pytest.mark.parametrize("comment", ["", "  ", "x" * 501])
def test_returned_without_saying_why_it_stays_unreviewed(comment: str, draft: TemplateDraft, reviewer: User) -> None:
    with pytest.raises(InvalidError):
        review(draft, reviewer, verdict="returned", comment=comment)
    assert not DraftReview.objects.exists()


def test_one_who_returns_it_outweighs_one_who_approves(draft: TemplateDraft, author: User, reviewer: User) -> None:
    review(draft, reviewer)
    other = host_user("Asep Sunandar")
    review(draft, other, verdict="returned", comment="Dasar hukum?")
    refusals: list[DomainError] = []
    for actor in (author, reviewer, other):
        with pytest.raises(ConflictError) as refusal:
            publish(draft, actor)
        refusals.append(refusal.value)
    assert {refusal.code for refusal in refusals} == {"draft_returned"}
    assert not TemplateVersion.objects.exists()
    review(draft, other)
    assert publish(draft, other).key == "asn_performance"


@pytest.mark.parametrize(
    ("wanted", "taken", "expected"),
    [
        ("2026.1", [], "2026.1"),
        ("2026.1", ["2026.1"], "2026.2"),
        ("2026.1", ["2026.1", "2026.2", "2026.3"], "2026.4"),
        ("2025.09", ["2025.09"], "2025.10"),
        ("awal", ["awal"], "awal.1"),
        ("2-beta", ["2-beta", "3-beta"], "4-beta"),
    ],
)
def test_the_next_number(wanted: str, taken: list[str], expected: str) -> None:
    assert next_version(wanted, taken) == expected
