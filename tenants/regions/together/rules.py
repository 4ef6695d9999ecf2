"""A row of the list: the agreement it stands on, or is to be recorded with it, and the names of the region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MOST = 50
"""Rows of one list: a form with more fields than a thousand is not read."""
_ALONE = ("number", "schema_name", "domain", "region_code")


@dataclass(frozen=True)
class Terms:
    """All facts of an agreement, where it is to be recorded at the same time."""

    region_code: str
    host_party: str
    partner_party: str
    signed_on: date
    starts_on: date
    ends_on: date
    modules: tuple[str, ...]
    employee_quota: int


@dataclass(frozen=True)
class Asked:
    """One region that is asked for."""

    number: str
    schema_name: str
    domain: str
    administrator_name: str
    administrator_email: str
    time_zone: str = "Asia/Jakarta"
    personnel_agency: str = "BKPSDM"
    accent: str = "indigo"
    terms: Terms | None = None

    @property
    def region_code(self) -> str:
        """Of which government, where the list says so."""
        return self.terms.region_code if self.terms else ""


def twins(rows: Sequence[Asked]) -> dict[int, dict[str, int]]:
    """By row and field: the first row that says the same where no two may."""
    found: dict[int, dict[str, int]] = {}
    for name in _ALONE:
        first: dict[str, int] = {}
        for place, row in enumerate(rows):
            value = getattr(row, name).strip().casefold()
            if value and first.setdefault(value, place) != place:
                found.setdefault(place, {})[name] = first[value]
    return found
