"""What a browser asked a provider, kept in its session: for ten minutes, for one answer, for that provider alone."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from shared_apps.accounts.openid import Asked

KEY = "openid_asked"
MOST = 5  # tabs in which somebody is on the way at once
SECONDS = 600


def keep(session: SessionBase, *, provider_id: uuid.UUID, asked: Asked, now: datetime) -> None:
    """Remember a question; the oldest ones give way."""
    kept: dict[str, Any] = session.get(KEY, {})
    kept[asked.state] = {
        "provider": str(provider_id),
        "nonce": asked.nonce,
        "verifier": asked.verifier,
        "next": asked.next,
        "at": int(now.timestamp()),
    }
    session[KEY] = dict(sorted(kept.items(), key=lambda each: each[1]["at"])[-MOST:])


def take(session: SessionBase, *, provider_id: uuid.UUID, state: str, now: datetime) -> Asked | None:
    """The question an answer belongs to, once; None where this browser never asked that provider so, or long ago."""
    kept: dict[str, Any] = session.get(KEY, {})
    found = kept.pop(state, None)
    if found is None:
        return None
    session[KEY] = kept
    if found["provider"] != str(provider_id) or found["at"] + SECONDS < now.timestamp():
        return None
    return Asked(state, found["nonce"], found["verifier"], found["next"])
