"""Reads of accounts; the viewer comes first and sees their own, or what their role lets them see."""

import hashlib
import hmac
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import rules
from shared_apps.accounts.access import check, may_enter
from shared_apps.accounts.addresses import at_host, open_schema
from shared_apps.accounts.models import ApiToken, Appointment, Invitation, User, UserSession
from shared_apps.errors import NotFoundError

Given = TypeVar("Given", Appointment, Invitation)
MOST_SHOWN = 50  # of a list that is searched; the count says how many there are


@dataclass(frozen=True)
class MyAccount:
    """What a user sees of their own account."""

    user: User
    appointments: list[Appointment]
    tokens: list[ApiToken]
    sessions: list[UserSession]
    authenticator_on: bool
    passkeys: list[Authenticator]
    recovery_codes_left: int


@dataclass(frozen=True)
class People:
    """Who is appointed here, which invitations wait for an answer: to a role, and of employees; and accounts."""

    appointments: list[Appointment]
    invitations: list[Invitation]
    employees: list[Invitation]
    employees_count: int
    accounts: list[User]
    accounts_count: int
    search: str


def my_account(viewer: User, day: date, now: datetime) -> MyAccount:
    """The viewer's own account with its living tokens."""
    own = list(Authenticator.objects.filter(user_id=viewer.pk).order_by("created_at"))
    kept = {kept.type: kept for kept in own}
    codes = kept.get(Authenticator.Type.RECOVERY_CODES)
    return MyAccount(
        user=viewer,
        appointments=_with_agencies(day, _on(day).filter(user=viewer).order_by("starts_on")),
        tokens=list(ApiToken.objects.filter(user=viewer, revoked_at=None, expires_at__gt=now).order_by("-created_at")),
        sessions=my_sessions(viewer, now),
        authenticator_on=Authenticator.Type.TOTP in kept,
        passkeys=[each for each in own if each.type == Authenticator.Type.WEBAUTHN],
        recovery_codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def my_sessions(viewer: User, now: datetime) -> list[UserSession]:
    """The viewer's sessions that still last, the one used last first."""
    return list(UserSession.objects.filter(user=viewer, expires_at__gt=now).order_by("-last_seen_at", "pk"))


def appointed_people(viewer: User, day: date, search: str = "") -> People:
    """Everybody with a role on that day or later, and open invitations that give one; employees' invitations and
    accounts as searched for.
    """
    check(viewer, rules.Action.APPOINT, day)
    # No secret is read that is not shown: a supporter's login may read neither.
    waiting = Invitation.objects.filter(accepted_at=None, replaced_at=None).order_by("-created_at")
    waiting = waiting.defer("token_sha256")
    employees, accounts = waiting.filter(role=""), User.objects.defer("password").order_by("is_active", "name")
    for word in search.split()[:6]:
        named = Q(name__icontains=word) | Q(email__icontains=word)
        employees, accounts = employees.filter(named), accounts.filter(named)
    return People(
        appointments=_with_agencies(
            day,
            Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day))
            .select_related("user")
            .defer("user__password")
            .order_by("role", "user__name"),
        ),
        invitations=_with_agencies(day, waiting.exclude(role="")),
        employees=list(employees[:MOST_SHOWN]),
        employees_count=employees.count(),
        accounts=list(accounts[:MOST_SHOWN]),
        accounts_count=accounts.count(),
        search=search,
    )


def agencies(day: date) -> dict[uuid.UUID, str]:
    """The agencies a bounded role may be given for; the host has none. The chart is a higher room, so a setting."""
    if at_host():
        return {}
    asked: Callable[[date], dict[uuid.UUID, str]] = import_string(settings.ACCOUNTS_AGENCIES)
    return asked(day)


def _with_agencies(day: date, given: Iterable[Given]) -> list[Given]:
    """The same with the names of their agencies; the chart is read only where one is bounded."""
    found = list(given)
    names = agencies(day) if any(each.unit_id for each in found) else {}
    for each in found:
        if each.unit_id:
            each.agency = names.get(each.unit_id, "").lstrip("– ") or _("perangkat daerah yang tidak ada lagi")
    return found


def appointments_on(user: User, day: date) -> list[Appointment]:
    """What a user is appointed to on a day, with the agencies; for queries that were let in."""
    return _with_agencies(day, _on(day).filter(user_id=user.pk).order_by("starts_on", "role"))


def accounts_called(viewer: User, day: date, search: str) -> list[User]:
    """The first accounts by name or address, for those who watch over permissions; none without a search."""
    check(viewer, rules.Action.SEE_PERMISSIONS, day)
    found = User.objects.defer("password").order_by("name", "pk")
    for word in search.split()[:6]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return list(found[:MOST_SHOWN]) if search.strip() else []


def is_held(role: str, day: date) -> bool:
    """Whether somebody who may sign in holds a role on a day; for services that were let in."""
    return _on(day).filter(role=role, user__is_active=True).exists()


def who_may(action: rules.Action, day: date) -> list[User]:
    """Everybody whose roles allow an action on a day, by name; for services and queries that were let in."""
    roles = [role for role in rules.Role if rules.roles_may([role], action)]
    held = _on(day).filter(role__in=roles).values("user_id")
    return list(User.objects.filter(pk__in=held, is_active=True).defer("password").order_by("name", "pk"))


def newest_invitation(role: str) -> Invitation | None:
    """The last one to a role; for services that were let in."""
    return Invitation.objects.filter(role=role).order_by("-created_at").first()


def invitation_of(token: str) -> Invitation:
    """The invitation a link belongs to; a link of another region, or a forged one, is not found."""
    return _one_invitation(Invitation.objects.all(), token)


def locked_invitation_of(token: str) -> Invitation:
    """The same, held until the transaction ends, so that it is accepted once."""
    return _one_invitation(Invitation.objects.select_for_update(), token)


def address_for_sign_in(typed: str) -> str:
    """The e-mail address of the account somebody means by an address or a NIP; unknown input comes back as it is."""
    number = rules.personal_number(typed)
    if number is None:
        return typed.strip().lower()
    found = User.objects.filter(employee_id=employee_of(number), employee_id__isnull=False).values_list(
        "email", flat=True
    )
    return found.first() or number


def employee_of(number: str) -> uuid.UUID | None:
    """Who has or had this NIP here; the register of people is a higher room, and the host has none."""
    if at_host():
        return None
    lookup: Callable[[str], uuid.UUID | None] = import_string(settings.ACCOUNTS_LOGIN_LOOKUP)
    return lookup(number)


def living_token(raw: str, now: datetime, day: date) -> ApiToken | None:
    """The token of this schema that belongs to the characters a client sent."""
    found = ApiToken.objects.select_related("user").filter(token_sha256=digest(raw)).first()
    if found is None or not hmac.compare_digest(bytes(found.token_sha256), digest(raw)):
        return None
    alive = found.revoked_at is None and found.expires_at > now and may_enter(found.user, day)
    return found if alive else None


def digest(raw: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(raw.encode()).digest()


def signer() -> signing.Signer:
    """Signs links of the open schema; the schema is in the salt, so no other one accepts them."""
    return signing.Signer(sep=".", salt=f"invitation:{open_schema()}")


def _one_invitation(among: "models.QuerySet[Invitation]", token: str) -> Invitation:
    try:
        raw = signer().unsign(token)
    except signing.BadSignature:
        raw = ""
    found = among.filter(token_sha256=digest(raw)).first() if raw else None
    if found is None:
        raise NotFoundError("invitation_unknown", _("Undangan ini tidak dikenal di sini."))
    return found


def _on(day: date) -> "models.QuerySet[Appointment]":
    return Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


def addresses_of(role: rules.Role, day: date) -> list[str]:
    """The e-mail addresses of whoever holds a role on a day, for letters that are written by the clock."""
    held = Q(appointments__ends_on=None) | Q(appointments__ends_on__gt=day)
    people = User.objects.filter(
        held, is_active=True, appointments__role=role, appointments__starts_on__lte=day
    ).exclude(email="")
    return sorted(set(people.values_list("email", flat=True)))
