"""Drafts written in pages: begun, changed by one person or several, thrown away, and not published half done."""

from decimal import Decimal
from typing import Any

import pytest

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.rows import new_id
from shared_apps.scoring_templates import documents, services
from shared_apps.scoring_templates import queries as shelf
from shared_apps.scoring_templates.authoring import queries
from shared_apps.scoring_templates.authoring import services as authoring
from shared_apps.scoring_templates.models import DraftReview, TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import document
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.scoring_templates.test_services import AT
from tests.tenants.conftest import host_user

TOTAL = ("nodes", "performance", "total")


pytestmark = pytest.mark.usefixtures("at_the_host")


@pytest.fixture
def talent(author: User) -> TemplateDraft:
    return services.save_draft(text=documents.text("talent_national_2025"), actor=author, at=AT)


def published(name: str = "talent_national_2025") -> TemplateVersion:
    return services.publish(text=documents.text(name), version="2026.1", changelog="", actor=OPERATOR, day=TODAY)


def edit(draft: TemplateDraft, actor: Any, *edits: Edit, seen: str = "") -> TemplateDraft:
    return authoring.edit_draft(draft=draft, seen=seen or draft.document_hash, edits=edits, actor=actor, at=AT)


def start(actor: Any, key: str = "kinerja", title_id: str = "Kinerja", title_en: str = "") -> TemplateDraft:
    return authoring.start_draft(key=key, title_id=title_id, title_en=title_en, actor=actor, at=AT)


def kept() -> list[tuple[str, str]]:
    return list(TemplateDraft.objects.order_by("key", "version").values_list("version", "document"))


def test_from_nothing_to_a_draft_that_says_what_is_missing(author: User) -> None:
    draft = start(author, title_en="Performance")
    assert (draft.key, draft.version, draft.authors, draft.changed_by_name) == (
        "kinerja",
        "1",
        [author.id],
        author.name,
    )
    bench = queries.workbench(author, draft.id, TODAY)
    assert (bench.title, bench.template.title.en, bench.is_sound) == ("Kinerja", "Performance", False)
    assert [(each.code, each.part.page) for each in bench.problems] == [("inputs_missing", "template_results")]


@pytest.mark.parametrize("key", ["", "Kinerja", "a b", "'; DROP TABLE x; --", "é", "a" * 41, "x\x00"])
def test_a_hostile_key_begins_nothing(key: str, author: User) -> None:
    with pytest.raises(InvalidError) as refusal:
        start(author, key=key)
    assert list(refusal.value.fields) == ["/key"]
    with pytest.raises(InvalidError):
        start(author, title_id=" ")
    assert kept() == []


def test_two_clicks_begin_one_draft(author: User) -> None:
    start(author)
    with pytest.raises(ConflictError, match="kunci kinerja"):
        start(author)
    version = published()
    following = authoring.start_from_version(version=version, actor=author, at=AT)
    assert following.version == "2026.2"
    with pytest.raises(ConflictError) as refusal:
        authoring.start_from_version(version=version, actor=author, at=AT)
    assert refusal.value.code == "draft_exists"
    with pytest.raises(ConflictError):
        start(author, key=version.key)
    assert len(kept()) == 2


def test_the_next_version_begins_as_a_copy(author: User) -> None:
    version = published()
    draft = authoring.start_from_version(version=version, actor=author, at=AT)
    bench = queries.workbench(author, draft.id, TODAY)
    assert bench.is_sound
    assert document.calculation_hash(bench.template) == version.calculation_hash
    assert draft.authors == [author.id]


def test_who_changes_is_an_author_and_who_changes_nothing_is_not(
    talent: TemplateDraft, author: User, reviewer: User
) -> None:
    same = edit(talent, reviewer, Edit(("title", "id"), "Talenta ASN"))
    assert (same.document, same.authors, same.changed_by_name) == (talent.document, [author.id], author.name)
    changed = edit(talent, reviewer, Edit(("title", "id"), "Talenta baru"))
    assert changed.authors == [author.id, reviewer.id]
    assert changed.changed_by_name == reviewer.name
    with pytest.raises(ForbiddenError):
        services.review_draft(
            draft=changed, seen=changed.document_hash, verdict="approved", comment="", actor=reviewer, at=AT
        )


def test_a_program_leaves_the_authors_alone(talent: TemplateDraft, author: User) -> None:
    assert edit(talent, OPERATOR, Edit(("note",), "x")).authors == [author.id]
    assert authoring.start_from_version(version=published(), actor=OPERATOR, at=AT).authors is None


def test_a_second_tab_and_a_second_click_change_nothing(talent: TemplateDraft, author: User) -> None:
    seen = talent.document_hash
    edit(talent, author, Edit(("note",), "satu"))
    before = kept()
    for attempt in (
        lambda: edit(talent, author, Edit(("note",), "dua"), seen=seen),
        lambda: authoring.delete_draft(draft=talent, seen=seen, actor=author, at=AT),
    ):
        with pytest.raises(ConflictError) as refusal:
            attempt()
        assert refusal.value.code == "draft_changed"
    assert kept() == before


def test_a_draft_that_is_gone_is_changed(talent: TemplateDraft, author: User) -> None:
    authoring.delete_draft(draft=talent, seen=talent.document_hash, actor=author, at=AT)
    assert kept() == []
    with pytest.raises(ConflictError):
        edit(talent, author, Edit(("note",), "x"))
    with pytest.raises(NotFoundError):
        queries.workbench(author, talent.id, TODAY)
    assert kept() == []


def test_all_edits_or_none(talent: TemplateDraft, author: User) -> None:
    before = kept()
    with pytest.raises(InvalidError) as refusal:
        edit(talent, author, Edit(("note",), "x"), Edit(("nodes", "A b"), {"kind": "clamp", "input": "x", "max": 1}))
    assert list(refusal.value.fields) == ["/nodes/A b"]
    assert kept() == before


def test_a_draft_may_not_take_anothers_place(talent: TemplateDraft, author: User) -> None:
    other = start(author)
    before = kept()
    with pytest.raises(ConflictError) as refusal:
        edit(other, author, Edit(("key",), talent.key), Edit(("version",), talent.version))
    assert refusal.value.code == "draft_exists"
    assert kept() == before


def test_what_is_unfinished_is_kept_but_neither_approved_nor_published(
    talent: TemplateDraft, author: User, reviewer: User
) -> None:
    whole = talent.document
    unsound = edit(talent, author, Edit(TOTAL, Decimal(105)))
    assert [each.path for each in queries.workbench(author, talent.id, TODAY).problems_of("nodes", "performance")] == [
        "/nodes/performance/inputs"
    ]
    assert not shelf.draft(author, talent.id, TODAY).is_approved
    seen = unsound.document_hash
    refusals: list[DomainError] = []
    for verdict in ("approved", "returned"):
        with pytest.raises(InvalidError) as refusal:
            services.review_draft(draft=unsound, seen=seen, verdict=verdict, comment="x", actor=reviewer, at=AT)
        refusals.append(refusal.value)
    with pytest.raises(InvalidError) as refusal:
        services.publish_draft(draft=unsound, version="9", changelog="", actor=author, day=TODAY)
    refusals.append(refusal.value)
    assert {refusal.code for refusal in refusals} == {"draft_unsound"}
    assert all("/nodes/performance/inputs" in refusal.fields for refusal in refusals)
    assert not DraftReview.objects.exists()
    assert not TemplateVersion.objects.exists()
    sound = edit(unsound, author, Edit(TOTAL, Decimal(100)))
    assert document.read_yaml(sound.document) == document.read_yaml(whole)
    services.review_draft(draft=sound, seen=sound.document_hash, verdict="approved", comment="", actor=reviewer, at=AT)
    assert services.publish_draft(draft=sound, version="9", changelog="", actor=author, day=TODAY).version == "9"


def test_an_approval_lapses_with_the_first_edit(talent: TemplateDraft, author: User, reviewer: User) -> None:
    services.review_draft(
        draft=talent, seen=talent.document_hash, verdict="approved", comment="", actor=reviewer, at=AT
    )
    edit(talent, author, Edit(("note",), "Catatan"))
    assert not shelf.draft(author, talent.id, TODAY).is_approved
    with pytest.raises(ConflictError, match="orang kedua"):
        services.publish_draft(draft=talent, version="9", changelog="", actor=author, day=TODAY)


def test_strangers_neither_read_nor_write(talent: TemplateDraft) -> None:
    stranger = host_user("Neneng Hasanah", operator=False)
    before = kept()
    for attempt in (
        lambda: start(stranger),
        lambda: authoring.start_from_version(version=TemplateVersion(key="x"), actor=stranger, at=AT),
        lambda: edit(talent, stranger, Edit(("note",), REMOVE)),
        lambda: authoring.delete_draft(draft=talent, seen=talent.document_hash, actor=stranger, at=AT),
        lambda: queries.workbench(stranger, talent.id, TODAY),
    ):
        with pytest.raises(ForbiddenError):
            attempt()
    assert kept() == before
    with pytest.raises(NotFoundError):
        queries.workbench(host_user("Asep Sunandar"), new_id(), TODAY)
