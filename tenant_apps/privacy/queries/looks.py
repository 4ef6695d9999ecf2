"""Who looked at my data: pages about me, and lists whose scope I stood in on that day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext as _

from shared_apps.accounts.models import User
from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import StructureVersion
from tenant_apps.people.models import Assignment
from tenant_apps.privacy.field_names import table
from tenant_apps.privacy.models import ListLook, PersonLook
from tenant_apps.privacy.queries.collecting import Collected
from tenant_apps.privacy.rules.kinds import LOOK_DAYS

PER_PAGE = 50


@dataclass(frozen=True)
class Looks:
    """What a person reads about who looked."""

    since: date
    until: date
    persons: "Page[PersonLook]"
    lists: "Page[ListLook]"
    viewers: int


def own(viewer: User, *, since: date, until: date, page: int = 1, lists_page: int = 1) -> Looks:
    """Who looked at the viewer's own data on these days. Raises NotFoundError where the account is nobody's."""
    employee_id = own_employee(viewer)
    about = looks_at(employee_id, since, until).exclude(viewer_id=viewer.pk)
    lists = lists_with(employee_id, since, until).exclude(viewer_id=viewer.pk)
    return Looks(
        since=since,
        until=until,
        persons=Paginator(about, PER_PAGE).get_page(page),
        lists=Paginator(lists, PER_PAGE).get_page(lists_page),
        viewers=about.order_by().values("viewer_id").distinct().count(),
    )


def own_employee(viewer: User) -> UUID:
    """The employee whose account it is."""
    if viewer.employee_id is None:
        raise NotFoundError("no_employee", _("Akun Anda tidak terhubung dengan data pegawai."))
    return viewer.employee_id


def looks_at(employee_id: UUID, since: date, until: date) -> Any:
    """Pages about somebody, the newest first; the caller has checked that it may be read."""
    kept = PersonLook.objects.filter(employee_id=employee_id, day__gte=since, day__lte=until)
    return kept.order_by("-last_at", "-id")


def lists_with(employee_id: UUID, since: date, until: date) -> Any:
    """Lists and exports of days on which somebody stood in their scope, the newest first.

    Whom a list really showed depends on what was searched for; its scope is whom it could show.
    """
    stood = Q(pk__in=())
    for first, last, units in _stretches(employee_id, since, until):
        stood |= Q(day__gte=first, day__lte=last) & (Q(everybody=True) | Q(units__overlap=list(units)))
    return ListLook.objects.filter(stood).order_by("-last_at", "-id")


def looks_of_copy(user: User, today: date) -> list[Collected]:
    """Lists in whose scope the user stood, for the copy of their data; pages about them stand in their own table."""
    if user.employee_id is None:
        return []
    found = lists_with(user.employee_id, oldest_day(today), today)
    columns = ("day", "viewer_name", "kind", "everybody", "times", "first_at", "last_at")
    rows = tuple(tuple(getattr(row, name) for name in columns) for row in found)
    return [Collected("privacy_listlook", table("privacy.ListLook"), columns, rows)]


def oldest_day(today: date) -> date:
    """From when the log is kept."""
    return today - timedelta(days=LOOK_DAYS)


def _stretches(employee_id: UUID, since: date, until: date) -> Iterator[tuple[date, date, tuple[UUID, ...]]]:
    """For stretches of days: the units in which somebody stood, from the top down to their own."""
    held = list(Assignment.objects.filter(employee_id=employee_id).order_by("starts_on"))
    versions = StructureVersion.objects.filter(effective_from__lte=until)
    days = {since, *(row.starts_on for row in held), *versions.values_list("effective_from", flat=True)}
    begins = sorted(day for day in days if since <= day <= until)
    for first, following in zip(begins, [*begins[1:], until + timedelta(days=1)], strict=True):
        row = next((each for each in reversed(held) if each.starts_on <= first), None)
        path = organisation.path_of(row.unit_id, first) if row is not None and row.unit_id else ()
        yield first, following - timedelta(days=1), tuple(node.unit_id for node in path)
