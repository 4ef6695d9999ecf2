"""Services around one thing: the sessions of a user, noted while they last and ended from any of them."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import BinaryField, F, Func, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import devices
from shared_apps.accounts.models import User, UserSession
from shared_apps.errors import NotFoundError

SEEN_EVERY = timedelta(minutes=5)  # how exactly the last use is known; one small write per session in that time


def digest(key: str) -> bytes:
    """What is stored of a session's key: whoever reads the table is not signed in by it."""
    return hashlib.sha256(key.encode()).digest()


def record_seen(*, user: User, key: str, agent: str, now: datetime, expires_at: datetime, way: str = "") -> None:
    """Note that a session is in use, and with which device: one statement, also for the first time.

    `way` is by what the person came in; of a session that was noted before it stays what it was.
    """
    minute = now.replace(second=0, microsecond=0)
    row = UserSession(user=user, key_sha256=digest(key), signed_in_at=now, last_seen_at=minute, expires_at=expires_at)
    row.way = way
    row.browser, row.system = devices.browser_of(agent), devices.system_of(agent)
    UserSession.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["key_sha256"],
        update_fields=["user", "browser", "system", "last_seen_at", "expires_at"],
    )


def forget(*, key: str) -> None:
    """A session is over: signed out, or under a new key."""
    UserSession.objects.filter(key_sha256=digest(key)).delete()


@transaction.atomic
def end_session(*, user: User, session_id: uuid.UUID) -> UserSession:
    """End one of the user's own sessions: its next request is a stranger's."""
    found = UserSession.objects.select_for_update().filter(user=user, pk=session_id).first()
    if found is None:
        raise NotFoundError("session_unknown", _("Sesi ini tidak ditemukan. Mungkin sudah berakhir."))
    _end(UserSession.objects.filter(pk=found.pk))
    return found


@transaction.atomic
def end_others(*, user: User, key: str) -> int:
    """End all sessions of the user but the one with this key; how many there were."""
    return _end(UserSession.objects.filter(user=user).exclude(key_sha256=digest(key)))


def end_all(*, user: User) -> int:
    """End every session of a user, as when the password is replaced or the account closed."""
    return _end(UserSession.objects.filter(user=user))


def _end(rows: "QuerySet[UserSession]") -> int:
    """Django's own rows go too: not the list but these are what lets somebody in."""
    keys = list(rows.values_list("key_sha256", flat=True))
    key_bytes = Func(F("session_key"), Value("UTF8"), function="convert_to", output_field=BinaryField())
    hashed = Func(key_bytes, function="sha256", output_field=BinaryField())
    Session.objects.annotate(digest=hashed).filter(digest__in=[bytes(key) for key in keys]).delete()
    rows.delete()
    return len(keys)
