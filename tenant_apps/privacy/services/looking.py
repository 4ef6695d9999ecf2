"""Writes down who looked at whose data: one statement, however often, and one row per viewer, kind and day."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from shared_apps.accounts.models import User
from shared_apps.rows import new_id
from tenant_apps.people.access import Reach
from tenant_apps.privacy.models import ListLook, PersonLook
from tenant_apps.privacy.rules.kinds import LOOK_DAYS
from tenant_apps.privacy.rules.looking import Kind

_OF_ONE = """
INSERT INTO privacy_personlook (id, employee_id, day, viewer_id, viewer_name, kind, times, first_at, last_at)
SELECT shown.id, person.id, %(day)s, %(viewer)s, %(name)s, %(kind)s, 1, %(at)s, %(at)s
FROM unnest(%(ids)s::uuid[], %(employees)s::uuid[]) AS shown (id, employee_id)
JOIN people_employee AS person ON person.id = shown.employee_id
ON CONFLICT (employee_id, day, viewer_id, kind) DO UPDATE
SET times = privacy_personlook.times + 1, last_at = EXCLUDED.last_at, viewer_name = EXCLUDED.viewer_name
"""
_OF_MANY = """
INSERT INTO privacy_listlook (id, day, viewer_id, viewer_name, kind, everybody, units, times, first_at, last_at)
VALUES (%(id)s, %(day)s, %(viewer)s, %(name)s, %(kind)s, %(everybody)s, %(units)s::uuid[], 1, %(at)s, %(at)s)
ON CONFLICT (day, viewer_id, kind, everybody, units) DO UPDATE
SET times = privacy_listlook.times + 1, last_at = EXCLUDED.last_at, viewer_name = EXCLUDED.viewer_name
"""


def note_person(*, viewer: User, employee_id: UUID, kind: Kind, day: date, at: datetime) -> None:
    """Somebody opened a page about a person. Looking at oneself is not written down."""
    note_people(viewer=viewer, employee_ids=[employee_id], kind=kind, day=day, at=at)


def note_people(*, viewer: User, employee_ids: Collection[UUID], kind: Kind, day: date, at: datetime) -> None:
    """The same of each of some people, named one by one: a list showed those the viewer answers for."""
    others = sorted(each for each in employee_ids if each != viewer.employee_id)
    if not others:
        return
    with connection.cursor() as cursor:
        facts = {**_who(viewer, kind, day, at), "ids": [new_id() for _each in others], "employees": others}
        cursor.execute(_OF_ONE, facts)


def note_list(*, viewer: User, seen: Reach, only: Collection[UUID], kind: Kind, day: date, at: datetime) -> None:
    """Somebody opened a list or took an export; `only` narrows it to units, with all under them.

    Who sees nobody but themselves is not written down.
    """
    if not seen.leads:
        return
    units = sorted(only or (() if seen.everything else seen.top_unit_ids))
    with connection.cursor() as cursor:
        everybody = seen.everything and not only
        cursor.execute(_OF_MANY, {**_who(viewer, kind, day, at), "everybody": everybody, "units": units})


def note_log(*, viewer: User, employee_id: UUID | None, kind: Kind, day: date, at: datetime) -> None:
    """Somebody read who looked at whose data: at one person's, or at everybody's. Their own reach does not matter."""
    if employee_id is not None:
        note_person(viewer=viewer, employee_id=employee_id, kind=kind, day=day, at=at)
    else:
        note_list(viewer=viewer, seen=Reach(everything=True), only=(), kind=kind, day=day, at=at)


def forget_old(*, day: date) -> int:
    """Remove what is older than it is kept (`Retention.LOOKS`); the number of rows."""
    before = day - timedelta(days=LOOK_DAYS)
    return sum(model.objects.filter(day__lt=before).delete()[0] for model in (PersonLook, ListLook))


def _who(viewer: User, kind: Kind, day: date, at: datetime) -> dict[str, str | date | datetime | UUID]:
    return {"id": new_id(), "viewer": viewer.pk, "name": viewer.name, "kind": str(kind), "day": day, "at": at}
