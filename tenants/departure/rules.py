"""What a departure goes through, and what leaves in the pack and what does not."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

NOTICE_DAYS = (90, 30, 7)  # before an agreement ends
GRACE_DAYS = 30  # between the handover and the erasure
FORMAT = "merit-exit-pack/1"
PURPOSE = "exit-pack"  # of the manifest's signature
CERTIFICATE = "erasure-certificate"  # of the certificate's


class State(StrEnum):
    """Where a departure stands."""

    NOTICE = "notice"
    READ_ONLY = "read_only"
    PACKED = "packed"
    HANDED_OVER = "handed_over"
    ERASED = "erased"
    CANCELLED = "cancelled"


OPEN = frozenset({State.NOTICE, State.READ_ONLY, State.PACKED, State.HANDED_OVER})
PACKABLE = frozenset({State.READ_ONLY, State.PACKED, State.HANDED_OVER})
PACK_STEPS = ("collected", "encrypted", "announced")
ERASE_STEPS = ("inventoried", "support_ended", "backups_destroyed", "erased", "looked_for", "certified")

# Made by the migrations in every installation, or used by nobody: they come into being again by themselves.
STRUCTURE: Mapping[str, str] = {
    "django_migrations": "which migrations the tables have: stands in schema.json",
    "django_content_type": "names of models, made by the migrations",
    "auth_permission": "names of permissions, made by the migrations; nobody holds one",
    "auth_group": "not used: power comes from an appointment",
    "auth_group_permissions": "not used: power comes from an appointment",
    "programs_keyedrequest": "answers kept for a day for programs that ask twice",
}
# Whoever holds the pack must not be able to act as anybody.
SECRET_TABLES: Mapping[str, str] = {
    "django_session": "sessions: whoever had them would be signed in",
    "accounts_usersession": "who was signed in with which device: it ends with the sessions",
    "accounts_apitoken": "tokens of the API: new ones are issued",
    "mfa_authenticator": "secrets of second factors: they are set up again",
    "account_emailconfirmation": "codes of e-mail confirmations",
}
SECRET_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "accounts_user": {"password": "password hashes: people choose a new password by a code in their mail"},
    "accounts_invitation": {"token_sha256": "tokens of invitations: open invitations are sent again"},
    "people_employeenik": {
        "sealed": "sealed with this installation's key: stands in clear in data/people_nik.csv",
        "blind_index": "made with this installation's key: made anew where the pack is imported",
    },
    "accounts_activationletter": {"code_hmac": "codes of activation letters: open ones are printed again"},
    "accounts_identityprovider": {"client_secret": "secrets of identity providers: they are typed in again"},
}
AUDIT_TABLES = ("audit_entry", "audit_change", "audit_seal")


def left_out(table: str) -> str | None:
    """Why a whole table does not leave; None where it does."""
    return STRUCTURE.get(table) or SECRET_TABLES.get(table)


def is_secret(table: str, column: str) -> bool:
    """Whether a column stays behind although its table leaves."""
    return column in SECRET_COLUMNS.get(table, {})


def folder_of(table: str) -> str:
    """Where in the pack a table lies."""
    return "audit" if table in AUDIT_TABLES else "data"


def notice_due(ends_on: date, told: frozenset[int], day: date) -> int | None:
    """The nearest notice that is due and was not given; None when there is none. Missed ones are not made up for."""
    left = (ends_on - day).days
    due = [days for days in NOTICE_DAYS if left <= days]
    return min(due) if due and min(due) not in told else None


def earliest_erasure(handed_over_on: date) -> date:
    """The first day on which the region may be erased."""
    return handed_over_on + timedelta(days=GRACE_DAYS)


def why_not_erase(
    *, state: State, day: date, erase_on: date | None, order: str, asked_by: object, confirmed_by: object
) -> str | None:
    """The first reason against erasing now; None where nothing stands against it.

    A written order replaces handover and day, never the second person.
    """
    if state not in OPEN:
        return "departure_over"
    if not order:
        if state != State.HANDED_OVER:
            return "not_handed_over"
        if erase_on is None or day < erase_on:
            return "too_early"
    if asked_by is None:
        return "not_asked"
    if asked_by == confirmed_by:
        return "same_person"
    return None
