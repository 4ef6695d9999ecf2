"""Corrections decided in values: what may be asked, until when an answer is due, and who changes what."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

ANSWER_HOURS = 72  # UU 27/2022 art. 30 (2): 3 x 24 hours from when it was received
MOST_OPEN = 20  # of one person at once


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Field(StrEnum):
    """What may be wrong."""

    NAME = "name"
    TITLE_BEFORE = "title_before"
    TITLE_AFTER = "title_after"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    NUMBER = "number"
    EMPLOYMENT_TYPE = "employment_type"
    GRADE = "grade"
    POSITION = "position"
    EDUCATION = "education"
    RESULTS = "results"
    OTHER = "other"


AT_ONCE = frozenset({Field.NAME, Field.TITLE_BEFORE, Field.TITLE_AFTER, Field.EMAIL, Field.BIRTH_DATE, Field.GENDER})
"""Written by the decision itself; the others change on a page of their own, which the decision names."""
PAGES: Mapping[Field, str] = {
    Field.NUMBER: "employee_number",
    Field.EMPLOYMENT_TYPE: "employee_type",
    Field.GRADE: "employee_grade",
    Field.POSITION: "employee_place",
    Field.EDUCATION: "employee_education",
}  # else the person's own page


def due_at(asked_at: datetime) -> datetime:
    """Until when it must be answered."""
    return asked_at + timedelta(hours=ANSWER_HOURS)


def hours_left(due: datetime, at: datetime) -> int:
    """Whole hours until it is due, below zero when that has passed."""
    return int((due - at) // timedelta(hours=1))
