"""Publishing: only a sound document, only by an operator of the host, and never a version twice."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.rows import new_id
from shared_apps.scoring_templates import documents, queries, services
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import document
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import host_user

AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
TALENT = documents.text("talent_national_2025")


pytestmark = pytest.mark.usefixtures("at_the_host")


def approve(draft: TemplateDraft) -> None:
    """A second person reads the draft and stands behind it."""
    services.review_draft(
        draft=draft, seen=draft.document_hash, verdict="approved", comment="", actor=host_user("Neneng"), at=AT
    )


def _publish(text: str = TALENT, version: str = "2026.1") -> TemplateVersion:
    return services.publish(text=text, version=version, changelog="Versi pertama", actor=OPERATOR, day=TODAY)


def test_a_draft_is_published_under_the_hosts_own_version() -> None:
    draft = services.save_draft(text=TALENT, actor=OPERATOR, at=AT)
    approve(draft)
    published = services.publish_draft(draft=draft, version=" 2026.1 ", changelog="", actor=OPERATOR, day=TODAY)
    assert (published.key, published.version, published.published_by_name) == (
        "talent_national",
        "2026.1",
        OPERATOR.name,
    )
    assert published.title == {"id": "Talenta ASN", "en": "ASN talent"}
    template = document.from_json(published.document)
    assert (template.version, document.content_hash(template)) == ("2026.1", published.content_hash)
    assert document.calculation_hash(template) == published.calculation_hash
    assert not TemplateDraft.objects.exists()


def test_the_axis_of_105_is_refused_and_nothing_is_kept() -> None:
    text = documents.text("jabar_talent_2021")
    for attempt in (lambda: services.save_draft(text=text, actor=OPERATOR, at=AT), lambda: _publish(text)):
        with pytest.raises(InvalidError) as refusal:
            attempt()
        assert refusal.value.fields == {"/nodes/performance/inputs": ["Jumlah bobot 105, seharusnya tepat 100."]}
    assert not TemplateDraft.objects.exists()
    assert not TemplateVersion.objects.exists()


@pytest.mark.parametrize("text", ["", "- 1", "a: [", "format: 1", "x" * 2_000_000, "title: {id: 5}"])
def test_what_is_no_document_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        services.save_draft(text=text, actor=OPERATOR, at=AT)
    assert refusal.value.details["problems"]
    assert all(problem["text"] for problem in refusal.value.details["problems"])
    assert not TemplateDraft.objects.exists()


@pytest.mark.parametrize("version", ["", "   ", "x" * 301, "a\u0000b"])
def test_a_version_needs_a_name(version: str) -> None:
    with pytest.raises(InvalidError):
        _publish(version=version)
    assert not TemplateVersion.objects.exists()


def test_a_published_version_never_changes() -> None:
    first = _publish()
    other = TALENT.replace("Talenta ASN", "Talenta lain")
    with pytest.raises(ConflictError) as refusal:
        _publish(other)
    assert refusal.value.code == "version_taken"
    assert TemplateVersion.objects.get().content_hash == first.content_hash
    assert _publish(other, "2026.2").content_hash != first.content_hash


def test_a_new_upload_replaces_the_draft_of_its_version() -> None:
    services.save_draft(text=TALENT, actor=OPERATOR, at=AT)
    services.save_draft(text=TALENT.replace("Talenta ASN", "Talenta lain"), actor=OPERATOR, at=AT)
    assert "Talenta lain" in TemplateDraft.objects.get().document


def test_only_operators_of_the_host_write_or_read_here() -> None:
    stranger = host_user("Neneng Hasanah", operator=False)
    with pytest.raises(ForbiddenError):
        services.save_draft(text=TALENT, actor=stranger, at=AT)
    with pytest.raises(ForbiddenError):
        services.publish(text=TALENT, version="1", changelog="", actor=stranger, day=TODAY)
    for read in (
        lambda viewer: queries.shelf(viewer, TODAY),
        lambda viewer: queries.draft(viewer, new_id(), TODAY),
        lambda viewer: queries.version(viewer, new_id(), TODAY),
    ):
        with pytest.raises(ForbiddenError):
            read(stranger)
    assert not TemplateDraft.objects.exists()
    assert not TemplateVersion.objects.exists()


def test_the_shelf_and_what_is_on_it() -> None:
    operator: User = host_user()
    _publish()
    services.save_draft(text=documents.text("asn_performance"), actor=operator, at=AT)
    shelf = queries.shelf(operator, TODAY)
    assert [version.version for version in shelf.versions] == ["2026.1"]
    assert [draft.changed_by_name for draft in shelf.drafts] == [operator.name]
    assert queries.draft(operator, shelf.drafts[0].id, TODAY).template.title.id == "Kinerja ASN"
    assert queries.version(operator, shelf.versions[0].id, TODAY).template.key == "talent_national"
    with pytest.raises(NotFoundError):
        queries.draft(operator, shelf.versions[0].id, TODAY)
    with pytest.raises(NotFoundError):
        queries.version(operator, shelf.drafts[0].id, TODAY)
