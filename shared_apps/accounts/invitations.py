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
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import mails, queries, rules
from shared_apps.accounts.access import Actor, check_actor, check_role
from shared_apps.accounts.addresses import own_address
from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError


@dataclass(frozen=True)
class Invited:
    """What became of many invitations: written ones, and those left out with the reason."""

    sent: int
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
) -> Invitation:
    """Invite one address; the link goes out by e-mail on commit. A newer invitation replaces an open one.

    Provisioning invites a region's first administrator so, under the region's own login.
    """
    check_actor(actor, Action.APPOINT if role else Action.INVITE_PEOPLE, day)
    if role:
        check_role(role)
    address = email.strip().lower()
    if not _is_address(address):
        raise InvalidError(
            "email_invalid", _("Periksa isian."), fields={"email": [_("Tulis alamat surel yang lengkap.")]}
        )
    if not name.strip():
        raise InvalidError("name_missing", _("Periksa isian."), fields={"name": [_("Tulis nama lengkap.")]})
    if User.objects.filter(email=address).exists():
        raise ConflictError("account_exists", _("Alamat surel ini sudah mempunyai akun di sini."))
    invitation = Invitation(email=address, name=name.strip(), role=role or "", employee_id=employee_id)
    invitation.unit_id = unit_id
    written = _write([invitation], day=day, invited_by=actor.name)
    mails.send_on_commit(written)
    return invitation


@transaction.atomic
def invite_many(*, employees: Iterable[tuple[uuid.UUID, str, str]], day: date, actor: Actor) -> Invited:
    """Invite employees (id, name, address) who have no account yet; everything in three statements."""
    check_actor(actor, Action.INVITE_PEOPLE, day)
    asked = [(employee, name.strip(), address.strip().lower()) for employee, name, address in employees]
    ids, addresses = [each[0] for each in asked], [each[2] for each in asked]
    known = set(User.objects.filter(employee_id__in=ids).values_list("employee_id", flat=True))
    taken = set(User.objects.filter(email__in=addresses).values_list("email", flat=True))
    invited: dict[str, Invitation] = {}
    with_account, wrong = [], []
    for employee, name, address in asked:
        if employee in known or address in taken:
            with_account.append(name)
        elif not _is_address(address) or address in invited:
            wrong.append(name)
        else:
            invited[address] = Invitation(email=address, name=name, employee_id=employee)
    mails.send_on_commit(_write(list(invited.values()), day=day, invited_by=actor.name))
    return Invited(sent=len(invited), with_account=tuple(with_account), wrong_address=tuple(wrong))


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
        given = Appointment(user=user, role=invitation.role, unit_id=invitation.unit_id, starts_on=day)
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
            "invitation_replaced", _("Undangan ini sudah diganti. Buka tautan dalam surel undangan yang terbaru.")
        )
    if invitation.expires_on <= day:
        raise ConflictError(
            "invitation_expired",
            _("Masa berlaku undangan ini sudah habis. Mintalah undangan baru kepada pengirimnya."),
            details={"invited_by": invitation.invited_by_name},
        )


def _write(invitations: list[Invitation], *, day: date, invited_by: str) -> list[mails.Letter]:
    """Store invitations with fresh tokens and write the letters that carry them."""
    now, address, signer = timezone.now(), own_address(), queries.signer()
    open_ones = Invitation.objects.filter(accepted_at=None, replaced_at=None)
    open_ones.filter(email__in=[each.email for each in invitations]).update(replaced_at=now)
    letters = []
    for invitation in invitations:
        raw = secrets.token_urlsafe(24)
        invitation.token_sha256 = queries.digest(raw)
        invitation.invited_by_name = invited_by
        invitation.created_on, invitation.expires_on = day, day + timedelta(days=rules.INVITATION_DAYS)
        letters.append(mails.invitation_letter(invitation, link=f"{address}/undangan/{signer.sign(raw)}/"))
    Invitation.objects.bulk_create(invitations)
    return letters


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True
