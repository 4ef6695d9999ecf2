"""How names are spelled: their words, and whether a word was typed with one slip."""

import re
import unicodedata

LEAST_LETTERS = 2  # one letter is half the people
LEAST_FOR_A_SLIP = 5  # of a shorter word too little is left to find it by
_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"))  # Soekarno, Djoko, Tjahjo, Sjahrir
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text: small letters without marks, the old spelling as today's."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for old, new in _OLD_SPELLING:
        plain = plain.replace(old, new)
    return _WORD.findall(plain)


def untouched(typed: str) -> tuple[str, str] | None:
    """A beginning and a later part of a typed word, of which one slip leaves one whole; None for too short a word.

    A slip is a letter wrong, missing or too many, or two neighbours swapped; between the parts stands one letter that
    belongs to neither, so that a swap cannot spoil both.
    """
    if len(typed) < LEAST_FOR_A_SLIP:
        return None
    middle = len(typed) // 2
    return typed[: middle - 1], typed[middle:]


def begins_alike(typed: str, word: str) -> bool:
    """Whether a word begins as it was typed, but for one slip."""
    at = next((place for place, pair in enumerate(zip(typed, word, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        return len(typed) <= len(word) + 1
    rest, left = typed[at:], word[at:]
    return (
        left[1:].startswith(rest[1:])  # another letter
        or left[1:].startswith(rest)  # one is missing
        or left.startswith(rest[1:])  # one too many
        or (left[:2] == rest[1::-1] and left[2:].startswith(rest[2:]))  # two swapped
    )
