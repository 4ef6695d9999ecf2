"""An entry that was recorded by mistake is withdrawn, with a reason, while nothing depends on it."""

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from shared_apps.accounts import employees as accounts
from shared_apps.accounts.access import Actor
from shared_apps.audit import queries as audit
from shared_apps.errors import ConflictError, NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import keep_within
from tenant_apps.people.models import ActingHead, Assignment, EmployeeGrade, EmployeeNumber
from tenant_apps.people.queries import timeline
from tenant_apps.people.records import EmployeeEducation, NamedAssessor
from tenant_apps.people.services import bounding, chairs, following, present, writing
from tenant_apps.people.services.checks import checked_reason
from tenant_apps.people.services.undoing import cannot_stand

_TABLES: dict[str, type[Model]] = {
    timeline.POSITION: Assignment,
    timeline.ACTING: ActingHead,
    timeline.ASSESSOR: NamedAssessor,
    timeline.GRADE: EmployeeGrade,
    timeline.EDUCATION: EmployeeEducation,
    timeline.NUMBER: EmployeeNumber,
}
# asked with (whose, from when on, until when, known since): sentences on what stands on an entry in a higher room
Uses = Callable[[uuid.UUID, date, date | None, datetime | None], list[str]]


@transaction.atomic
def withdraw(*, employee_id: uuid.UUID, kind: str, entry_id: uuid.UUID, reason: str, actor: Actor) -> tuple[str, ...]:
    """Take an entry of a person's timeline back as if it had never been recorded; what went along, in sentences.

    The reason is kept by the audit of the request. Raises NotFoundError `entry_unknown`, ConflictError `entry_needed`
    in words what depends on it; nothing is changed then.
    """
    bounding.check_person(actor, employee_id)
    writing.one_at_a_time()
    row = _entry(employee_id, kind, entry_id)
    starts_on: date = row.starts_on  # type: ignore[attr-defined]
    if isinstance(row, Assignment):
        bounding.check_person(actor, employee_id, on=starts_on)
    if isinstance(row, ActingHead):
        bounding.check_unit(actor, row.unit_id, on=starts_on)
    checked_reason(reason)
    _refuse_where_used(row, employee_id, starts_on)
    if isinstance(row, Assignment):
        return _chair(row, actor)
    if isinstance(row, EmployeeNumber | EmployeeGrade):
        _keep_one(row)
    row.delete()
    if isinstance(row, NamedAssessor):
        _forget_return(row)
    return ()


def _entry(employee_id: uuid.UUID, kind: str, entry_id: uuid.UUID) -> Model:
    table = _TABLES.get(kind)
    found = table._default_manager.filter(pk=entry_id, employee_id=employee_id).first() if table else None
    if found is None:
        raise NotFoundError("entry_unknown", _("Catatan itu tidak ada, atau sudah ditarik."))
    return found


def _chair(row: Assignment, actor: Actor) -> tuple[str, ...]:
    """The chair of before goes on, with what restructurings make of it."""
    before = Assignment.objects.filter(employee_id=row.employee_id, starts_on__lt=row.starts_on)
    held = before.order_by("-starts_on").first()
    if held is None:
        raise _needed(_("Ini penugasan pertamanya. Catat penugasan yang benar pada tanggal yang sama."))
    if following.follows(row):
        raise _needed(_("Catatan ini mengikuti penerbitan struktur (%(decree)s).") % {"decree": row.decree})
    if held.unit_id is not None:
        keep_within(bounding.within(actor, on=row.starts_on), [held.unit_id])
    elif _is_named(row.employee_id, row.starts_on):
        raise _needed(_("Sejak tanggal itu pegawai ini menjadi Plt, Plh, atau penilai orang lain."))
    told = _act_again(row) if row.unit_id is None else ()
    seats = present.seats_of([row.employee_id])
    gone = following.take_away(row.employee_id, row.starts_on)
    row.delete()
    made = following.carry_on(row.employee_id, held.starts_on)
    if cannot_stand({row.employee_id}, {row.starts_on}):
        raise _needed(_("Unit semula sudah tidak ada atau sudah dikepalai orang lain."))
    chairs.keep_quota(row.employee_id, seats, row.starts_on)
    return told + following.told(gone, made)


def _act_again(leaving: Assignment) -> tuple[str, ...]:
    """Who leaves acts for nobody from that day on: that they do again."""
    found = []
    for ended in ActingHead.objects.filter(starts_on=leaving.starts_on, employee__isnull=True):
        rows = ActingHead.objects.filter(unit_id=ended.unit_id, starts_on__lt=ended.starts_on)
        before = rows.order_by("-starts_on").first()
        if before is not None and before.employee_id == leaving.employee_id:
            ended.delete()
            unit = organisation.last_names([ended.unit_id]).get(ended.unit_id, "")
            found.append(_("Tugasnya sebagai Plt/Plh kepala %(unit)s berlaku lagi.") % {"unit": unit})
    return tuple(found)


def _is_named(employee_id: uuid.UUID, since: date) -> bool:
    acting = ActingHead.objects.filter(employee_id=employee_id, starts_on__gte=since)
    return acting.exists() or NamedAssessor.objects.filter(assessor_id=employee_id, starts_on__gte=since).exists()


def _keep_one(row: EmployeeNumber | EmployeeGrade) -> None:
    others = type(row)._default_manager.filter(employee_id=row.employee_id).exclude(pk=row.pk)
    if not others.exists():
        is_number = isinstance(row, EmployeeNumber)
        raise _needed(
            _("Ini satu-satunya NIP-nya. Catat dahulu NIP yang benar.")
            if is_number
            else _("Ini satu-satunya golongannya. Catat dahulu golongan yang benar.")
        )
    if isinstance(row, EmployeeNumber) and accounts.linked_by_number(row.employee_id, audit.first_written(row.pk)):
        words = _("Sejak NIP ini tercatat, akunnya dihubungkan dengan penyedia identitas menurut NIP.")
        raise _needed(f"{words} {_('Pemilik akun memutuskannya dahulu di Akun saya.')}")


def _forget_return(row: NamedAssessor) -> None:
    """The day after an ended naming says again what now holds anyway."""
    rows = NamedAssessor.objects.filter(employee_id=row.employee_id)
    later = rows.filter(starts_on__gt=row.starts_on).order_by("starts_on").first()
    before = rows.filter(starts_on__lt=row.starts_on).order_by("-starts_on").first()
    held = (before.assessor_id, before.reason) if before else (None, "")
    if later is not None and (later.assessor_id, later.reason) == held:
        later.delete()


def _refuse_where_used(row: Model, employee_id: uuid.UUID, starts_on: date) -> None:
    if isinstance(row, EmployeeNumber):
        return  # no score asks for it
    until = None if isinstance(row, EmployeeEducation) else _next(row, starts_on)
    known_at = audit.first_written(row.pk)
    found: list[str] = []
    for path in settings.PEOPLE_ENTRIES_USED_BY:
        uses: Uses = import_string(path)
        found += uses(employee_id, starts_on, until, known_at)
    if found:
        raise _needed(" ".join([*found, _("Catat yang benar mulai tanggal sesudahnya.")]))


def _next(row: Any, starts_on: date) -> date | None:
    owner = {"unit_id": row.unit_id} if isinstance(row, ActingHead) else {"employee_id": row.employee_id}
    later: QuerySet[Any] = type(row)._default_manager.filter(**owner, starts_on__gt=starts_on)
    found: date | None = later.order_by("starts_on").values_list("starts_on", flat=True).first()
    return found


def _needed(why: str) -> ConflictError:
    text = _("Catatan ini tidak dapat ditarik dan tidak ada data yang diubah: %(why)s")
    return ConflictError("entry_needed", text % {"why": why}, details={"uses": [why]})
