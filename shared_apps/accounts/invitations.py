"""Services around one verb: an address is invited, and whoever holds its link opens the account once."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import delivery, queries, rules
from shared_apps.accounts.access import (
    Actor,
    check_actor,
    check_actor_within,
    check_days,
    check_role,
    employee_may_enter,
)
from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import ConflictError, InvalidError, NotFoundError


@dataclass(frozen=True)
class Invited:
    """What became of many invitations: those whose letters are to be sent, and those left out with the reason."""

    ids: tuple[uuid.UUID, ...]
    with_account: tuple[str, ...]
    wrong_address: tuple[str, ...]


@transaction.atomic
def create_invitation(
    *,
    email: str,
    name: str,
    role: str | None,
    day: date,
    actor: Actor,
    employee_id: uuid.UUID | None = None,
    unit_id: uuid.UUID | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Invitation:
    """Invite one address; the letter leaves right after the commit. A newer invitation replaces an open one.

    Raises ConflictError `mail_not_sent` where the invitation is written and its letter did not leave.
    """
    given = Invitation(email=email, name=name, role=role or "", employee_id=employee_id, unit_id=unit_id)
    given.role_starts_on, given.role_ends_on = starts_on, ends_on
    invitation = _create(given, day=day, actor=actor)
    transaction.on_commit(lambda: delivery.deliver_now(invitation.id, day=day))
    return invitation


def ensure_invited(*, email: str, name: str, role: str, day: date, actor: Actor) -> None:
    """Have an address invited to a role once, however often this is asked; its letter has left when this returns.

    Provisioning invites a region's first administrator so, under the region's own login.
    """
    of_address = Invitation.objects.filter(email=email.strip().lower(), role=role, replaced_at=None)
    known = of_address.order_by("-created_at").first()
    if known is None:
        with transaction.atomic():
            known = _create(Invitation(email=email, name=name, role=role), day=day, actor=actor)
    if known.sent_at is None:
        delivery.deliver_now(known.id, day=day)


def invite_first(*, email: str, name: str, role: Role, day: date, actor: Actor) -> Invitation:
    """Invite to a role nobody holds yet, in place of whom was invited to it before; the letter has left then.

    For the host, which may do so only until somebody can invite inside.
    """
    with transaction.atomic():
        if queries.is_held(role, day):
            raise ConflictError(
                "role_held", _("Daerah ini sudah mempunyai administrator. Undangan berikutnya dikirim dari sana.")
            )
        before = Invitation.objects.filter(role=role, accepted_at=None, replaced_at=None)
        before.update(replaced_at=timezone.now())
        invitation = _create(Invitation(email=email, name=name, role=role), day=day, actor=actor)
    delivery.deliver_now(invitation.id, day=day)
    return invitation


def _create(invitation: Invitation, *, day: date, actor: Actor) -> Invitation:
    check_actor(actor, Action.APPOINT if invitation.role else Action.INVITE_PEOPLE, day)
    if invitation.role:
        check_role(invitation.role, invitation.unit_id)
        check_days(invitation.role_starts_on or day, invitation.role_ends_on)
    invitation.email, invitation.name = invitation.email.strip().lower(), invitation.name.strip()
    if not _is_address(invitation.email):
        raise InvalidError(
            "email_invalid", _("Periksa isian."), fields={"email": [_("Tulis alamat surel yang lengkap.")]}
        )
    if not invitation.name:
        raise InvalidError("name_missing", _("Periksa isian."), fields={"name": [_("Tulis nama lengkap.")]})
    if User.objects.filter(email=invitation.email).exists():
        raise ConflictError("account_exists", _("Alamat surel ini sudah mempunyai akun di sini."))
    _write([invitation], day=day, invited_by=actor.name)
    return invitation


@transaction.atomic
def invite_many(*, employees: Iterable[tuple[uuid.UUID, str, str]], day: date, actor: Actor) -> Invited:
    """Write invitations of employees (id, name, address) who have no account yet; `deliver` sends the letters.

    The caller names only people inside the bounds of the actor: where they sit is known in a higher room.
    One whose letter has not left keeps its row, so that a worker who starts again sends the rest.
    """
    check_actor_within(actor, Action.INVITE_PEOPLE, day)
    asked = [(employee, name.strip(), address.strip().lower()) for employee, name, address in employees]
    ids, addresses = [each[0] for each in asked], [each[2] for each in asked]
    known = set(User.objects.filter(employee_id__in=ids).values_list("employee_id", flat=True))
    taken = set(User.objects.filter(email__in=addresses).values_list("email", flat=True))
    unsent = Invitation.objects.filter(employee_id__in=ids, sent_at=None, accepted_at=None, replaced_at=None)
    waiting = {(each.employee_id, each.email): each for each in unsent}
    invited: dict[str, Invitation] = {}
    with_account, wrong = [], []
    for employee, name, address in asked:
        if employee in known or address in taken:
            with_account.append(name)
        elif not _is_address(address) or address in invited:
            wrong.append(name)
        else:
            new = Invitation(email=address, name=name, employee_id=employee)
            invited[address] = waiting.get((employee, address), new)
    _write([each for each in invited.values() if each._state.adding], day=day, invited_by=actor.name)
    written = tuple(each.id for each in invited.values())
    return Invited(ids=written, with_account=tuple(with_account), wrong_address=tuple(wrong))


@transaction.atomic
def cancel_invitation(*, invitation_id: uuid.UUID, day: date, actor: Actor) -> Invitation:
    """Take an open invitation back: its link opens nothing any more."""
    open_ones = Invitation.objects.select_for_update().filter(accepted_at=None, replaced_at=None)
    invitation = open_ones.filter(pk=invitation_id).first()
    check_actor(actor, Action.APPOINT if invitation is None or invitation.role else Action.INVITE_PEOPLE, day)
    if invitation is None:
        raise NotFoundError("invitation_unknown", _("Undangan ini tidak ditemukan atau sudah tidak terbuka."))
    invitation.replaced_at = timezone.now()
    invitation.save(update_fields=["replaced_at"])
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str, day: date) -> User:
    """Open the account an invitation promises, with the password its holder chose."""
    invitation = queries.locked_invitation_of(token)
    refuse_closed(invitation, day=day)
    user = User(email=invitation.email, name=invitation.name, employee_id=invitation.employee_id)
    taken = User.objects.filter(email=invitation.email)
    if invitation.employee_id:
        taken = taken | User.objects.filter(employee_id=invitation.employee_id)
    if taken.exists():
        raise ConflictError("account_exists", _("Akun untuk undangan ini sudah ada. Silakan masuk."))
    try:
        validate_password(password, user)
    except ValidationError as refused:
        raise InvalidError(
            "password_weak", _("Periksa isian."), fields={"password": list(refused.messages)}
        ) from refused
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if invitation.role:
        given = Appointment(user=user, role=invitation.role, unit_id=invitation.unit_id)
        given.starts_on, given.ends_on = max(invitation.role_starts_on or day, day), invitation.role_ends_on
        given.given_by_name = invitation.invited_by_name
        given.save()
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return user


def refuse_closed(invitation: Invitation, *, day: date) -> None:
    """Say why a known invitation cannot be used any more."""
    if invitation.accepted_at:
        raise ConflictError("invitation_used", _("Undangan ini sudah dipakai. Silakan masuk dengan kata sandi Anda."))
    if invitation.replaced_at:
        raise ConflictError(
            "invitation_replaced",
            _("Undangan ini sudah diganti atau dibatalkan. Tautan yang berlaku ada dalam surel terbaru."),
        )
    if invitation.role_ends_on and invitation.role_ends_on <= day:
        raise ConflictError("role_over", _("Masa peran dalam undangan ini sudah lewat. Mintalah undangan baru."))
    if not employee_may_enter(invitation.employee_id, day):
        raise ConflictError("employee_left", _("Undangan ini tidak berlaku lagi: pegawai ini sudah tidak bertugas."))
    if invitation.expires_on <= day:
        raise ConflictError(
            "invitation_expired",
            _("Masa berlaku undangan ini sudah habis. Mintalah undangan baru kepada pengirimnya."),
            details={"invited_by": invitation.invited_by_name},
        )


def _write(invitations: list[Invitation], *, day: date, invited_by: str) -> None:
    """Store invitations, not yet sent: their token is made when the letter is, until then nobody knows one."""
    people = [each.employee_id for each in invitations if each.employee_id]
    same = Q(email__in=[each.email for each in invitations]) | Q(employee_id__in=people)
    Invitation.objects.filter(same, accepted_at=None, replaced_at=None).update(replaced_at=timezone.now())
    for invitation in invitations:
        invitation.token_sha256 = queries.digest(secrets.token_urlsafe(24))
        invitation.invited_by_name = invited_by
        invitation.created_on, invitation.expires_on = day, day + timedelta(days=rules.INVITATION_DAYS)
    Invitation.objects.bulk_create(invitations)


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
