"""What makes a cooperation agreement acceptable (Permendagri 22/2020: parties, object, term)."""

from dataclasses import dataclass
from datetime import date

MODULES = ("performance", "talent", "feedback", "learning", "collaboration", "service")
MOST_EMPLOYEES = 1_000_000
"""No government of Indonesia employs as many; a longer number is a slip of the hand."""
LONGEST = {"number": 120, "host_party": 200, "partner_party": 200}
"""The region's own tables hold no more: what is longer would stop its provisioning."""


@dataclass(frozen=True)
class Terms:
    """The terms as they were written down, before anything is stored."""

    number: str
    host_party: str
    partner_party: str
    signed_on: date
    starts_on: date
    ends_on: date
    modules: tuple[str, ...]
    employee_quota: int


def problems(terms: Terms) -> dict[str, str]:
    """The code of what is wrong, by field; empty where the terms can stand."""
    found = {name: "missing" for name in ("number", "host_party", "partner_party") if not getattr(terms, name).strip()}
    found |= {name: "too_long" for name, length in LONGEST.items() if len(getattr(terms, name)) > length}
    if terms.starts_on < terms.signed_on:
        found["starts_on"] = "before_signing"
    if terms.ends_on <= terms.starts_on:
        found["ends_on"] = "not_after_start"
    if not terms.modules:
        found["modules"] = "missing"
    elif set(terms.modules) - set(MODULES):
        found["modules"] = "unknown"
    if terms.employee_quota <= 0:
        found["employee_quota"] = "not_positive"
    elif terms.employee_quota > MOST_EMPLOYEES:
        found["employee_quota"] = "too_large"
    return found


@dataclass(frozen=True)
class Change:
    """A change of the quota as it was signed."""

    number: str
    signed_on: date
    employee_quota: int


def problems_of_change(change: Change, agreed_on: date, quota: int, day: date) -> dict[str, str]:
    """The code of what is wrong with a change of the quota, by field."""
    found = {"number": "missing"} if not change.number else {}
    if len(change.number) > LONGEST["number"]:
        found["number"] = "too_long"
    if change.signed_on < agreed_on:
        found["signed_on"] = "before_agreement"
    elif change.signed_on > day:
        found["signed_on"] = "in_future"
    if change.employee_quota <= 0:
        found["employee_quota"] = "not_positive"
    elif change.employee_quota > MOST_EMPLOYEES:
        found["employee_quota"] = "too_large"
    elif change.employee_quota == quota:
        found["employee_quota"] = "same"
    return found


def is_in_force(starts_on: date, ends_on: date, day: date) -> bool:
    """Whether an agreement runs on that day; its last day is the one before `ends_on`."""
    return starts_on <= day < ends_on
