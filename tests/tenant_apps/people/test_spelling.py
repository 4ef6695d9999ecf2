"""A name is recognised in the old spelling, and with one slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenant_apps.people.rules import spelling

NAMES = ("Sulastri Wahyuningsih", "Djoko Soekarno", "Ni Made Ayu Kartikasari", "Andrés Tjahjono", "I Gede Ngurah")


def test_words_are_small_without_marks_in_todays_spelling() -> None:
    assert spelling.words_of("Drs. Andrés  TJAHJONO-Soekarno, M.Si.") == [
        "drs",
        "andres",
        "cahjono",
        "sukarno",
        "m",
        "si",
    ]
    assert spelling.words_of(" ,;-- ") == []


def slips(word: str) -> list[str]:
    """Every way to mistype a word once: another letter, one missing, one too many, two swapped."""
    found = []
    for place in range(len(word)):
        found += [word[:place] + "x" + word[place + 1 :], word[:place] + word[place + 1 :]]
        found += [word[:place] + "x" + word[place:], word[:place] + word[place] + word[place:]]
        if place + 1 < len(word):
            found.append(word[:place] + word[place + 1] + word[place] + word[place + 2 :])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_one_slip_leaves_one_part_whole_and_is_recognised(name: str) -> None:
    for word in spelling.words_of(name):
        for length in range(6, len(word) + 1):
            for typed in slips(word[:length]):
                parts = spelling.untouched(typed)
                assert parts is not None
                assert word.startswith(parts[0]) or parts[1] in word, typed
                assert spelling.begins_alike(typed, word), typed


@given(st.text(alphabet="abc", min_size=1, max_size=9), st.text(alphabet="abc", min_size=1, max_size=9))
def test_alike_means_one_slip_and_no_more(typed: str, word: str) -> None:
    """Against the slow way: every beginning of the word, with every slip."""
    letters = "abc"
    near = set()
    for length in range(len(word) + 1):
        start = word[:length]
        near.add(start)
        for place in range(len(start) + 1):
            near |= {start[:place] + letter + start[place:] for letter in letters}
        for place in range(len(start)):
            near |= {start[:place] + letter + start[place + 1 :] for letter in letters}
            near.add(start[:place] + start[place + 1 :])
            near.add(start[:place] + start[place : place + 2][::-1] + start[place + 2 :])
    assert spelling.begins_alike(typed, word) == (typed in near)


def test_another_word_is_not_alike() -> None:
    assert spelling.begins_alike("sulsatri", "sulastri")
    assert not spelling.begins_alike("slstri", "sulastri")  # two slips
    assert spelling.untouched("made") is None  # too short for one
