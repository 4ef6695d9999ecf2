"""Mailbox, read by the host."""

from typing import Any

from shared_apps.mailbox.models import Message


def latest(kind: str) -> dict[str, dict[str, Any]]:
    """The newest content of a kind, by the login that sent it."""
    rows = Message.objects.filter(kind=kind).order_by("sender", "-sent_at").distinct("sender")
    return {row.sender: row.content for row in rows}


def all_of(kind: str) -> list[Message]:
    """Every message of a kind, the newest first; what a region wrote, to be shown and never to be trusted."""
    return list(Message.objects.filter(kind=kind).order_by("-sent_at", "-id"))
