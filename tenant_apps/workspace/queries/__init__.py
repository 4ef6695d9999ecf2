"""What the pages of a person and of a leader read; the viewer comes first and sees only whom they may see."""

from tenant_apps.workspace.queries.beginning import beginning_of, is_beginning
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
    "beginning_of",
    "first_page",
    "is_beginning",
    "leader",
    "people_in_selection",
    "selection_for_export",
]
