"""One person's page: who they are on the day, and their timelines."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import Unit
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.people.access import reach
from tenant_apps.people.models import ActingHead, Assignment, Employee
from tenant_apps.people.queries.roster import names_of
from tenant_apps.people.queries.superiors import superior_of
from tenant_apps.people.rules.superiors import Superior
from tenant_apps.people.timelines import in_force


@dataclass(frozen=True)
class Period:
    """A stretch of a timeline; open while `ends_on` is None."""

    starts_on: date
    ends_on: date | None
    title: str
    detail: str
    is_now: bool


@dataclass(frozen=True)
class PersonPage:
    """A person as a viewer may see them on a day."""

    employee: Employee
    assignment: Assignment | None
    number: str
    grade: str
    path: tuple[Node, ...]
    superior: Superior | None
    superior_name: str
    positions: Sequence[Period]
    grades: Sequence[Period]
    numbers: Sequence[Period]
    acting_units: tuple[str, ...]


def employee(viewer: Any, employee_id: uuid.UUID, today: date, on: date | None = None) -> PersonPage:
    """A person's page today or as of another day; whom the viewer may not see today does not exist for them."""
    day = on or today
    person = Employee.objects.prefetch_related("assignments", "grades", "numbers").filter(id=employee_id).first()
    if person is None:
        raise _unknown()
    timeline = sorted(person.assignments.all(), key=lambda each: each.starts_on)
    held_now, held = _held(timeline, today), _held(timeline, day)
    if not reach(viewer, today).covers(person.id, held_now.unit_id if held_now else None):
        raise _unknown()
    superior = superior_of(person.id, day)
    grades = _periods([(each.starts_on, each.grade, "") for each in person.grades.all()], day)
    numbers = _periods([(each.starts_on, each.number, "") for each in person.numbers.all()], day)
    chart = organisation.chart_on(day)
    names = _unit_names(timeline)
    acting = in_force(ActingHead.objects.all(), day, owner="unit_id").filter(employee_id=person.id)
    acting_ids = acting.values_list("unit_id", flat=True)
    return PersonPage(
        employee=person,
        assignment=held if held and held.unit_id else None,
        number=_now(numbers) or (numbers[0].title if numbers else ""),
        grade=_now(grades),
        path=chart.path(held.unit_id) if held and held.unit_id else (),
        superior=superior,
        superior_name=names_of([superior.employee_id]).get(superior.employee_id, "") if superior else "",
        positions=_periods([(each.starts_on, _title(each), names.get(each.pk, "")) for each in timeline], day),
        grades=grades,
        numbers=numbers,
        acting_units=tuple(chart.nodes[unit_id].name for unit_id in acting_ids if unit_id in chart.nodes),
    )


def _unknown() -> NotFoundError:
    return NotFoundError("employee_unknown", _("Pegawai itu tidak ditemukan."))


def _held(timeline: Sequence[Assignment], day: date) -> Assignment | None:
    return next((each for each in reversed(timeline) if each.starts_on <= day), None)


def _title(each: Assignment) -> str:
    return each.position_title if each.unit_id else _("Tidak lagi bertugas")


def _now(periods: Sequence[Period]) -> str:
    return next((period.title for period in periods if period.is_now), "")


def _periods(rows: Iterable[tuple[date, str, str]], day: date) -> list[Period]:
    """The stretches of a timeline, the newest first: each ends where the next begins."""
    ordered = sorted(rows)
    ends = [*(starts_on for starts_on, _title, _detail in ordered[1:]), None]
    periods = [
        Period(starts_on, ends_on, title, detail, starts_on <= day and (ends_on is None or day < ends_on))
        for (starts_on, title, detail), ends_on in zip(ordered, ends, strict=True)
    ]
    return periods[::-1]


def _unit_names(timeline: Sequence[Assignment]) -> Mapping[uuid.UUID, str]:
    """How the unit of each assignment was called when it began, or first came to be called."""
    versions = list(
        Unit.objects.filter(unit_id__in={each.unit_id for each in timeline if each.unit_id})
        .order_by("version__effective_from")
        .values_list("unit_id", "version__effective_from", "name")
    )
    names: dict[uuid.UUID, str] = {}
    for each in timeline:
        of_unit = [(since, name) for unit_id, since, name in versions if unit_id == each.unit_id]
        then = [name for since, name in of_unit if since <= each.starts_on]
        names[each.pk] = then[-1] if then else of_unit[0][1] if of_unit else ""
    return names
