"""The stages a region sees, and what a receipt and a range of bytes are."""

import re
from enum import StrEnum

SHOWN = 8  # letters of the checksum that are typed to confirm the receipt


class Stage(StrEnum):
    """Where the leaving stands, as the region is told."""

    NOTICE = "notice"
    READ_ONLY = "read_only"
    PACKED = "packed"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


OVER = frozenset({Stage.CANCELLED})
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


def is_recipient(text: str) -> bool:
    """Whether it has the form of an age X25519 recipient."""
    return bool(_RECIPIENT.fullmatch(text))


def confirms(typed: str, checksum: str) -> bool:
    """Whether somebody read the checksum off their own copy: its first letters, or all of them."""
    letters = re.sub(r"\s", "", typed).lower()
    return len(letters) >= SHOWN and checksum.startswith(letters)


def span(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a Range header with one range; None where it asks for what is not there."""
    found = _RANGE.fullmatch(header.strip())
    if not found or found[1] == found[2] == "" or not size:
        return None
    if found[1] == "":
        length = min(int(found[2]), size)
        return (size - length, size - 1) if length else None
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return (first, last) if first <= last else None
