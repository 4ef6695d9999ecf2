"""Idempotency keys and cursors as values: what a key may be, what a request asks, where a page begins."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

KEPT_FOR = timedelta(hours=24)
LONGEST_KEY = 200
LARGEST_ANSWER = 200_000  # letters of JSON that are kept; a longer answer is not given a second time
LARGEST_PAGE = 100
_LONGEST_CURSOR = 400


def is_key(text: str) -> bool:
    """Whether a text may be an idempotency key: visible ASCII, at most 200 letters."""
    return 0 < len(text) <= LONGEST_KEY and all("!" <= letter <= "~" for letter in text)


def fingerprint(method: str, address: str, content: Any) -> str:
    """What a request asks, as SHA-256: the same key with another request is a mistake of the program."""
    asked = json.dumps([method, address, content], sort_keys=True, default=str, ensure_ascii=False)
    return sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Cursor:
    """A page begins behind the entry `after`; where that is gone, at the place it had."""

    after: str
    place: int


@dataclass(frozen=True, slots=True)
class Page:
    """The entries of one page and where the next one begins; None: this is the last."""

    entries: Sequence[Any]
    following: Cursor | None


def page(entries: Sequence[Any], cursor: Cursor | None, size: int) -> Page:
    """The page of a list that may have grown or shrunk since the page before it was read."""
    begin = 0 if cursor is None else _begin(entries, cursor)
    chosen = entries[begin : begin + size]
    end = begin + len(chosen)
    return Page(chosen, Cursor(_name(chosen[-1]), end) if chosen and end < len(entries) else None)


def _begin(entries: Sequence[Any], cursor: Cursor) -> int:
    found = (number for number, entry in enumerate(entries) if cursor.after and _name(entry) == cursor.after)
    return next(found, cursor.place - 1) + 1


def _name(entry: Any) -> str:
    """What tells an entry from others; an entry without an `id` has only its place."""
    return str(entry.get("id", "")) if isinstance(entry, Mapping) else ""


def write_cursor(cursor: Cursor) -> str:
    """As it stands in an address."""
    return base64.urlsafe_b64encode(json.dumps([cursor.after, cursor.place]).encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor | None:
    """The same read again; None where it is none."""
    if len(text) > _LONGEST_CURSOR:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != 2:
        return None
    after, place = found
    is_place = isinstance(place, int) and not isinstance(place, bool) and place >= 0
    return Cursor(after, place) if isinstance(after, str) and is_place else None
