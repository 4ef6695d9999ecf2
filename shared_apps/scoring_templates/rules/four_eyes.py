"""Whose word counts on a draft: of everybody but its authors the last one, on exactly the text that stands."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar
from uuid import UUID


class Word(Protocol):
    """What a reviewer said."""

    reviewer: UUID
    document_hash: str


_Word = TypeVar("_Word", bound=Word)


def words_that_count(newest_first: Iterable[_Word], *, document_hash: str, authors: Collection[UUID]) -> list[_Word]:
    """One of each reviewer; none of an author, and none on another text."""
    last: dict[UUID, _Word] = {}
    for word in newest_first:
        if word.document_hash == document_hash and word.reviewer not in authors:
            last.setdefault(word.reviewer, word)
    return list(last.values())
