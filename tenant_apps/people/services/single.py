"""Single changes of a person: another number, acting for a head."""

import uuid
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.services.publishing import checked_decree
from tenant_apps.people.models import ActingHead, ActingKind, EmployeeNumber
from tenant_apps.people.queries.roster import employee_id_for_number, in_office
from tenant_apps.people.services import bounding, standing, terms, writing
from tenant_apps.people.services.checks import person, wrong
from tenant_apps.people.timelines import in_force


@transaction.atomic
def change_number(
    *, employee_id: uuid.UUID, number: str, starts_on: date, actor: Actor, replaces: uuid.UUID | None = None
) -> None:
    """Give somebody a new NIP from a date on; the old one is still found.

    Raises ConflictError `number_taken` where it is another's, `entry_stands` where that day has another one.
    """
    bounding.check_person(actor, employee_id)
    writing.one_at_a_time()
    person(employee_id)
    digits = number.replace(" ", "")
    if len(digits) != 18 or not (digits.isascii() and digits.isdigit()):
        raise wrong("number", _("NIP terdiri dari 18 angka."))
    taken = EmployeeNumber.objects.filter(number=digits).first()
    if taken is not None and taken.employee_id != employee_id:
        raise ConflictError("number_taken", _("NIP itu milik pegawai lain."))
    if taken is None:
        standing.put(
            EmployeeNumber,
            owner={"employee_id": employee_id},
            starts_on=starts_on,
            facts={"number": digits},
            replaces=replaces,
        )


@transaction.atomic
def appoint_acting_head(
    *,
    unit_id: uuid.UUID,
    number: str,
    kind: str,
    starts_on: date,
    decree: str,
    actor: Actor,
    until: date | None = None,
    replaces: uuid.UUID | None = None,
) -> None:
    """Let somebody, named by NIP, head a unit in another's place (Plt, Plh) from a date on, beside their own chair.

    With `until` (the last day) only so long, afterwards nobody does. Raises ConflictError `already_head`,
    `acting_changes_meanwhile` where somebody else begins before that day, and `entry_stands` where another was
    appointed from the same day on.
    """
    bounding.check_unit(actor, unit_id, on=starts_on)
    writing.one_at_a_time()
    decree = checked_decree(decree)
    if kind not in ActingKind.values:
        raise wrong("kind", _("Pilih Plt atau Plh."))
    if unit_id not in organisation.chart_on(starts_on).nodes:
        raise wrong("starts_on", _("Unit itu tidak ada dalam struktur pada tanggal tersebut."))
    employee_id = employee_id_for_number(number.replace(" ", ""))
    held = in_office(starts_on).filter(employee_id=employee_id).first() if employee_id else None
    if held is None:
        raise wrong("number", _("Tidak ada pegawai dengan NIP itu yang bertugas pada tanggal tersebut."))
    bounding.check_person(actor, held.employee_id, on=starts_on)
    if held.is_head and held.unit_id == unit_id:
        raise ConflictError("already_head", _("Pegawai itu sudah mengepalai unit ini."))
    terms.keep(unit_id, starts_on, until)
    facts = {"employee_id": held.employee_id, "kind": kind, "decree": decree}
    _put(unit_id, starts_on, facts, replaces)


@transaction.atomic
def end_acting_head(*, unit_id: uuid.UUID, from_day: date, actor: Actor, replaces: uuid.UUID | None = None) -> None:
    """From this day on nobody acts for the head of the unit; who was appointed on this very day is named first."""
    bounding.check_unit(actor, unit_id, on=from_day)
    writing.one_at_a_time()
    acting = in_force(ActingHead.objects.all(), from_day, owner="unit_id")
    if acting.filter(unit_id=unit_id, employee__isnull=False).exists():
        _put(unit_id, from_day, {"employee_id": None, "kind": "", "decree": ""}, replaces)


def _put(unit_id: uuid.UUID, starts_on: date, facts: dict[str, object], replaces: uuid.UUID | None) -> None:
    """The row of a day; one by which nobody acts gives way."""
    nobody = ActingHead.objects.filter(unit_id=unit_id, starts_on=starts_on, employee__isnull=True)
    standing.put(
        ActingHead,
        owner={"unit_id": unit_id},
        starts_on=starts_on,
        facts=facts,
        replaces=replaces,
        is_free=nobody.exists(),
    )
