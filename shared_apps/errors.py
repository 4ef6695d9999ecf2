"""The few kinds of error the domain raises; the mapping to HTTP lives in merit.problems."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


class DomainError(Exception):
    """An anticipated refusal: what happened, what is safe, what to do next.

    `code` is for machines and never changes; `message` is for people, translated when shown;
    `fields` names the inputs that caused it; `details` holds structured facts for the interface.
    """

    def __init__(
        self,
        code: str,
        message: Text,
        *,
        fields: Mapping[str, Sequence[Text]] | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.fields: dict[str, list[Text]] = {name: list(texts) for name, texts in (fields or {}).items()}
        self.details: dict[str, Any] = dict(details or {})

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class InvalidError(DomainError):
    """The input is wrong; nothing was changed."""


class NotFoundError(DomainError):
    """The thing does not exist, or the viewer may not know that it does."""


class ForbiddenError(DomainError):
    """The actor may not do this; nothing was changed."""


class ConflictError(DomainError):
    """The state does not allow it now; nothing was changed."""
