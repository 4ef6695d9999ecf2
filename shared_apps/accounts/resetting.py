"""Services around one verb: the second factor of somebody who lost it is taken away, so that they set up a new one."""

import uuid
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import mails, rules, sessions
from shared_apps.accounts.access import Actor, check, check_actor
from shared_apps.accounts.models import ApiToken, Appointment, User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError

LONGEST_REASON = 300


def resettable(viewer: User, user_id: uuid.UUID, day: date) -> tuple[User, bool]:
    """The account whose second factor a viewer would reset, and whether it has one; nobody's own."""
    check(viewer, Action.APPOINT, day)
    if user_id == viewer.pk:
        raise _own()
    user = User.objects.defer("password").filter(pk=user_id).first()
    if user is None:
        raise NotFoundError("account_unknown", _("Akun ini tidak ditemukan."))
    return user, Authenticator.objects.filter(user_id=user.pk).exists()


@transaction.atomic
def reset_second_factor(*, user_id: uuid.UUID, reason: str, day: date, at: datetime, actor: Actor) -> User:
    """Take authenticator, passkeys and recovery codes of somebody else away; their sessions and tokens end.

    They sign in with the password, and where a role demands a second factor nothing opens before a new one is set up.
    The person is told by e-mail. Raises ForbiddenError `own_second_factor`, InvalidError `reason_missing`,
    NotFoundError `account_unknown`, ConflictError `no_second_factor`.
    """
    check_actor(actor, Action.APPOINT, day)
    if user_id == actor.id:
        raise _own()
    reason = _reason(reason)
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFoundError("account_unknown", _("Akun ini tidak ditemukan."))
    _take_away(user, reason=reason, at=at, by=actor.name)
    return user


@transaction.atomic
def reset_administrator(*, email: str, reason: str, day: date, at: datetime, actor: Actor) -> User:
    """The same by whoever runs the machine, for those who may give roles and whom perhaps nobody inside can help.

    Raises ConflictError `administrator_helps` for everybody else: that is for the administrators inside.
    """
    reason = _reason(reason)
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if user is None:
        raise NotFoundError("account_unknown", _("Akun ini tidak ditemukan."))
    giving = [role for role in Role if rules.roles_may([role], Action.APPOINT)]
    held = Appointment.objects.filter(user=user, role__in=giving, starts_on__lte=day).exclude(ends_on__lte=day)
    if not held.exists():
        raise ConflictError(
            "administrator_helps",
            _("Akun ini bukan administrator; administrator mengatur ulang langkah keduanya. Tidak ada yang diubah."),
        )
    _take_away(user, reason=reason, at=at, by=actor.name)
    return user


def _take_away(user: User, *, reason: str, at: datetime, by: str) -> None:
    removed, _each = Authenticator.objects.filter(user_id=user.pk).delete()
    if not removed:
        raise ConflictError("no_second_factor", _("Akun ini tidak mempunyai langkah kedua. Tidak ada yang diubah."))
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
    sessions.end_all(user=user)
    if user.shown_email:
        letter = mails.second_factor_reset(to=user.email, by=by, reason=reason, at=at)
        transaction.on_commit(lambda: mails.send_later([letter]))


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason or len(reason) > LONGEST_REASON or "\x00" in reason:
        words = _("Tulis alasannya, paling banyak 300 huruf.")
        raise InvalidError("reason_missing", _("Periksa isian."), fields={"reason": [words]})
    return reason


def _own() -> ForbiddenError:
    return ForbiddenError(
        "own_second_factor",
        _("Langkah kedua sendiri tidak dapat diatur ulang. Tidak ada yang diubah. Mintalah administrator lain."),
    )
