"""Services around one verb: somebody is given a role, for how long, and it is taken back before its time."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import queries, rules
from shared_apps.accounts.access import Actor, check, check_actor, check_days, check_not_before, check_role, may_enter
from shared_apps.accounts.invitations import create_invitation
from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import ConflictError, InvalidError, NotFoundError


@transaction.atomic
def appoint(
    *,
    user: User,
    role: str,
    day: date,
    actor: Actor,
    ends_on: date | None = None,
    unit_id: uuid.UUID | None = None,
    starts_on: date | None = None,
) -> Appointment:
    """Give a user a role for the whole government or, where it is bounded, for one agency.

    From `starts_on`, or from the day on which it is given; `ends_on` is the first day on which it no longer holds.
    Raises ConflictError `already_appointed` where they hold it in that time, InvalidError for a wrong role or order.
    """
    check_actor(actor, Action.APPOINT, day)
    check_role(role, unit_id)
    check_agency(unit_id, day)
    start = starts_on or day
    check_days(start, ends_on)
    User.objects.select_for_update().get(pk=user.pk)  # two administrators at once give it once
    held = user.appointments.filter(Q(ends_on=None) | Q(ends_on__gt=start), role=role, unit_id=unit_id)
    if held.filter(Q(starts_on__lt=ends_on) if ends_on else Q()).exists():
        raise ConflictError("already_appointed", _("Orang ini sudah memegang peran itu."))
    given = Appointment(user=user, role=role, unit_id=unit_id, starts_on=start, ends_on=ends_on)
    given.given_by_name = actor.name
    given.save()
    user.__dict__.pop("_roles", None)
    return given


def give_role(
    *,
    email: str,
    name: str,
    role: str,
    day: date,
    actor: Actor,
    unit_id: uuid.UUID | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Appointment | Invitation:
    """Appoint the account of an address, or invite the address where it has none. A role is not given backwards."""
    check_not_before(starts_on, day)
    check_agency(unit_id, day)
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return create_invitation(
            email=email,
            name=name,
            role=role,
            day=day,
            actor=actor,
            unit_id=unit_id,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    check_actor(actor, Action.APPOINT, day)
    if not may_enter(user, day):
        raise ConflictError("account_closed", _("Akun dengan surel ini sudah ditutup. Buka kembali dahulu."))
    return appoint(user=user, role=role, day=day, actor=actor, unit_id=unit_id, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def end_appointment(*, appointment_id: uuid.UUID, day: date, actor: User) -> Appointment:
    """Take a role back from a day on, before its time; the last administrator keeps theirs."""
    check(actor, Action.APPOINT, day)
    current = Appointment.objects.select_for_update().filter(Q(ends_on=None) | Q(ends_on__gt=day))
    held = current.filter(pk=appointment_id).select_related("user").first()
    if held is None:
        raise NotFoundError("appointment_unknown", _("Peran ini tidak ditemukan."))
    if held.starts_on <= day:
        keep_administrator(held, day)
    held.ends_on, held.ended_by_name = max(day, held.starts_on), actor.name
    held.save(update_fields=["ends_on", "ended_by_name"])
    return held


def check_agency(unit_id: uuid.UUID | None, day: date) -> None:
    """Refuse what is no agency of the government: a role bounded to it would hold nowhere."""
    if unit_id is not None and unit_id not in queries.agencies(day):
        raise InvalidError(
            "agency_unknown", _("Periksa isian."), fields={"unit_id": [_("Perangkat daerah ini tidak ada.")]}
        )


def keep_administrator(held: Appointment, day: date) -> None:
    """Refuse where nobody else may give roles today and for good: nobody could give them again."""
    gives_roles = Action.APPOINT in rules.ALLOWED[Role(held.role)]
    current = Appointment.objects.select_for_update().filter(ends_on=None, starts_on__lte=day)
    if gives_roles and not current.filter(role=held.role, user__is_active=True).exclude(user=held.user_id).exists():
        raise ConflictError(
            "last_administrator",
            _("Ini administrator terakhir. Undang penggantinya lebih dahulu."),
        )
