"""A support grant decided in values: rooms, hours, states. What a room opens of the database stands here too."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

MOST_HOURS = 24
PASS_MINUTES = 2  # how long the way in from the host's page works
BELL = "tenants.support.tasks.tend"  # the host's task that makes and drops logins
DECIDED = "support_decided"  # the mailbox's kind
SESSION = "support_grant"  # the key of a supporter's session


class Room(StrEnum):
    """A part of the region's data that a request may name."""

    ORGANISATION = "organisation"
    PEOPLE = "people"
    SCORING = "scoring"
    WORK = "work"
    ACCOUNTS = "accounts"
    AUDIT = "audit"


LABELS: Mapping[Room, tuple[str, ...]] = {  # of Django's apps, whose tables the room opens
    Room.ORGANISATION: ("organisation",),
    Room.PEOPLE: ("people",),
    Room.SCORING: ("scoring", "talent"),
    Room.WORK: ("jobs",),
    Room.ACCOUNTS: ("accounts", "account"),
    Room.AUDIT: ("audit",),
}
ALWAYS = ("organisation_government",)  # whose page it is stands on every page
NEVER = frozenset(  # secrets as a whole: sessions, tokens, authenticators, codes
    {
        "django_session",
        "accounts_usersession",
        "accounts_activationletter",
        "accounts_apitoken",
        "mfa_authenticator",
        "account_emailconfirmation",
        "support_pass",
    }
)


class State(StrEnum):
    """Where a request stands; approved ends by itself."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    REVOKED = "revoked"
    ENDED = "ended"


OPEN = frozenset({State.ASKED, State.APPROVED})


def ends_at(decided_at: datetime, hours: int) -> datetime:
    """When a grant approved now is over."""
    return decided_at + timedelta(hours=hours)


def is_living(state: str, expires_at: datetime | None, at: datetime) -> bool:
    """Whether somebody may look under it."""
    return state == State.APPROVED and expires_at is not None and at < expires_at


def known_rooms(names: Iterable[str]) -> list[str]:
    """The rooms among these names, in the order in which they are shown."""
    asked = set(names)
    return [str(room) for room in Room if room in asked]
