"""Who rates somebody in place of the superior: named from a date on, with a reason, perhaps until a date."""

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError
from tenant_apps.people.queries.roster import employee_id_for_number, in_office
from tenant_apps.people.records import NamedAssessor
from tenant_apps.people.services import bounding, standing, writing
from tenant_apps.people.services.checks import checked_reason, person, wrong


@transaction.atomic
def name_assessor(
    *,
    employee_id: uuid.UUID,
    number: str,
    starts_on: date,
    reason: str,
    actor: Actor,
    until: date | None = None,
    replaces: uuid.UUID | None = None,
) -> None:
    """Let somebody, named by NIP, rate a person from a date on; with `until` (the last day) only so long.

    Afterwards whoever was named before rates again, else the superior. Saying the same twice changes nothing.
    Raises ConflictError `entry_stands` where another was named from the same day on.
    """
    bounding.check_person(actor, employee_id, on=starts_on)
    writing.one_at_a_time()
    person(employee_id)
    reason = checked_reason(reason)
    if until is not None and until < starts_on:
        raise wrong("until", _("Hari terakhir mendahului hari pertama."))
    assessor_id = employee_id_for_number(number.replace(" ", ""))
    if assessor_id is None or not in_office(starts_on).filter(employee_id=assessor_id).exists():
        raise wrong("number", _("Tidak ada pegawai dengan NIP itu yang bertugas pada tanggal tersebut."))
    if assessor_id == employee_id:
        raise wrong("number", _("Tidak seorang pun menilai dirinya sendiri; pilih orang lain."))
    if not in_office(starts_on).filter(employee_id=employee_id).exists():
        raise wrong("starts_on", _("Pegawai ini tidak bertugas pada tanggal tersebut."))
    timeline = NamedAssessor.objects.filter(employee_id=employee_id)
    if until is not None:
        _return_after(timeline, employee_id, starts_on, until)
    _put(employee_id, starts_on, assessor_id, reason, replaces)


@transaction.atomic
def end_named_assessor(
    *, employee_id: uuid.UUID, from_day: date, actor: Actor, replaces: uuid.UUID | None = None
) -> None:
    """From this day on the superior rates again; who was named on this very day is told of first."""
    bounding.check_person(actor, employee_id, on=from_day)
    writing.one_at_a_time()
    person(employee_id)
    now = _in_force(NamedAssessor.objects.filter(employee_id=employee_id), from_day)
    if now is not None and now.assessor_id is not None:
        _put(employee_id, from_day, None, "", replaces)


def _return_after(timeline: "QuerySet[NamedAssessor]", employee_id: uuid.UUID, starts_on: date, until: date) -> None:
    """The row of the day after: whoever was named before, unless something is written for that day already."""
    if timeline.filter(starts_on__gt=starts_on, starts_on__lte=until).exists():
        raise ConflictError(
            "assessor_changes_meanwhile",
            _("Di antara kedua tanggal itu penilai sudah ditetapkan lagi. Tidak ada yang diubah; pilih rentang lain."),
        )
    after = until + timedelta(days=1)
    if timeline.filter(starts_on=after).exists():
        return
    before = _in_force(timeline.filter(starts_on__lt=starts_on), starts_on)
    _put(employee_id, after, before.assessor_id if before else None, before.reason if before else "")


def _in_force(timeline: "QuerySet[NamedAssessor]", day: date) -> NamedAssessor | None:
    return timeline.filter(starts_on__lte=day).order_by("-starts_on").first()


def _put(
    employee_id: uuid.UUID,
    starts_on: date,
    assessor_id: uuid.UUID | None,
    reason: str,
    replaces: uuid.UUID | None = None,
) -> None:
    """The row of a day; one by which the superior rates again gives way."""
    nobody = NamedAssessor.objects.filter(employee_id=employee_id, starts_on=starts_on, assessor__isnull=True)
    standing.put(
        NamedAssessor,
        owner={"employee_id": employee_id},
        starts_on=starts_on,
        facts={"assessor_id": assessor_id, "reason": reason},
        replaces=replaces,
        is_free=nobody.exists(),
    )
