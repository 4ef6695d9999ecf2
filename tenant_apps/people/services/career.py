"""Somebody's grade and kind of employment, changed one by one: a promotion, CPNS to PNS, part time to full time."""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError
from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import day as day_text
from tenant_apps.organisation.services.publishing import checked_decree
from tenant_apps.people.cells import EARLIEST
from tenant_apps.people.models import Employee, EmployeeGrade
from tenant_apps.people.rules import career
from tenant_apps.people.rules.career import Refusal
from tenant_apps.people.rules.plan import Rank
from tenant_apps.people.services import bounding, writing
from tenant_apps.people.services.checks import person, wrong
from tenant_apps.people.services.single import change_number


@transaction.atomic
def change_grade(
    *, employee_id: uuid.UUID, grade: str, starts_on: date, decree: str, actor: Actor, corrects: bool = False
) -> tuple[str, ...]:
    """A grade from its TMT on, by a decree; the same again changes nothing.

    Told in a sentence is a later grade that counts today all the same: a sheet without TMT records one from its own
    day on. `corrects`: the grade recorded for that very day was wrong. Raises InvalidError for a grade the person's
    kind of employment does not have, ConflictError `grade_in_force`, `grade_stands`.
    """
    bounding.check_person(actor, employee_id, on=starts_on)
    writing.one_at_a_time()
    who = person(employee_id)
    checked_decree(decree)  # it stands in the audit, beside who wrote it
    _write_grade(who, who.employment_type, grade, starts_on, corrects=corrects)
    now = _after(employee_id, starts_on).filter(starts_on__lte=timezone.localdate()).last()
    if now is None:
        return ()
    text = _(
        "Golongan sekarang tetap %(grade)s, yang tercatat mulai %(day)s. Bila itu keliru, catat golongan yang benar "
        "untuk tanggal itu sebagai perbaikan."
    )
    return (text % {"grade": now.grade, "day": day_text(now.starts_on)},)


@transaction.atomic
def change_employment_type(
    *,
    employee_id: uuid.UUID,
    employment_type: str,
    starts_on: date,
    decree: str,
    actor: Actor,
    grade: str = "",
    number: str = "",
    corrects: bool = False,
) -> None:
    """Another kind of employment by a decree, with the grade and the number that come with it from the TMT on.

    The kind itself has no timeline: it counts from now on, so the TMT is no later day. Grades of PNS and PPPK are
    not comparable (DOMAIN §15), so who goes from one to the other is given one. `corrects`: what was recorded was
    wrong, so any kind may be chosen. The same again changes nothing.
    """
    bounding.check_person(actor, employee_id, on=starts_on)
    writing.one_at_a_time()
    who = person(employee_id)
    checked_decree(decree)
    now, then = reference.employment_type(who.employment_type), reference.employment_type(employment_type)
    if then is None:
        raise wrong("employment_type", _("Pilih jenis pegawai dari daftar."))
    if starts_on > timezone.localdate():
        raise wrong("starts_on", _("TMT belum tiba. Jenis pegawai berlaku sejak disimpan; simpanlah pada TMT-nya."))
    is_same = then.code == who.employment_type
    if not is_same and not corrects and not career.is_step(who.employment_type, then.code):
        facts = {"now": names.label_of(now), "then": names.label_of(then)}
        text = _("%(now)s tidak menjadi %(then)s. Bila yang tercatat memang salah, nyatakan sebagai perbaikan.")
        raise wrong("employment_type", text % facts)
    if not is_same and not grade and (now is None or now.scheme != then.scheme):
        raise wrong("grade", _("Isi golongannya: daftar golongan PNS dan PPPK berbeda."))
    if now is not None and now.scheme != then.scheme:
        _keep_last(employee_id, starts_on)
    if not is_same:
        Employee.objects.filter(id=employee_id).update(employment_type=then.code)
    if grade:
        _write_grade(who, then.code, grade, starts_on, corrects=corrects, is_welcome=True)
    if number:
        change_number(employee_id=employee_id, number=number, starts_on=starts_on, actor=actor)


def _after(employee_id: uuid.UUID, day: date) -> "QuerySet[EmployeeGrade]":
    return EmployeeGrade.objects.filter(employee_id=employee_id, starts_on__gt=day).order_by("starts_on")


def _keep_last(employee_id: uuid.UUID, starts_on: date) -> None:
    """No grade of the kind of before may count after the change."""
    later = _after(employee_id, starts_on).last()
    if later is not None:
        text = _(
            "Sesudah TMT ini tercatat golongan %(grade)s mulai %(day)s. Tidak ada yang diubah. Pilih TMT sesudahnya."
        )
        words = text % {"grade": later.grade, "day": day_text(later.starts_on)}
        raise ConflictError("later_grade", words, fields={"starts_on": [words]})


def _write_grade(
    who: Employee, employment_type: str, text: str, starts_on: date, *, corrects: bool, is_welcome: bool = False
) -> None:
    """`is_welcome`: that the grade counts already is no refusal."""
    found = reference.grade(text, employment_type)
    if found is None:
        raise wrong("grade", _("Golongan tidak dikenal untuk jenis pegawai ini."))
    if starts_on < EARLIEST or (who.birth_date is not None and starts_on <= who.birth_date):
        raise wrong("starts_on", _("TMT mendahului tanggal lahir atau tahun 1900."))
    rows = EmployeeGrade.objects.filter(employee_id=who.id).order_by("starts_on")
    ranks = [Rank(row.id, who.id, row.starts_on, row.grade) for row in rows]
    rank = career.rank_to_write(who.id, ranks, found.label, starts_on, corrects=corrects)
    if isinstance(rank, Refusal):
        if rank == Refusal.IN_FORCE and is_welcome:
            return
        raise _refused(rank, ranks, starts_on)
    if rank is None:
        return
    if rank.row_id is None:
        EmployeeGrade.objects.create(employee_id=who.id, starts_on=starts_on, grade=rank.grade)
    else:
        EmployeeGrade.objects.filter(id=rank.row_id).update(grade=rank.grade, starts_on=rank.starts_on)


def _refused(why: Refusal, ranks: list[Rank], starts_on: date) -> ConflictError:
    held = max((rank for rank in ranks if rank.starts_on <= starts_on), key=lambda rank: rank.starts_on)
    facts = {"grade": held.grade, "day": day_text(held.starts_on)}
    if why == Refusal.IN_FORCE:
        text = _("Golongan %(grade)s sudah berlaku sejak %(day)s. Tidak ada yang diubah.") % facts
        return ConflictError("grade_in_force", text, fields={"grade": [text]})
    text = _(
        "Untuk %(day)s sudah tercatat golongan %(grade)s. Tidak ada yang diubah. Pilih TMT lain, atau nyatakan "
        "sebagai perbaikan bila yang tercatat salah."
    )
    return ConflictError("grade_stands", text % facts, fields={"starts_on": [text % facts]})
