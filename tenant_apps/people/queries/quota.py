"""How much of the agreement's quota is used, for those who bring people in."""

from dataclasses import dataclass
from datetime import date

from shared_apps.accounts.access import Viewer, may
from shared_apps.accounts.rules import Action
from tenant_apps.organisation import queries as organisation
from tenant_apps.people.queries.roster import active_count
from tenant_apps.people.rules.quota import is_near


@dataclass(frozen=True)
class Quota:
    """People in office beside the number that was agreed."""

    used: int
    limit: int
    agreement_number: str

    @property
    def is_reached(self) -> bool:
        """Whether nobody more can be brought in."""
        return self.used >= self.limit

    @property
    def left(self) -> int:
        """How many more there may be."""
        return max(self.limit - self.used, 0)


def near_quota(viewer: Viewer, day: date) -> Quota | None:
    """The quota where it is nearly used or reached, and the viewer brings people in; else nothing has to be said."""
    if not may(viewer, Action.IMPORT_PEOPLE, day):
        return None
    found = quota_on(day)
    return found if is_near(found.used, found.limit) else None


def quota_on(day: date) -> Quota:
    """How it stands on a day, for pages that are guarded themselves."""
    government = organisation.government()
    return Quota(active_count(day), government.employee_quota, government.agreement_number)
