"""Lists of people: searched, filtered, sorted and paged in the database, in a fixed number of queries."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from shared_apps.accounts import employees as accounts
from shared_apps.accounts.rules import Action
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import bounds
from tenant_apps.organisation.models import Unit
from tenant_apps.people.models import Assignment, EmployeeGrade, EmployeeNumber
from tenant_apps.people.queries.roster import in_office, visible_assignments
from tenant_apps.people.rules import spelling

SORTS = {
    "nama": "employee__name",
    "nip": "number",
    "jabatan": "position_title",
    "unit": "unit_name",
}
PER_PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What a list shows: a search text, a unit with all under it, kinds, the order, the page."""

    search: str = ""
    unit_id: uuid.UUID | None = None
    position_type: str = ""
    employment_type: str = ""
    sort: str = "nama"
    page: int = 1


@dataclass(frozen=True)
class PersonRow:
    """One person in a list, as they stand on the day."""

    id: uuid.UUID
    name: str
    number: str
    grade: str
    position_title: str
    position_type: str
    employment_type: str
    unit_id: uuid.UUID | None
    unit_name: str
    is_head: bool
    email: str

    @property
    def told(self) -> str:
        """Number, position and unit in one line that a phone can break."""
        return " · ".join(part for part in (self.number, self.position_title, self.unit_name) if part)


def employees(viewer: Any, today: date, filters: Filters, on: date | None = None) -> "Page[PersonRow]":
    """One page of the people a viewer may see, as they stand today or stood on another day."""
    paginator: Paginator[Any] = Paginator(_found(viewer, today, filters, on or today), PER_PAGE)
    page = paginator.get_page(filters.page)
    return Page([_row(each) for each in page.object_list], page.number, paginator)


def employees_of(viewer: Any, today: date, filters: Filters, on: date | None = None) -> Iterator[PersonRow]:
    """All people a list would show, for an export."""
    return (_row(each) for each in _found(viewer, today, filters, on or today).iterator(chunk_size=2000))


def invitable(viewer: Any, day: date) -> list[PersonRow]:
    """People with an address and without an account or open invitation to it, where the viewer may invite."""
    with_account, invited = accounts.with_account(viewer, day), accounts.invited(viewer, day)
    inside = bounds(viewer, Action.INVITE_PEOPLE, day)
    seats = in_office(day) if inside.everything else in_office(day).filter(unit_id__in=inside.unit_ids)
    held = _annotated(seats.exclude(employee__email=""), day).order_by("employee__name", "employee_id")
    rows = [_row(each) for each in held if each.employee_id not in with_account]
    return [row for row in rows if invited.get(row.id) != row.email.lower()]


def _found(viewer: Any, today: date, filters: Filters, day: date) -> "QuerySet[Assignment]":
    held = _annotated(visible_assignments(viewer, today, day), day)
    if filters.unit_id is not None:
        held = held.filter(unit_id__in=organisation.subtree_unit_ids(filters.unit_id, day))
    if filters.position_type:
        held = held.filter(position_type=filters.position_type)
    if filters.employment_type:
        held = held.filter(employee__employment_type=filters.employment_type)
    for word in _words(filters.search):
        held = held.filter(_matches(word))
    return held.order_by(*_order(filters.sort), "employee__name", "employee_id")


def _annotated(held: "QuerySet[Assignment]", day: date) -> "QuerySet[Assignment]":
    version = organisation.version_on(day)
    numbers = EmployeeNumber.objects.filter(employee=OuterRef("employee")).order_by("-starts_on")
    grades = EmployeeGrade.objects.filter(employee=OuterRef("employee"), starts_on__lte=day).order_by("-starts_on")
    units = Unit.objects.filter(version=version, unit_id=OuterRef("unit_id"))
    return held.select_related("employee").annotate(
        number=Subquery(numbers.values("number")[:1]),
        grade=Subquery(grades.values("grade")[:1]),
        unit_name=Subquery(units.values("name")[:1]),
    )


def _words(search: str) -> list[str]:
    """What is searched for; a number is one word however it is spaced or dotted (DOMAIN §14 shows it in groups)."""
    digits = "".join(spelling.words_of(search))
    return [digits] if digits.isascii() and digits.isdigit() else search.split()[:6]


def _matches(word: str) -> Q:
    """A word of a name, of a title, of a unit, or the beginning of any number the person ever had."""
    found = Q(employee__name__icontains=word) | Q(unit_name__icontains=word) | Q(position_title__icontains=word)
    if word.isascii() and word.isdigit():
        numbers = EmployeeNumber.objects.filter(number__startswith=word)
        found |= Q(employee_id__in=numbers.values("employee_id"))
    return found


def _order(sort: str) -> Sequence[Any]:
    column = SORTS.get(sort.removeprefix("-"), SORTS["nama"])
    return [F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)]


def _row(each: Any) -> PersonRow:
    return PersonRow(
        id=each.employee_id,
        name=each.employee.full_name,
        number=each.number or "",
        grade=each.grade or "",
        position_title=each.position_title,
        position_type=each.position_type,
        employment_type=each.employee.employment_type,
        unit_id=each.unit_id,
        unit_name=each.unit_name or "",
        is_head=each.is_head,
        email=each.employee.email,
    )


def rows_by_assignment(held: "QuerySet[Assignment]", day: date) -> dict[uuid.UUID, PersonRow]:
    """The same by the assignment's id, in no order."""
    return {each.id: _row(each) for each in _annotated(held, day)}


def rows_of(held: "QuerySet[Assignment]", day: date) -> list[PersonRow]:
    """The people of assignments that were let through, in no order."""
    return [_row(each) for each in _annotated(held, day)]


def rows_by_employee(held: "QuerySet[Assignment]", day: date) -> "Iterable[PersonRow]":
    """The people of assignments already known to be visible."""
    return [_row(each) for each in _annotated(held, day).order_by("-is_head", "employee__name", "employee_id")]
