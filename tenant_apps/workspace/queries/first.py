"""Where a person begins."""

from datetime import date

from shared_apps.accounts.access import Viewer
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries as people
from tenant_apps.workspace.queries.beginning import is_beginning


def first_page(viewer: Viewer, day: date) -> str:
    """Whoever leads people begins with them, everybody else with themselves; before there is a structure, with it.

    Whoever sets the region up begins with what is to be done, until there is a first result.
    """
    if is_beginning(viewer, day):
        return "beginning"
    reach = people.reach(viewer, day)
    if reach.leads and organisation.version_on(day) is not None:
        return "leader"
    return "account" if reach.employee_id else "organisation"
