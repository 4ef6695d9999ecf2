"""Who is to open an account without e-mail, and how far that is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared_apps.accounts import employees as accounts
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.people.queries.lists import PersonRow, rows_of
from tenant_apps.people.queries.roster import in_office


@dataclass(frozen=True)
class LetterRow:
    """Somebody without an address: whether an account is open, and until when a letter works."""

    person: PersonRow
    has_account: bool
    letter_until: date | None

    @property
    def is_due(self) -> bool:
        """Neither account nor a letter that works: printed when all are."""
        return not self.has_account and self.letter_until is None


def without_address(viewer: Any, day: date, unit_id: uuid.UUID | None = None) -> list[LetterRow]:
    """Everybody in office without e-mail, of a unit and all under it or of all, by unit and name.

    Whose account has an address is left out: they get a new password by mail.
    """
    ways = accounts.ways_in(viewer, day)
    held = in_office(day).filter(employee__email="")
    if unit_id is not None:
        held = held.filter(unit_id__in=organisation.subtree_unit_ids(unit_id, day))
    rows = [row for row in rows_of(held, day) if row.id not in ways.by_address]
    rows.sort(key=lambda row: (row.unit_name.casefold(), row.name.casefold(), str(row.id)))
    return [LetterRow(row, row.id in ways.by_paper, ways.letters.get(row.id)) for row in rows]


def agencies(viewer: Any, day: date) -> Sequence[Node]:
    """The units directly under the government, to choose one."""
    chart = organisation.structure_on(viewer, day)
    return chart.children.get(chart.root.unit_id, ()) if chart.root else ()
