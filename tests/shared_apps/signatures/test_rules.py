"""A signature holds for these bytes, this purpose and this key, and for nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared_apps.signatures import rules
from shared_apps.signatures.rules import Signature, SignatureFile

KEY = rules.private_key_of("installation-a-" + "x" * 30)
PUBLIC = rules.pem_of(KEY.public_key())
OTHER = rules.pem_of(rules.private_key_of("installation-b-" + "x" * 30).public_key())
CONTENT = b'{"hasil": "tidak ada"}\n'


def test_what_was_signed_holds() -> None:
    signature = rules.signed_by(KEY, CONTENT, "isolation-report")
    assert rules.verify(CONTENT, signature, purpose="isolation-report", public_key=PUBLIC)
    assert signature.key_id == rules.key_id_of(PUBLIC)


@given(st.data())
def test_every_changed_byte_is_seen(data: st.DataObject) -> None:
    signature = rules.signed_by(KEY, CONTENT, "isolation-report")
    place = data.draw(st.integers(0, len(CONTENT) - 1))
    byte = data.draw(st.integers(1, 255))
    changed = CONTENT[:place] + bytes([CONTENT[place] ^ byte]) + CONTENT[place + 1 :]
    assert not rules.verify(changed, signature, purpose="isolation-report", public_key=PUBLIC)


def test_another_purpose_key_or_name_of_the_key_does_not_hold() -> None:
    signature = rules.signed_by(KEY, CONTENT, "isolation-report")
    assert not rules.verify(CONTENT, signature, purpose="template-package", public_key=PUBLIC)
    assert not rules.verify(CONTENT, signature, purpose="isolation-report", public_key=OTHER)
    renamed = replace(signature, key_id=rules.key_id_of(OTHER))
    assert not rules.verify(CONTENT, renamed, purpose="isolation-report", public_key=PUBLIC)


def test_a_purpose_cannot_be_moved_into_the_content() -> None:
    """`a` + `b\\n…` must not read as `a\\nb` + `…`."""
    signature = rules.signed_by(KEY, b"export\nrest", "isolation")
    for purpose, content in (("isolation-export", b"rest"), ("isolation", b"rest"), ("export", b"rest")):
        assert not rules.verify(content, signature, purpose=purpose, public_key=PUBLIC)
    for purpose in ("isolation\nexport", "", "Isolation", "a b", "a" * 61):
        with pytest.raises(ValueError, match="not a purpose"):
            rules.signed_by(KEY, b"rest", purpose)


@pytest.mark.parametrize("value", ["", "???", "AAAA", "ü"])
def test_a_broken_signature_does_not_hold_and_does_not_stop_anything(value: str) -> None:
    broken = Signature(rules.key_id_of(PUBLIC), value)
    assert not rules.verify(CONTENT, broken, purpose="isolation-report", public_key=PUBLIC)
    assert not rules.verify(CONTENT, broken, purpose="isolation-report", public_key=b"no key")


def test_a_signature_file_is_read_as_it_was_written() -> None:
    file = SignatureFile("isolation-report", rules.signed_by(KEY, CONTENT, "isolation-report"), PUBLIC)
    assert rules.read(rules.written(file)) == file


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'"x"', b'{"format": "merit-signature/2"}'])
def test_what_is_no_signature_file_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  json's own error is one as well
        rules.read(content)
