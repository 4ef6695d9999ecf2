"""The one place where a NIK is sealed and opened; whoever calls has asked whether it may be read."""

import uuid
from collections.abc import Iterable, Mapping

from shared_apps import sealing
from tenant_apps.organisation import queries as organisation
from tenant_apps.people.records import EmployeeNik

FIELD = "nik"


def region() -> uuid.UUID:
    """What the keys are derived for: the government's own row, which stays the same wherever its data lie."""
    return organisation.government_id()


def opened(row: EmployeeNik, of: uuid.UUID) -> str:
    """The digits; empty where this installation has not the key they were sealed with."""
    try:
        return sealing.opened(row.sealed, region=of, field=FIELD, owner=row.employee_id)
    except sealing.SealError:
        return ""


def sealed(employee_id: uuid.UUID, digits: str, of: uuid.UUID) -> dict[str, str]:
    """The columns of a row."""
    return {
        "sealed": sealing.seal(digits, region=of, field=FIELD, owner=employee_id),
        "blind_index": sealing.index(digits, region=of, field=FIELD),
    }


def holders(numbers: Iterable[str]) -> Mapping[str, uuid.UUID]:
    """Whose these NIKs are, of those that are somebody's."""
    of = region()
    by_index = {index: digits for digits in set(numbers) for index in sealing.indexes(digits, region=of, field=FIELD)}
    rows = EmployeeNik.objects.filter(blind_index__in=list(by_index)).values_list("blind_index", "employee_id")
    return {by_index[index]: employee_id for index, employee_id in rows}


def of_people(employee_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The digits of these people, of those who have a NIK here."""
    of = region()
    rows = EmployeeNik.objects.filter(employee_id__in=list(employee_ids))
    return {row.employee_id: opened(row, of) for row in rows}
