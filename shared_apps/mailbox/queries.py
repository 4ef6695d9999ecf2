"""Mailbox, read by the host."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, TextField, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Length, RowNumber

from shared_apps.mailbox.models import Message


def latest(kind: str) -> dict[str, dict[str, Any]]:
    """The newest content of a kind, by the login that sent it."""
    rows = Message.objects.filter(kind=kind).order_by("sender", "-sent_at").distinct("sender")
    return {row.sender: row.content for row in _readable(rows)}


def all_of(kind: str) -> list[Message]:
    """Every message of a kind, the newest first; what a region wrote, to be shown and never to be trusted."""
    return _readable(Message.objects.filter(kind=kind).order_by("-sent_at", "-id"))


def _readable(rows: QuerySet[Message]) -> list[Message]:
    """Those whose content can be opened."""
    found: list[Message] = []
    for row in rows.annotate(written=Cast("content", TextField())).defer("content"):
        content = _opened(row.written)
        if content is not None:
            row.content = content
            found.append(row)
    return found


def _opened(written: str) -> dict[str, Any] | None:
    """A message's content; None for what no reader takes: numbers without end, nested without end, no object."""
    try:
        content = json.loads(written)
    except (RecursionError, ValueError):
        return None
    return content if isinstance(content, dict) else None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message of a region's proposal, its content not opened yet."""

    id: UUID
    sender: str
    sent_at: datetime
    proposal: str


def proposals(kind: str, *, largest: int, most: int) -> list[Letter]:
    """Messages of a kind, the newest first: of every sender at most so many, and none that is larger."""
    found = Message.objects.filter(kind=kind, kind__startswith="proposal_").annotate(
        size=Length(Cast("content", TextField())),
        named=KeyTextTransform("proposal", "content"),
        turn=Window(RowNumber(), partition_by=[F("sender")], order_by=[F("sent_at").desc(), F("id").desc()]),
    )
    rows = found.filter(size__lte=largest, turn__lte=most).order_by("-sent_at", "-id")
    return [Letter(*row[:3], row[3] or "") for row in rows.values_list("id", "sender", "sent_at", "named")]


def texts(ids: Collection[UUID]) -> dict[UUID, str]:
    """The content of messages as it is written, unread: a region can write what no reader takes."""
    rows = Message.objects.filter(id__in=ids).annotate(written=Cast("content", TextField()))
    return dict(rows.values_list("id", "written"))
