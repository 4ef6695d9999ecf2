"""Mailbox: the one table in `public` that a region writes."""

from typing import Any

from django.utils import timezone

from shared_apps.mailbox.models import Message
from shared_apps.schema import open_login


def send(*, kind: str, content: dict[str, Any]) -> None:
    """Tell the host an agreed aggregate; no person, no name."""
    login = open_login()
    Message.objects.bulk_create([Message(sender=login, sent_at=timezone.now(), kind=kind, content=content)])
