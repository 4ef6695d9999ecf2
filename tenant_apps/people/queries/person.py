"""One person's page: who they are on the day, who is above them, their timelines, and who changed what."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.utils.translation import gettext as _

from shared_apps.audit import queries as audit
from shared_apps.audit.models import Change
from shared_apps.errors import NotFoundError
from shared_apps.reference import queries as reference
from shared_apps.reference.rules import retires_on
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.people.access import reach
from tenant_apps.people.models import ActingHead, Assignment, Employee
from tenant_apps.people.queries import timeline
from tenant_apps.people.queries.niks import ShownNik, nik_of
from tenant_apps.people.queries.roster import names_of
from tenant_apps.people.queries.superiors import above_on
from tenant_apps.people.queries.timeline import Entry
from tenant_apps.people.records import EmployeeNik
from tenant_apps.people.rules.superiors import Above
from tenant_apps.people.timelines import in_force

_OWNED = ("assignments", "grades", "numbers", "educations", "named_assessors")


@dataclass(frozen=True)
class PersonPage:
    """A person as a viewer may see them on a day."""

    employee: Employee
    assignment: Assignment | None
    number: str
    grade: str
    education: str
    path: tuple[Node, ...]
    above: Above
    names: Mapping[uuid.UUID, str]
    entries: Sequence[Entry]
    acting_units: tuple[str, ...]
    retires_on: date | None
    nik: ShownNik | None

    @property
    def superior_name(self) -> str:
        """The superior's name, or nothing."""
        return self.names.get(self.above.superior.employee_id, "") if self.above.superior else ""

    def entry(self, kind: str, entry_id: uuid.UUID) -> Entry:
        """One entry of the timelines, or a refusal that says that there is none."""
        found = next((each for each in self.entries if (each.kind, each.id) == (kind, entry_id)), None)
        if found is None:
            raise NotFoundError("entry_unknown", _("Catatan itu tidak ada, atau sudah ditarik."))
        return found

    @property
    def assessor_name(self) -> str:
        """The assessor's name, or nothing."""
        return self.names.get(self.above.assessor.employee_id, "") if self.above.assessor else ""


def employee(viewer: Any, employee_id: uuid.UUID, today: date, on: date | None = None) -> PersonPage:
    """A person's page today or as of another day; whom the viewer may not see today does not exist for them."""
    return _page(viewer, _seen(viewer, employee_id, today), today, on or today)


def seen_after(viewer: Any, before: PersonPage, today: date) -> PersonPage:
    """The page of somebody the viewer saw before they changed them, who may have left their sight by it."""
    person = Employee.objects.prefetch_related(*_OWNED).get(id=before.employee.id)
    return _page(viewer, person, today, today)


def _page(viewer: Any, person: Employee, today: date, day: date) -> PersonPage:
    held = _held(person, day)
    above = above_on(day, [person.id]).get(person.id, Above())
    entries = timeline.of_person(person)
    acting = in_force(ActingHead.objects.all(), day, owner="unit_id").filter(employee_id=person.id)
    acting_names = [organisation.path_of(unit_id, day)[-1:] for unit_id in acting.values_list("unit_id", flat=True)]
    numbers = [each.title for each in entries if each.kind == timeline.NUMBER]
    return PersonPage(
        employee=person,
        assignment=held if held and held.unit_id else None,
        number=timeline.now(entries, timeline.NUMBER, day) or (numbers[0] if numbers else ""),
        grade=timeline.now(entries, timeline.GRADE, day),
        education=next(
            (each.title for each in entries if each.kind == timeline.EDUCATION and each.starts_on <= day), ""
        ),
        path=organisation.path_of(held.unit_id, day) if held and held.unit_id else (),
        above=above,
        names=names_of(each.employee_id for each in (above.superior, above.assessor) if each),
        entries=entries,
        acting_units=tuple(node.name for nodes in acting_names for node in nodes),
        retires_on=_retires_on(person, held),
        nik=nik_of(viewer, person.id, today),
    )


def history_of(viewer: Any, employee_id: uuid.UUID, today: date, page: int = 1) -> tuple[Employee, "Page[Change]"]:
    """Who changed what of a person, the newest first; for those who may see the audit and the person."""
    person = _seen(viewer, employee_id, today)
    rows = [person.id, *(row.pk for name in _OWNED for row in getattr(person, name).all())]
    for model in (ActingHead, EmployeeNik):
        rows += model._default_manager.filter(employee=person).values_list("pk", flat=True)
    return person, audit.changes_of_rows(viewer, rows, today, owner=("employee_id", person.id), page=page)


def _seen(viewer: Any, employee_id: uuid.UUID, today: date) -> Employee:
    person = Employee.objects.prefetch_related(*_OWNED).filter(id=employee_id).first()
    held = _held(person, today) if person else None
    if person is None or not reach(viewer, today).covers(person.id, held.unit_id if held else None):
        raise NotFoundError("employee_unknown", _("Pegawai itu tidak ditemukan."))
    return person


def _held(person: Employee, day: date) -> Assignment | None:
    begun = [each for each in person.assignments.all() if each.starts_on <= day]
    return max(begun, key=lambda each: each.starts_on, default=None)


def _retires_on(person: Employee, held: Assignment | None) -> date | None:
    """The first day of retirement by the person's present post; told, never enforced."""
    kind = reference.position_type(held.position_type) if held and held.unit_id else None
    age = reference.retirement_age(kind, held.position_title) if kind and held else None
    return retires_on(birth_date=person.birth_date, retirement_age=age) if person.birth_date and age else None
