"""Writes of accounts and tokens. Roles are given in `appointments`, invitations written in `invitations`."""

import secrets
import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import rules, sessions
from shared_apps.accounts.access import check
from shared_apps.accounts.appointments import appoint, end_appointment, give_role, keep_administrator
from shared_apps.accounts.delivery import deliver
from shared_apps.accounts.invitations import (
    accept_invitation,
    cancel_invitation,
    create_invitation,
    ensure_invited,
    invite_first,
    invite_many,
)
from shared_apps.accounts.models import ApiToken, User
from shared_apps.accounts.queries import digest
from shared_apps.accounts.rules import Action, Scope
from shared_apps.errors import ConflictError, InvalidError, NotFoundError

__all__ = [
    "accept_invitation",
    "appoint",
    "cancel_invitation",
    "change_language",
    "change_password",
    "create_invitation",
    "deactivate",
    "deliver",
    "end_appointment",
    "ensure_invited",
    "give_role",
    "invite_first",
    "invite_many",
    "issue_token",
    "reactivate",
    "record_use",
    "replace_password",
    "revoke_token",
]


@transaction.atomic
def deactivate(*, user_id: uuid.UUID, day: date, at: datetime, actor: User) -> User:
    """Close an account: it signs in no more, and its sessions and tokens end. Nobody closes their own.

    Nor is the last one closed who may give roles for good: a temporary administrator could.
    """
    check(actor, Action.APPOINT, day)
    if user_id == actor.pk:
        raise ConflictError("own_account", _("Akun sendiri tidak dapat ditutup. Mintalah administrator lain."))
    user = _held_account(user_id)
    for held in user.appointments.filter(ends_on=None, starts_on__lte=day):
        keep_administrator(held, day)
    user.is_active, user.closed_at = False, at
    user.save(update_fields=["is_active", "closed_at"])
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
    sessions.end_all(user=user)
    return user


@transaction.atomic
def reactivate(*, user_id: uuid.UUID, day: date, actor: User) -> User:
    """Open a closed account again; its holder signs in anew."""
    check(actor, Action.APPOINT, day)
    user = _held_account(user_id)
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user


def _held_account(user_id: uuid.UUID) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFoundError("account_unknown", _("Akun ini tidak ditemukan."))
    return user


@transaction.atomic
def change_password(*, user: User, old: str, new: str) -> None:
    """Set a new password after the old one was given; the tokens of the API end with it."""
    if not user.check_password(old):
        raise InvalidError("password_wrong", _("Periksa isian."), fields={"old": [_("Kata sandi lama tidak cocok.")]})
    try:
        validate_password(new, user)
    except ValidationError as refused:
        raise InvalidError("password_weak", _("Periksa isian."), fields={"new": list(refused.messages)}) from refused
    replace_password(user=user, password=new)


@transaction.atomic
def replace_password(*, user: User, password: str) -> None:
    """Set a password that was validated; sessions and tokens made with the old one end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    ApiToken.objects.filter(user=user).delete()
    sessions.end_all(user=user)


def change_language(*, user: User, language: str) -> None:
    """Remember in which language a user reads."""
    if language not in {"id", "en"}:
        wrong = {"language": [_("Pilih salah satu bahasa.")]}
        raise InvalidError("language_unknown", _("Bahasa ini tidak tersedia."), fields=wrong)
    user.language = language
    user.save(update_fields=["language"])


def issue_token(
    *, user: User, name: str, now: datetime, scopes: Collection[Scope] = tuple(Scope), hours: int = rules.TOKEN_HOURS
) -> tuple[str, ApiToken]:
    """A new token: its characters are returned once and stored nowhere."""
    raw = secrets.token_urlsafe(32)
    issued = ApiToken(user=user, name=name, token_sha256=digest(raw), scopes=sorted(scopes))
    issued.expires_at = now + timedelta(hours=hours)
    issued.save()
    return raw, issued


def revoke_token(*, user: User, token_id: uuid.UUID, now: datetime) -> None:
    """End one of the user's own tokens."""
    found = ApiToken.objects.filter(user=user, pk=token_id, revoked_at=None).update(revoked_at=now)
    if not found:
        raise NotFoundError("token_unknown", _("Token ini tidak ditemukan."))


def record_use(*, token: ApiToken, day: date) -> None:
    """Note the day of the last use: one write per token and day, not one per request."""
    if token.last_used_on != day:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=day)
