"""Who looked at whose data, of the whole region: for who watches over it (`SEE_ACCESS_LOG`).

Reading it is a look too: the middleware writes it down by the names of its addresses (`rules.looking.OF_LOG`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Viewer
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries as people
from tenant_apps.people.models import Employee, EmployeeNumber
from tenant_apps.privacy.models import ListLook, PersonLook
from tenant_apps.privacy.queries.looks import PER_PAGE, lists_with

MOST_EXPORTED = 50_000  # of each kind; a spreadsheet holds no more of use
DAYS_SHOWN = 30


@dataclass(frozen=True)
class Wish:
    """What to show: days, part of the name of who looked, whom they looked at, and what.

    `person` is typed, a name or a number; `employee_id` is one person and goes before it.
    """

    since: date
    until: date
    viewer: str = ""
    person: str = ""
    employee_id: UUID | None = None
    kind: str = ""


@dataclass(frozen=True)
class Subject:
    """The person whose data was looked at."""

    employee_id: UUID
    name: str
    number: str


def person_looks(viewer: Viewer, wish: Wish, day: date) -> "QuerySet[PersonLook, Any]":
    """Pages about people, the newest first, each with `number`: the NIP of whom it was about."""
    access.check(viewer, Action.SEE_ACCESS_LOG, day)
    found = PersonLook.objects.filter(day__gte=wish.since, day__lte=wish.until)
    if wish.employee_id is not None:
        found = found.filter(employee_id=wish.employee_id)
    elif wish.person:
        found = found.filter(employee_id__in=people.ids_meant(wish.person))
    return _narrowed(found.select_related("employee").annotate(number=_number("employee_id")), wish)


def list_looks(viewer: Viewer, wish: Wish, day: date) -> "QuerySet[ListLook, Any]":
    """Lists and exports, the newest first; of one person those in whose scope they stood on that day.

    What is typed for a person narrows nothing while it means several: `subjects` names them, to choose from.
    """
    access.check(viewer, Action.SEE_ACCESS_LOG, day)
    if wish.employee_id is not None:
        found = lists_with(wish.employee_id, wish.since, wish.until)
    elif wish.person:
        found = ListLook.objects.none()
    else:
        found = ListLook.objects.filter(day__gte=wish.since, day__lte=wish.until)
    return _narrowed(found, wish)


def pages(found: "QuerySet[Any, Any]", number: int) -> "Page[Any]":
    """One page of either."""
    return Paginator(found, PER_PAGE).get_page(number)


def subject(viewer: Viewer, employee_id: UUID, day: date) -> Subject:
    """The person a log is narrowed to. Raises NotFoundError for a key that is nobody's."""
    access.check(viewer, Action.SEE_ACCESS_LOG, day)
    row = Employee.objects.filter(id=employee_id).annotate(number=_number("id")).first()
    if row is None:
        raise NotFoundError("employee_unknown", _("Pegawai itu tidak ada."))
    return Subject(row.id, row.full_name, row.number or "")


def subjects(viewer: Viewer, text: str, day: date, *, most: int = 10) -> Sequence[Subject]:
    """Whom a text may mean, in the order of names."""
    access.check(viewer, Action.SEE_ACCESS_LOG, day)
    found = Employee.objects.filter(id__in=people.ids_meant(text)).annotate(number=_number("id"))
    return [Subject(row.id, row.full_name, row.number or "") for row in found.order_by("name", "id")[:most]]


def scopes(rows: Collection[ListLook]) -> Mapping[UUID, str]:
    """What the units are called that lists were narrowed to."""
    return organisation.last_names({unit for row in rows for unit in row.units})


def _narrowed(found: "QuerySet[Any, Any]", wish: Wish) -> "QuerySet[Any, Any]":
    if wish.viewer:
        found = found.filter(viewer_name__icontains=wish.viewer)
    if wish.kind:
        found = found.filter(kind=wish.kind)
    return found.order_by("-day", "-last_at", "-id")


def _number(owner: str) -> Subquery:
    numbers = EmployeeNumber.objects.filter(employee=OuterRef(owner)).order_by("-starts_on")
    return Subquery(numbers.values("number")[:1])
