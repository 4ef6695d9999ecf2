"""Around one thing: who comes in by an identity provider. An account is never made here, only entered."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import openid_claims, queries
from shared_apps.accounts.access import may_enter
from shared_apps.accounts.models import NO_ADDRESS, IdentityProvider, LinkedIdentity, User
from shared_apps.errors import ForbiddenError, NotFoundError

NamedBy = IdentityProvider.NamedBy


def linked(viewer: User) -> list[LinkedIdentity]:
    """The viewer's own identities at providers, closed ones too."""
    kept = LinkedIdentity.objects.filter(user=viewer).select_related("provider")
    return list(kept.defer("provider__client_secret").order_by("provider__name"))


@transaction.atomic
def enter(*, by: IdentityProvider, claims: Mapping[str, Any], day: date, now: datetime) -> User:
    """The account somebody may enter whom a provider has named; the first identity that enters it stays its only one.

    Raises ForbiddenError `not_matched`, in one and the same words: nobody, unverified, closed, left, another's.
    """
    subject, user = openid_claims.subject_in(claims), _meant(by, claims)
    if subject is None or user is None or not may_enter(user, day):
        raise _not_matched()
    links = _links(by, subject, user)
    if not links:
        made = LinkedIdentity(user=user, provider=by, subject=subject, linked_at=now)
        LinkedIdentity.objects.bulk_create([made], ignore_conflicts=True)  # two tabs at once make one
        links = _links(by, subject, user)
    if [(each.user_id, each.subject, each.closed_at) for each in links] != [(user.pk, subject, None)]:
        raise _not_matched()
    return user


def close_link(*, user: User, link_id: uuid.UUID, now: datetime) -> LinkedIdentity:
    """Nobody comes into the user's account this way any more, until the user allows it again."""
    kept = _own_link(user, link_id)
    LinkedIdentity.objects.filter(pk=kept.pk, closed_at=None).update(closed_at=now)
    return kept


@transaction.atomic
def allow_again(*, user: User, link_id: uuid.UUID) -> LinkedIdentity:
    """Forget a closed identity: the next one the provider names by this account's NIP or address is linked."""
    kept = _own_link(user, link_id)
    LinkedIdentity.objects.filter(pk=kept.pk, closed_at__isnull=False).delete()
    return kept


def _meant(by: IdentityProvider, claims: Mapping[str, Any]) -> User | None:
    """Who is named; of addresses only one that was verified here too counts."""
    if by.named_by == NamedBy.NUMBER:
        number = openid_claims.number_in(claims, by.claim)
        employee_id = queries.employee_of(number) if number else None
        return User.objects.filter(employee_id=employee_id).first() if employee_id else None
    email = openid_claims.address_in(claims)
    if email is None or email.endswith(NO_ADDRESS):
        return None
    known = EmailAddress.objects.filter(email=email, verified=True)
    return User.objects.filter(email=email, pk__in=known.values("user_id")).first()


def _links(by: IdentityProvider, subject: str, user: User) -> list[LinkedIdentity]:
    return list(LinkedIdentity.objects.filter(Q(subject=subject) | Q(user=user), provider=by)[:2])


def _own_link(user: User, link_id: uuid.UUID) -> LinkedIdentity:
    found = LinkedIdentity.objects.filter(user=user, pk=link_id).select_related("provider").first()
    if found is None:
        raise NotFoundError("identity_unknown", _("Identitas ini tidak ditemukan. Mungkin sudah dihapus."))
    return found


def _not_matched() -> ForbiddenError:
    return ForbiddenError(
        "not_matched",
        _(
            "Identitas dari penyedia tidak cocok dengan akun yang dapat dibuka di sini. Tidak ada akun yang dibuat"
            " atau diubah. Masuklah dengan NIP atau surel dan kata sandi, atau hubungi administrator kepegawaian."
        ),
    )
