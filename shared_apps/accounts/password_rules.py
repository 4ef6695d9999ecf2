"""Which passwords are guessed first: pure. One word everybody knows, with digits and marks around it."""

import re
from collections.abc import Collection

_LOOKALIKES = str.maketrans("013457", "oieast")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
_MARKS = re.compile(r"[\W_]+")
_FEW_LETTERS = re.compile(r"\d*[a-z]{0,4}\d*")
_NUMBER = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{10}"
)  # a NIP begins with the birth date


def is_guessable(password: str, words: Collection[str]) -> bool:
    """Whether somebody who knows the country but not the person tries it early.

    One of the words (lower case letters alone) with capitals, look-alike digits, digits or marks around it; one piece
    repeated; a row of the keyboard; digits or a NIP with a few letters.
    """
    text = password.casefold()
    wordy = "".join(piece for piece in _MARKS.split(text) if not piece.isdigit())
    trimmed = wordy.strip("0123456789")
    readings = {_letters(text), *(_letters(each.translate(_LOOKALIKES)) for each in (text, wordy, trimmed))}
    if _FEW_LETTERS.fullmatch(text) or any(reading in words or _is_plain(reading) for reading in readings):
        return True
    digits = "".join(each for each in text if each.isdigit())
    return _NUMBER.fullmatch(digits) is not None and len(text) - len(digits) <= 4


def _letters(text: str) -> str:
    return "".join(each for each in text if each.isalpha())


def _is_plain(reading: str) -> bool:
    """One piece repeated, or a row of keys in either direction."""
    if len(reading) > 3 and any(reading in row or reading[::-1] in row for row in _ROWS):
        return True
    return len(reading) > 3 and reading in (reading + reading)[1:-1]
