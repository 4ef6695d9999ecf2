"""How a plan is written: new rows and corrected rows in a handful of statements."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import asdict
from operator import attrgetter

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.rows import new_id
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber
from tenant_apps.people.rules.plan import Facts, Plan, Rank, Seat
from tenant_apps.people.services import niks, searchable
from tenant_apps.people.services.copying import copy_values

_ROWS_PER_STATEMENT = 2000
_FACTS = list(Facts.__dataclass_fields__)
_CHAIR = [
    "starts_on",
    "unit_id",
    "position_title",
    "position_type",
    "is_head",
    "superior_override",
    "kind",
    "decree",
    "position_id",
]
_NEW_CHAIR = ("unit_id", "position_title", "position_type", "is_head", "superior_override_id")  # columns
_chair_in_order = attrgetter("unit_id", "position_title", "position_type", "is_head", "superior_id")


def check_may(actor: Actor) -> None:
    """Only who looks after people today may write them, whatever the date of the change."""
    access.check_actor(actor, Action.IMPORT_PEOPLE, timezone.localdate())


def one_at_a_time() -> None:
    """Wait for other writers of people; readers go on, and the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Employee._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def write(plan: Plan) -> None:
    """Write a plan: people first, then what points at them."""
    # addresses may change hands between people of one sheet: given up before they are taken
    moved = {owner for owner, facts in plan.changed_people.items() if facts.email}
    Employee.objects.filter(id__in=moved).update(email="")
    _correct(
        Employee, (Employee(id=owner, **asdict(facts)) for owner, facts in plan.changed_people.items()), update=_FACTS
    )
    facts_in_order = attrgetter(*_FACTS)
    copy_values(
        Employee,
        ("id", *_FACTS),
        ((owner, *facts_in_order(facts)) for owner, facts in plan.new_people.items()),
    )
    searchable.write(plan.new_people, plan.changed_people)
    copy_values(
        EmployeeNumber,
        ("id", "employee_id", "number", "starts_on"),
        ((new_id(), owner, number, starts_on) for owner, (number, starts_on) in plan.new_numbers.items()),
    )
    now = timezone.now()
    copy_values(
        Assignment,
        ("id", "employee_id", "starts_on", *_NEW_CHAIR, "recorded_at"),
        (
            (new_id(), seat.employee_id, seat.starts_on, *_chair_in_order(seat.chair), now)
            for seat in plan.seats
            if seat.row_id is None
        ),
    )
    _correct(Assignment, (_assignment(seat) for seat in plan.seats if seat.row_id is not None), update=_CHAIR)
    copy_values(
        EmployeeGrade,
        ("id", "employee_id", "starts_on", "grade"),
        ((new_id(), rank.employee_id, rank.starts_on, rank.grade) for rank in plan.ranks if rank.row_id is None),
    )
    _correct(
        EmployeeGrade, (_grade(rank) for rank in plan.ranks if rank.row_id is not None), update=["grade", "starts_on"]
    )
    niks.write(plan.niks)


def facts_of(employee_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Facts]:
    """What is written of people now."""
    rows = Employee.objects.filter(id__in=employee_ids)
    return {each.id: Facts(**{name: getattr(each, name) for name in _FACTS}) for each in rows}


def _correct(model: type[Model], rows: Iterable[Model], *, update: list[str]) -> None:
    model._default_manager.bulk_create(
        rows,
        batch_size=_ROWS_PER_STATEMENT,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=update,
    )


def _assignment(seat: Seat) -> Assignment:
    return Assignment(
        id=seat.row_id or new_id(),
        employee_id=seat.employee_id,
        starts_on=seat.starts_on,
        unit_id=seat.chair.unit_id,
        position_title=seat.chair.position_title,
        position_type=seat.chair.position_type,
        is_head=seat.chair.is_head,
        superior_override_id=seat.chair.superior_id,
    )


def _grade(rank: Rank) -> EmployeeGrade:
    return EmployeeGrade(
        id=rank.row_id or new_id(), employee_id=rank.employee_id, starts_on=rank.starts_on, grade=rank.grade
    )
