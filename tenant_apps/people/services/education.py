"""What somebody has learnt, by the day of the certificate."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.reference import queries as reference
from tenant_apps.organisation import sheet
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.people.records import EmployeeEducation
from tenant_apps.people.services import bounding, standing, writing
from tenant_apps.people.services.checks import person, wrong


@transaction.atomic
def record_education(
    *,
    employee_id: uuid.UUID,
    level: str,
    starts_on: date,
    actor: Actor,
    field: str = "",
    institution: str = "",
    replaces: uuid.UUID | None = None,
) -> None:
    """A level of education from the day of its certificate. Saying it twice is once.

    Raises ConflictError `entry_stands` where that day has another one.
    """
    bounding.check_person(actor, employee_id)
    writing.one_at_a_time()
    who = person(employee_id)
    known = reference.education_level(level)
    if known is None:
        raise wrong("level", _("Pilih tingkat pendidikan dari daftar."))
    if starts_on > timezone.localdate():
        raise wrong("starts_on", _("Tanggal ijazah belum tiba."))
    if who.birth_date is not None and starts_on <= who.birth_date:
        raise wrong("starts_on", _("Tanggal ijazah mendahului tanggal lahir."))
    facts = {
        "level": known.code,
        "field": _text("field", field, 120),
        "institution": _text("institution", institution, 160),
    }
    standing.put(
        EmployeeEducation,
        owner={"employee_id": employee_id},
        starts_on=starts_on,
        facts=facts,
        replaces=replaces,
    )


def _text(name: str, text: str, length: int) -> str:
    cleaned = sheet.clean(text)
    if len(cleaned) > length or odd_characters(cleaned):
        raise wrong(name, _("Tulis paling banyak %(length)s huruf.") % {"length": length})
    return cleaned
