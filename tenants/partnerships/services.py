"""Agreements: the only writer."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError, NotFoundError
from shared_apps.reference import queries as reference
from tenants.partnerships import messages, rules
from tenants.partnerships.models import Agreement, Amendment


def record_agreement(
    *,
    number: str,
    region_code: str,
    host_party: str,
    partner_party: str,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    modules: Sequence[str],
    employee_quota: int,
    actor: Actor,
    day: date,
) -> Agreement:
    """Record a cooperation agreement; name and kind of the government come from its code.

    `day` is the day on which the actor's role must hold.
    Raises InvalidError with every field that is wrong, ForbiddenError for a user without the role.
    """
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    terms = rules.Terms(
        number=number.strip(),
        host_party=host_party.strip(),
        partner_party=partner_party.strip(),
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        modules=tuple(dict.fromkeys(modules)),
        employee_quota=employee_quota,
    )
    found = rules.problems(terms)
    region = reference.region(region_code)
    if region is None:
        found["region_code"] = "unknown"
    if Agreement.objects.filter(number=terms.number).exists():
        found["number"] = "taken"
    if found or region is None:
        raise _refusal(found)
    agreement = Agreement(region_code=region.code, region_name=region.full_name, level=region.level)
    for name in rules.Terms.__dataclass_fields__:
        setattr(agreement, name, getattr(terms, name))
    agreement.modules = list(terms.modules)
    try:
        with transaction.atomic():
            agreement.save(force_insert=True)
    except IntegrityError as error:  # two operators recorded the same number at the same moment
        raise _refusal({"number": "taken"}) from error
    return agreement


def amend_quota(
    *, agreement_id: UUID, number: str, signed_on: date, employee_quota: int, actor: Actor, at: datetime, day: date
) -> Amendment:
    """Record a signed change of the quota, and let it hold. Raises InvalidError with every field that is wrong."""
    check_actor(actor, Action.MANAGE_AGREEMENTS, day)
    with transaction.atomic():
        agreement = Agreement.objects.select_for_update().filter(id=agreement_id).first()
        if agreement is None:
            raise NotFoundError("agreement_unknown", _("Perjanjian ini tidak ada."))
        terms = rules.Change(number.strip(), signed_on, employee_quota)
        found = rules.problems_of_change(terms, agreement.signed_on, agreement.employee_quota, day)
        if agreement.amendments.filter(number=terms.number).exists():
            found["number"] = "taken"
        if found:
            raise _refusal(found)
        made = agreement.amendments.create(
            number=terms.number,
            signed_on=signed_on,
            quota_before=agreement.employee_quota,
            employee_quota=employee_quota,
            recorded_at=at,
            recorded_by_name=actor.name,
        )
        Agreement.objects.filter(id=agreement.id).update(employee_quota=employee_quota)
    return made


def _refusal(found: dict[str, str]) -> InvalidError:
    return InvalidError(
        "agreement_invalid",
        _("Perjanjian belum dicatat. Perbaiki isian yang ditandai."),
        fields={field: [messages.text_of(field, code)] for field, code in found.items()},
    )
