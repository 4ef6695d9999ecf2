"""Who reads whose NIK: masked with the person's page, whole by an act of its own, found by the whole number alone."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import ForbiddenError, NotFoundError
from tenant_apps.organisation.access import bounds
from tenant_apps.people import niks
from tenant_apps.people.access import reach
from tenant_apps.people.models import Assignment, Employee
from tenant_apps.people.queries.lists import PersonRow, rows_of
from tenant_apps.people.queries.roster import in_office, visible_assignments
from tenant_apps.people.records import EmployeeNik
from tenant_apps.people.rules import nik as rules
from tenant_apps.people.timelines import in_force


@dataclass(frozen=True)
class ShownNik:
    """A NIK as one viewer reads it: their own whole, another's masked; `may_show`: they may ask for the whole."""

    text: str
    is_whole: bool = False
    may_show: bool = False


def nik_of(viewer: Any, employee_id: uuid.UUID, today: date) -> ShownNik | None:
    """The NIK of somebody the viewer was found to see; None where none is recorded."""
    row = EmployeeNik.objects.filter(employee_id=employee_id).first()
    if row is None:
        return None
    digits = niks.opened(row, niks.region())
    if digits and viewer.employee_id == employee_id:
        return ShownNik(rules.spaced(digits), is_whole=True)
    return ShownNik(_masked(digits), may_show=bool(digits) and _may_show(viewer, employee_id, today))


def masked_nik(viewer: Any, employee_id: uuid.UUID, today: date) -> str | None:
    """The masked NIK of somebody the viewer sees, their own too; None where none is recorded. Raises NotFoundError."""
    _check_seen(viewer, employee_id, today)
    row = EmployeeNik.objects.filter(employee_id=employee_id).first()
    return _masked(niks.opened(row, niks.region())) if row else None


def own_nik(row: EmployeeNik) -> str:
    """The digits, for the copy of somebody's own data; the caller is the person, or the job they asked for."""
    return niks.opened(row, niks.region())


def open_niks() -> Iterator[tuple[uuid.UUID, str]]:
    """Every NIK of the region by person, for the pack with which the region leaves; nobody else asks."""
    of = niks.region()
    for row in EmployeeNik.objects.order_by("employee_id").iterator(chunk_size=2000):
        yield row.employee_id, niks.opened(row, of)


def whole_nik(viewer: Any, employee_id: uuid.UUID, today: date) -> str:
    """The whole NIK of somebody the viewer sees; the caller writes down who looked.

    Raises NotFoundError where the person is not theirs to see or has none, ForbiddenError where the whole is not.
    """
    _check_seen(viewer, employee_id, today)
    if viewer.employee_id != employee_id and not _may_show(viewer, employee_id, today):
        raise access.refusal()
    row = EmployeeNik.objects.filter(employee_id=employee_id).first()
    digits = niks.opened(row, niks.region()) if row else ""
    if not digits:
        raise NotFoundError("nik_unknown", _("NIK pegawai itu belum tercatat."))
    return rules.spaced(digits)


def with_nik(viewer: Any, text: str, today: date) -> PersonRow:
    """Who has this whole NIK, of the people in office whose NIKs the viewer may read.

    Raises ForbiddenError where they may read nobody's, NotFoundError `nik_not_found`, the same whether the number is
    nobody's, another's, or no NIK at all.
    """
    inside = bounds(viewer, Action.SEE_NIK, today)
    digits = rules.parse(text).digits
    holder = niks.holders([digits]).get(digits) if digits else None
    seats = visible_assignments(viewer, today).filter(employee_id=holder) if holder else Assignment.objects.none()
    found = rows_of(seats if inside.everything else seats.filter(unit_id__in=inside.unit_ids), today)
    if not found:
        raise NotFoundError(
            "nik_not_found", _("Tidak ada pegawai bertugas dengan NIK itu di antara yang dapat Anda lihat.")
        )
    return found[0]


def _masked(digits: str) -> str:
    """Where this installation cannot open it, there is something, and nothing of it is shown."""
    return rules.masked(digits) or rules.HIDDEN * rules.DIGITS


def _check_seen(viewer: Any, employee_id: uuid.UUID, today: date) -> None:
    held = in_force(Assignment.objects.all(), today).filter(employee_id=employee_id).first()
    there = Employee.objects.filter(id=employee_id).exists()
    if not there or not reach(viewer, today).covers(employee_id, held.unit_id if held else None):
        raise NotFoundError("employee_unknown", _("Pegawai itu tidak ditemukan."))


def _may_show(viewer: Any, employee_id: uuid.UUID, today: date) -> bool:
    try:
        inside = bounds(viewer, Action.SEE_NIK, today)
    except ForbiddenError:
        return False
    if inside.everything:
        return True
    return in_office(today).filter(employee_id=employee_id, unit_id__in=inside.unit_ids).exists()
