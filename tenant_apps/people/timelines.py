"""Reading a timeline: the row of each owner that is in force on a day is the last one started."""

from datetime import date
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

T = TypeVar("T", bound=Model)


def in_force(rows: QuerySet[T], day: date, *, owner: str = "employee") -> QuerySet[T]:
    """The rows in force on a day; `owner` names whose timeline it is."""
    later = rows.model._default_manager.filter(
        **{owner: OuterRef(owner), "starts_on__gt": OuterRef("starts_on"), "starts_on__lte": day}
    )
    return rows.filter(~Exists(later), starts_on__lte=day)
