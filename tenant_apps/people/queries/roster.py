"""Who is where on a day: the ground the other queries, and rooms above, stand on."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from shared_apps.reference import queries as reference
from shared_apps.scoring_templates.rules.statement import Fragment
from tenant_apps.people.access import reach
from tenant_apps.people.models import ActingHead, Assignment, Employee, EmployeeGrade, EmployeeNumber
from tenant_apps.people.rules.superiors import Heads
from tenant_apps.people.timelines import in_force

_SUBJECTS = """
SELECT held.employee_id AS subject_id, held.employee_id, kind.profile
FROM (
    SELECT DISTINCT ON (employee_id) employee_id, unit_id, position_type
    FROM people_assignment
    WHERE starts_on <= %(people_as_of)s{only}
    ORDER BY employee_id, starts_on DESC
) AS held
JOIN unnest(%(people_types)s::text[], %(people_profiles)s::text[]) AS kind (position_type, profile)
    ON kind.position_type = held.position_type
WHERE held.unit_id IS NOT NULL
"""
_IN_OFFICE = """
SELECT count(*)
FROM (
    SELECT DISTINCT ON (employee_id) unit_id
    FROM people_assignment
    WHERE starts_on <= %s
    ORDER BY employee_id, starts_on DESC
) AS held
WHERE unit_id IS NOT NULL
"""


def in_office(day: date) -> "QuerySet[Assignment]":
    """The assignment of everybody who holds one on a day."""
    return in_force(Assignment.objects.all(), day).filter(unit_id__isnull=False)


def visible_assignments(viewer: Any, today: date, on: date | None = None) -> "QuerySet[Assignment]":
    """The assignments a viewer may see: own, subtree, or all; of today, or as the same people stood on another day.

    Whom somebody sees is decided by what they are today: whoever asks for a day on which they led
    more, or for one on which they will, does not see more by it.
    """
    seen = reach(viewer, today)
    if on is None or on == today or seen.everything:
        return in_office(on or today).filter(seen.as_filter())
    people = in_office(today).filter(seen.as_filter()).values("employee_id")
    return in_office(on).filter(Q(employee_id__in=people) | Q(employee_id=seen.employee_id))


def people_in_units(unit_ids: Collection[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """The employees who sit in these units on a day."""
    return frozenset(in_office(day).filter(unit_id__in=unit_ids).values_list("employee_id", flat=True))


def active_count(day: date) -> int:
    """How many people hold an assignment on a day; what the agreement's quota counts.

    In one pass whatever the planner knows: right after an import it knows nothing, and joined people one by one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IN_OFFICE, [day])
        found: int = cursor.fetchone()[0]
    return found


def heads_on(day: date) -> Heads:
    """Who heads each unit on a day, and who acts for a head; only people who are in office."""
    own = (
        in_office(day).filter(is_head=True).order_by("starts_on", "employee_id").values_list("unit_id", "employee_id")
    )
    acting = in_force(ActingHead.objects.all(), day, owner="unit_id")
    acting = acting.filter(employee_id__in=in_office(day).values("employee_id"))
    return Heads(
        own={unit_id: employee_id for unit_id, employee_id in own if unit_id},
        acting={unit_id: head for unit_id, head in acting.values_list("unit_id", "employee_id") if head},
    )


def definitive_head(unit_id: uuid.UUID, day: date) -> str:
    """Who heads a unit on a day by appointment, by name; nothing where the post is vacant."""
    head = (
        in_office(day).filter(unit_id=unit_id, is_head=True).select_related("employee").order_by("starts_on").first()
    )
    return head.employee.full_name if head else ""


def places_of(employee_ids: Collection[uuid.UUID], day: date) -> Iterator[tuple[uuid.UUID, str]]:
    """Unit and grade of people on a day, one pair each, for counts by agency and grade; nobody is named."""
    grades = EmployeeGrade.objects.filter(employee=OuterRef("employee"), starts_on__lte=day).order_by("-starts_on")
    held = in_office(day).filter(employee_id__in=employee_ids).annotate(grade=Subquery(grades.values("grade")[:1]))
    for unit_id, grade in held.values_list("unit_id", "grade").iterator(chunk_size=2000):
        if unit_id is not None:
            yield unit_id, grade or ""


def names_of(employee_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Full names, for showing people already known to be visible."""
    return {each.id: each.full_name for each in Employee.objects.filter(id__in=set(employee_ids))}


def employee_id_for_number(number: str) -> uuid.UUID | None:
    """Who has or had this NIP; sign-in and look-ups by an old number find the person too."""
    return EmployeeNumber.objects.filter(number=number).values_list("employee_id", flat=True).first()


def subjects_fragment(as_of: date, employee_ids: Collection[uuid.UUID] | None = None) -> Fragment:
    """Everybody to be scored on a day with the profile of their position type; or only those named."""
    types = reference.position_types()
    params: dict[str, object] = {
        "people_as_of": as_of,
        "people_types": [kind.code for kind in types],
        "people_profiles": [kind.rater_profile for kind in types],
    }
    only = ""
    if employee_ids is not None:
        only = "\n        AND employee_id = ANY(%(people_ids)s::uuid[])"
        params["people_ids"] = sorted(employee_ids)
    return Fragment(_SUBJECTS.format(only=only), params)


def people_by_unit(since: date, until: date | None) -> Mapping[uuid.UUID, int]:
    """How many people sit in each unit at any time from a day on; before `until`, where it is given."""
    over = Assignment.objects.filter(
        employee_id=OuterRef("employee_id"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=since
    )
    rows = Assignment.objects.filter(~Exists(over), unit_id__isnull=False)
    rows = rows.filter(Q(starts_on__lt=until) if until else Q())
    counted = rows.order_by().values("unit_id").annotate(people=Count("employee_id", distinct=True))
    return {unit_id: people for unit_id, people in counted.values_list("unit_id", "people") if unit_id}
