"""A template leaves one installation and enters another: whole and signed, or not at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from shared_apps import signatures
from shared_apps.accounts.models import User
from shared_apps.errors import ForbiddenError, InvalidError
from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates import services as templates
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import canonical, document, package
from shared_apps.signatures.rules import key_id_of
from tenants.exchange import services
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.scoring_templates.test_services import approve
from tests.tenants.conftest import at_host, host_user

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
ELSEWHERE = override_settings(SIGNING_KEY="another-installation-" + "z" * 40)


@pytest.fixture
def version(regions: None) -> TemplateVersion:
    return templates.publish(
        text=documents.text("talent_national_2025"), version="2025.1", changelog="Pertama", actor=OPERATOR, day=TODAY
    )


@pytest.fixture
def file(version: TemplateVersion) -> bytes:
    """Made by this installation; the tests read it as another one."""
    return services.give(version=version, meant_for=" Kota  Jambi ", actor=OPERATOR, day=TODAY)


@pytest.fixture
def key_id() -> str:
    return key_id_of(signatures.public_key())


def take(file: bytes, key_id: str) -> TemplateDraft:
    with ELSEWHERE:  # another installation, which does not have the key
        return services.take(file=file, key_id=key_id, actor=OPERATOR, at=AT)


def test_it_arrives_as_a_draft_with_the_same_hash_and_its_origin(
    version: TemplateVersion, file: bytes, key_id: str
) -> None:
    draft = take(file, f" {key_id[:16]} {key_id[16:].upper()} ")
    found, problems = document.read_yaml(draft.document)
    assert found is not None, problems
    assert canonical.content_hash(found) == version.content_hash
    assert key_id in draft.origin
    assert version.content_hash in draft.origin
    approve(draft)
    published = templates.publish_draft(draft=draft, version="2025.9", changelog="", actor=OPERATOR, day=TODAY)
    assert published.origin == draft.origin
    assert published.calculation_hash == version.calculation_hash


def test_who_it_is_from_and_for_is_signed(file: bytes) -> None:
    found = services.read(file)
    assert (found.meant_for, found.changelog, found.template.key) == ("Kota Jambi", "Pertama", "talent_national")
    assert found.issuer


def test_any_changed_byte_is_refused_and_nothing_is_kept(file: bytes, key_id: str) -> None:
    places = range(0, len(file), 97)
    for place in places:
        changed = bytearray(file)
        changed[place] ^= 1
        if json_equal(bytes(changed), file):
            continue
        with pytest.raises(InvalidError):
            take(bytes(changed), key_id)
    assert not TemplateDraft.objects.exists()
    assert len(places) > 100


def json_equal(first: bytes, second: bytes) -> bool:
    """White space between the parts is no content."""
    try:
        return bool(json.loads(first) == json.loads(second))
    except ValueError:
        return False


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda facts: facts.update(issuer="Orang lain"), id="another issuer"),
        pytest.param(lambda facts: facts.update(meant_for="Semua"), id="another receiver"),
        pytest.param(lambda facts: facts.update(document=facts["document"].replace("60", "61", 1)), id="a number"),
    ],
)
def test_facts_changed_after_signing_are_refused(
    file: bytes, key_id: str, change: Callable[[dict[str, str]], None]
) -> None:
    parts = json.loads(file)
    facts = json.loads(parts["package"])
    change(facts)
    parts["package"] = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with pytest.raises(InvalidError) as refused:
        take(json.dumps(parts).encode(), key_id)
    assert refused.value.code == "package_refused"
    assert not TemplateDraft.objects.exists()


def test_signed_again_by_somebody_else_it_bears_another_key(file: bytes, key_id: str) -> None:
    content = json.loads(file)["package"].encode()
    with ELSEWHERE:
        forged = package.packed(content, signatures.sign(content, purpose=package.PURPOSE), signatures.public_key())
    with pytest.raises(InvalidError) as refused:
        take(forged, key_id)
    assert list(refused.value.fields) == ["key_id"]
    assert not TemplateDraft.objects.exists()


def test_a_signature_for_something_else_is_none(file: bytes, key_id: str) -> None:
    parts = json.loads(file)
    content = parts["package"].encode()
    wrong = package.packed(content, signatures.sign(content, purpose="isolation-report"), signatures.public_key())
    with pytest.raises(InvalidError):
        take(wrong, key_id)


def test_a_hash_of_another_document_is_refused_even_when_signed(file: bytes, key_id: str) -> None:
    facts = json.loads(json.loads(file)["package"])
    facts["content_hash"] = "sha256:" + "0" * 64
    content = json.dumps(facts).encode()
    signed = package.packed(content, signatures.sign(content, purpose=package.PURPOSE), signatures.public_key())
    with pytest.raises(InvalidError):
        take(signed, key_id)


@pytest.mark.parametrize(
    "junk", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"package": 1}', b"[" * 100_000, b"x" * (4 * 2**20 + 1)]
)
def test_what_is_no_package_is_refused_in_words(regions: None, junk: bytes) -> None:
    with pytest.raises(InvalidError) as refused:
        take(junk, "0" * 32)
    assert refused.value.fields["file"]


def test_only_who_publishes_gives_and_takes(version: TemplateVersion, file: bytes, key_id: str) -> None:
    stranger: User = host_user("Siti Aminah", operator=False)
    with pytest.raises(ForbiddenError):
        services.give(version=version, meant_for="Kota Jambi", actor=stranger, day=TODAY)
    with pytest.raises(ForbiddenError):
        services.take(file=file, key_id=key_id, actor=stranger, at=AT)
    assert not TemplateDraft.objects.exists()


def test_the_pages_from_the_version_to_the_draft(version: TemplateVersion, key_id: str) -> None:
    browser = at_host(host_user())
    page = browser.get(f"/templat/{version.id}/paket/").content.decode()
    assert key_id in page
    assert browser.post(f"/templat/{version.id}/paket/", {"meant_for": " "}).status_code == 422
    given = browser.post(f"/templat/{version.id}/paket/", {"meant_for": "Kota Jambi"})
    upload = SimpleUploadedFile("paket.json", given.content)
    refused = browser.post("/templat/paket/", {"file": upload, "key_id": "0" * 32})
    assert refused.status_code == 422
    assert key_id in refused.content.decode()
    upload.seek(0)
    taken = browser.post("/templat/paket/", {"file": upload, "key_id": key_id})
    assert taken.status_code == 302
    assert taken.headers["Location"] == f"/templat/draf/{TemplateDraft.objects.get().id}/"
