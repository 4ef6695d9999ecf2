"""A sealed text opens for its owner in its region under its key alone; a new key takes over from the one before."""

import pytest
from django.test import override_settings

from shared_apps import sealing
from shared_apps.rows import new_id
from shared_apps.sealing import rules

REGION, OWNER, TEXT = new_id(), new_id(), "3372010101000001"
KEYS = rules.keys_of("a" * 40, region=REGION, field="nik")
SEALED = rules.sealed(KEYS, TEXT, owner=OWNER, nonce=b"n" * rules.NONCE_BYTES)


def test_it_opens_for_its_owner_and_says_nothing() -> None:
    assert rules.opened(KEYS, SEALED, owner=OWNER) == TEXT
    assert TEXT not in SEALED
    assert len(SEALED) <= 120
    assert len(rules.index_of(KEYS, TEXT)) == 64


@pytest.mark.parametrize(
    "keys",
    [
        rules.keys_of("b" * 40, region=REGION, field="nik"),
        rules.keys_of("a" * 40, region=new_id(), field="nik"),
        rules.keys_of("a" * 40, region=REGION, field="other"),
    ],
    ids=["another secret", "another region", "another field"],
)
def test_under_other_keys_it_neither_opens_nor_is_found(keys: rules.Keys) -> None:
    with pytest.raises(rules.SealError):
        rules.opened(keys, SEALED, owner=OWNER)
    assert rules.index_of(keys, TEXT) != rules.index_of(KEYS, TEXT)


def test_moved_to_another_person_or_changed_it_does_not_open() -> None:
    with pytest.raises(rules.SealError):
        rules.opened(KEYS, SEALED, owner=new_id())
    for place in (0, 3, 30, len(SEALED) - 5):
        other = "B" if SEALED[place] != "B" else "C"
        with pytest.raises(rules.SealError):
            rules.opened(KEYS, SEALED[:place] + other + SEALED[place + 1 :], owner=OWNER)
    for text in ("", "-", "AQ==", TEXT):
        with pytest.raises(rules.SealError):
            rules.version_of(text)


def test_while_the_key_is_exchanged_the_one_before_opens_and_finds() -> None:
    facts = {"region": REGION, "field": "nik"}
    with override_settings(FIELD_KEY="old" * 12, FIELD_KEY_BEFORE=""):
        old, found_by = sealing.seal(TEXT, owner=OWNER, **facts), sealing.index(TEXT, **facts)
        assert sealing.is_current(old, **facts)
    with override_settings(FIELD_KEY="new" * 12, FIELD_KEY_BEFORE="old" * 12):
        assert sealing.opened(old, owner=OWNER, **facts) == TEXT
        assert not sealing.is_current(old, **facts)
        assert sealing.indexes(TEXT, **facts)[1] == found_by
    with override_settings(FIELD_KEY="new" * 12, FIELD_KEY_BEFORE=""), pytest.raises(sealing.SealError):
        sealing.opened(old, owner=OWNER, **facts)
