"""Employees and the ways in which they come in: an account, an invitation, a letter on paper."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from shared_apps.accounts import activation_codes, rules
from shared_apps.accounts.access import check_within
from shared_apps.accounts.models import (
    ActivationLetter,
    Appointment,
    IdentityProvider,
    Invitation,
    LinkedIdentity,
    User,
)


def with_account(viewer: User, day: date) -> set[uuid.UUID]:
    """The employees who have an account, open or closed: a closed one is opened again, not invited."""
    check_within(viewer, rules.Action.INVITE_PEOPLE, day)
    kept = User.objects.filter(employee_id__isnull=False)
    return {employee for employee in kept.values_list("employee_id", flat=True) if employee is not None}


def invited(viewer: User, day: date) -> dict[uuid.UUID, str]:
    """The employees whose invitation was sent, is open and has not run out, with the address it went to."""
    check_within(viewer, rules.Action.INVITE_PEOPLE, day)
    kept = Invitation.objects.filter(
        employee_id__isnull=False, sent_at__isnull=False, accepted_at=None, replaced_at=None, expires_on__gt=day
    )
    return {employee: email for employee, email in kept.values_list("employee_id", "email") if employee is not None}


def known(employee_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these employees have, or were ever offered, an account; for services that were let in."""
    kept = [model.objects.filter(employee_id__in=employee_ids) for model in (User, Invitation)]
    return {employee for rows in kept for employee in rows.values_list("employee_id", flat=True) if employee}


def linked_by_number(employee_id: uuid.UUID, since: datetime | None) -> bool:
    """Whether an identity provider has let somebody in by their NIP since then; for services that were let in."""
    kept = LinkedIdentity.objects.filter(
        user__employee_id=employee_id, provider__named_by=IdentityProvider.NamedBy.NUMBER, closed_at=None
    )
    return kept.filter(Q(linked_at__gte=since) if since else Q()).exists()


@dataclass(frozen=True)
class Ways:
    """How employees come in: by an account with an address, by one without, by a letter that works until a day."""

    by_address: frozenset[uuid.UUID]
    by_paper: frozenset[uuid.UUID]
    letters: dict[uuid.UUID, date]
    appointed: frozenset[uuid.UUID]  # whose account holds a role, or will


def ways_in(viewer: User, day: date) -> Ways:
    """Of everybody at once, for lists; the caller keeps the bounds of who asks."""
    check_within(viewer, rules.Action.INVITE_PEOPLE, day)
    kept = User.objects.filter(employee_id__isnull=False).only("employee_id", "email")
    paper = {user.employee_id for user in kept if user.is_of_paper}
    letters = ActivationLetter.objects.filter(used_at=None, replaced_at=None, expires_on__gt=day)
    letters = letters.filter(tries__lt=activation_codes.MOST_TRIES)
    lasting = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), user__employee_id__isnull=False)
    return Ways(
        by_address=frozenset(user.employee_id for user in kept if user.employee_id and not user.is_of_paper),
        by_paper=frozenset(employee for employee in paper if employee),
        letters={each.employee_id: each.last_day for each in letters},
        appointed=frozenset(each for each in lasting.values_list("user__employee_id", flat=True) if each),
    )
