"""The NIK of people: entered, corrected and taken away one by one, or by a sheet; never written but sealed."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps import sealing
from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, InvalidError
from tenant_apps.people import messages, niks
from tenant_apps.people.records import EmployeeNik
from tenant_apps.people.rules import nik as rules
from tenant_apps.people.services import bounding, writing
from tenant_apps.people.services.checks import person
from tenant_apps.people.services.copying import copy

_LOT = 2000


@transaction.atomic
def record_nik(*, employee_id: uuid.UUID, nik: str, actor: Actor) -> tuple[str, ...]:
    """Write somebody's NIK, or take it away where it is empty; the same again changes nothing.

    Gives the codes of what is odd beside their other data. Raises InvalidError with the field `nik`, ConflictError
    where it is another's.
    """
    bounding.check_person(actor, employee_id)
    writing.one_at_a_time()
    who = person(employee_id)
    if not nik.strip():
        EmployeeNik.objects.filter(employee_id=employee_id).delete()
        return ()
    found = rules.parse(nik)
    if found.error:
        words = " ".join(messages.finding(found.error, {}))
        raise InvalidError(
            "nik_invalid", _("NIK ini tidak dapat dipakai. Tidak ada yang diubah."), fields={"nik": [words]}
        )
    holder = niks.holders([found.digits]).get(found.digits)
    if holder not in (None, employee_id):
        words = _("NIK ini sudah tercatat pada pegawai lain. Tidak ada yang diubah.")
        raise ConflictError("nik_taken", words, fields={"nik": [words]})
    if holder is None:
        write({employee_id: found.digits})
    return rules.doubts(found.digits, birth_date=who.birth_date, gender=who.gender)


def write(found: Mapping[uuid.UUID, str]) -> None:
    """New and changed NIKs of people that stand already; the caller holds the lock and has looked for others'."""
    if not found:
        return
    of, now = niks.region(), timezone.now()
    kept = {row.employee_id: row for row in EmployeeNik.objects.filter(employee_id__in=list(found))}
    for owner, row in kept.items():
        for name, value in niks.sealed(owner, found[owner], of).items():
            setattr(row, name, value)
        row.recorded_at = now
    EmployeeNik.objects.bulk_update(kept.values(), ["sealed", "blind_index", "recorded_at"], batch_size=_LOT)
    new = (
        EmployeeNik(employee_id=owner, recorded_at=now, **niks.sealed(owner, digits, of))
        for owner, digits in found.items()
        if owner not in kept
    )
    copy(EmployeeNik, new)


@transaction.atomic
def reseal() -> tuple[int, int]:
    """Seal every NIK of the region with the present key: how many were, and how many no key here opens."""
    writing.one_at_a_time()
    of = niks.region()
    rows = [row for row in EmployeeNik.objects.order_by("id") if not _is_current(row, of)]
    found = {row.employee_id: niks.opened(row, of) for row in rows}
    opened = [row for row in rows if found[row.employee_id]]
    for row in opened:
        for name, value in niks.sealed(row.employee_id, found[row.employee_id], of).items():
            setattr(row, name, value)
    EmployeeNik.objects.bulk_update(opened, ["sealed", "blind_index"], batch_size=_LOT)
    return len(opened), len(rows) - len(opened)


def _is_current(row: EmployeeNik, of: uuid.UUID) -> bool:
    try:
        return sealing.is_current(row.sealed, region=of, field=niks.FIELD)
    except sealing.SealError:
        return False
