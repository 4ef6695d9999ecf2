"""What the region knows of the people a sheet may mean, loaded in a fixed number of queries."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Count

from tenant_apps.organisation import queries as organisation
from tenant_apps.people import niks
from tenant_apps.people.many import these
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber
from tenant_apps.people.queries.roster import active_count, in_office, names_of
from tenant_apps.people.rules.identity import Registered
from tenant_apps.people.rules.lines import Known, Line
from tenant_apps.people.rules.plan import Chair, Facts, Present, Rank, Seat
from tenant_apps.people.rules.quota import steps


def numbers_of(lines: Sequence[Line]) -> dict[str, uuid.UUID]:
    """Whose the numbers of a sheet are, superiors' too; old numbers count."""
    wanted = {line.number for line in lines} | {line.superior_number for line in lines if line.superior_number}
    rows = EmployeeNumber.objects.filter(number__in=these(wanted - {""})).values_list("number", "employee_id")
    return dict(rows)


def known(lines: Sequence[Line], numbers: Mapping[str, uuid.UUID], day: date) -> Known:
    """Numbers, addresses and chairs the rows must stand beside."""
    addresses = {line.email for line in lines if line.email}
    emails = dict(Employee.objects.filter(email__in=these(addresses)).values_list("email", "id"))
    headed = {line.unit_id for line in lines if line.is_head and line.unit_id}
    held = in_office(day).filter(is_head=True, unit_id__in=headed).values_list("unit_id", "employee_id")
    heads = {unit_id: employee_id for unit_id, employee_id in held if unit_id}
    outside = {*emails.values(), *heads.values()} - set(numbers.values())
    ends = organisation.ends_of_units(day)
    return Known(
        numbers=numbers,
        emails=emails,
        heads=heads,
        names=names_of(outside),
        unit_ends=ends,
        next_moves=_next_moves(numbers.values(), day) if ends else {},
        niks=niks.holders(told) if (told := {line.nik for line in lines} - {""}) else {},
        registered=_registered({numbers[line.number] for line in lines if line.number in numbers}),
    )


def _registered(employee_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Registered]:
    if not employee_ids:
        return {}
    people = Employee.objects.filter(id__in=these(employee_ids)).order_by()
    rows = people.annotate(borne=Count("numbers")).values_list("id", "name", "birth_date", "gender", "borne")
    return {owner: Registered(name, born, gender, borne) for owner, name, born, gender, borne in rows}


def _next_moves(employee_ids: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, date]:
    later = Assignment.objects.filter(employee_id__in=these(employee_ids), starts_on__gt=day).order_by("-starts_on")
    return dict(later.values_list("employee_id", "starts_on"))


def timelines(
    employee_ids: Collection[uuid.UUID], day: date, *, with_nik: Collection[uuid.UUID] = ()
) -> dict[uuid.UUID, Present]:
    """Facts and timelines of people up to a day; the NIK only of those whose row has one, since opening costs."""
    known_niks = niks.of_people(with_nik) if with_nik else {}
    seats: dict[uuid.UUID, list[Seat]] = defaultdict(list)
    held = Assignment.objects.filter(employee_id__in=these(employee_ids), starts_on__lte=day).order_by("starts_on")
    for each in held:
        chair = Chair(each.unit_id, each.position_title, each.position_type, each.is_head, each.superior_override_id)
        seats[each.employee_id].append(Seat(each.id, each.employee_id, each.starts_on, chair))
    ranks: dict[uuid.UUID, list[Rank]] = defaultdict(list)
    grades = EmployeeGrade.objects.filter(employee_id__in=these(employee_ids), starts_on__lte=day).order_by(
        "starts_on"
    )
    for row_id, owner, starts_on, grade in grades.values_list("id", "employee_id", "starts_on", "grade"):
        ranks[owner].append(Rank(row_id, owner, starts_on, grade))
    return {
        each.id: Present(
            Facts(**{name: getattr(each, name) for name in Facts.__dataclass_fields__}),
            tuple(seats[each.id]),
            tuple(ranks[each.id]),
            known_niks.get(each.id, ""),
        )
        for each in Employee.objects.filter(id__in=these(employee_ids))
    }


def seats_of(employee_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[uuid.UUID | None, tuple[date, bool]]]:
    """The whole timelines of people, as row, start and whether they are in office."""
    rows = Assignment.objects.filter(employee_id__in=these(employee_ids))
    found: dict[uuid.UUID, dict[uuid.UUID | None, tuple[date, bool]]] = defaultdict(dict)
    for row_id, owner, starts_on, unit_id in rows.values_list("id", "employee_id", "starts_on", "unit_id"):
        found[owner][row_id] = (starts_on, unit_id is not None)
    return found


def in_office_steps(since: date) -> Counter[date]:
    """How many people are in office on a day, and by how many that changes on later days."""
    later = Assignment.objects.filter(starts_on__gt=since)
    moving = set(later.values_list("employee_id", flat=True))
    counted = Counter({since: active_count(since)})
    for timeline in seats_of(moving).values():
        for day, step in steps(timeline.values(), since):
            if day > since:
                counted[day] += step
    return counted
