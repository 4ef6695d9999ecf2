"""What the pages of a person and of a leader read; the viewer comes first and sees only whom they may see."""

from tenant_apps.workspace.queries.first import first_page
from tenant_apps.workspace.queries.overview import (
    Leader,
    PersonInBox,
    leader,
    people_in_selection,
    selection_for_export,
)
from tenant_apps.workspace.queries.own import Account, account, account_of

__all__ = [
    "Account",
    "Leader",
    "PersonInBox",
    "account",
    "account_of",
    "first_page",
    "leader",
    "people_in_selection",
    "selection_for_export",
]
