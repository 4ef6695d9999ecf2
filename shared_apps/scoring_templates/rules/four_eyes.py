"""Whose word counts on a draft: of everybody but its authors the last one, on exactly the text that stands."""

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar
from uuid import UUID


class Word(Protocol):
    """What a reviewer said."""

    reviewer: UUID
    document_hash: str
    verdict: str


class Asked(Protocol):
    """Somebody who was asked to say something."""

    reviewer: UUID

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""


COMMENT = "commented"
_Word = TypeVar("_Word", bound=Word)
_Asked = TypeVar("_Asked", bound=Asked)


def words_that_count(newest_first: Iterable[_Word], *, document_hash: str, authors: Collection[UUID]) -> list[_Word]:
    """One of each reviewer; none of an author, none on another text, and no mere comment."""
    last: dict[UUID, _Word] = {}
    for word in newest_first:
        counts = word.verdict != COMMENT and word.document_hash == document_hash
        if counts and word.reviewer not in authors:
            last.setdefault(word.reviewer, word)
    return list(last.values())


def still_to_answer(asked: Iterable[_Asked], *, words: Iterable[Word]) -> list[_Asked]:
    """Who was asked, is not released, and has given no verdict that counts."""
    answered = {word.reviewer for word in words}
    return [each for each in asked if each.is_open and each.reviewer not in answered]
