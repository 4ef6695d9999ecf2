"""Who is to open an account without e-mail, and how far that is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared_apps.accounts import employees as accounts
from shared_apps.accounts.rules import Action
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import Bounds, bounds
from tenant_apps.organisation.rules.chart import Node
from tenant_apps.people.models import ActingHead
from tenant_apps.people.queries.lists import PersonRow, rows_of
from tenant_apps.people.queries.roster import in_office
from tenant_apps.people.timelines import in_force


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
    """Everybody in office without e-mail where the viewer may invite, of a unit and all under it or of all, by unit
    and name.

    Whose account has an address is left out: they get a new password by mail. Who administers one agency prints for
    nobody who may do more than sit in it (a role, an acting post elsewhere): a letter sets a new password.
    """
    inside, ways = bounds(viewer, Action.INVITE_PEOPLE, day), accounts.ways_in(viewer, day)
    held = in_office(day).filter(employee__email="")
    if not inside.everything:
        held = held.filter(unit_id__in=inside.unit_ids).exclude(employee_id__in=ways.appointed)
        held = held.exclude(employee_id__in=_acting_outside(inside, day))
    if unit_id is not None:
        held = held.filter(unit_id__in=organisation.subtree_unit_ids(unit_id, day))
    rows = [row for row in rows_of(held, day) if row.id not in ways.by_address]
    rows.sort(key=lambda row: (row.unit_name.casefold(), row.name.casefold(), str(row.id)))
    return [LetterRow(row, row.id in ways.by_paper, ways.letters.get(row.id)) for row in rows]


def agencies(viewer: Any, day: date) -> Sequence[Node]:
    """The units directly under the government, to choose one; of an own agency itself and those directly under it."""
    chart, inside = organisation.structure_on(viewer, day), bounds(viewer, Action.INVITE_PEOPLE, day)
    if not inside.everything:
        return [node for depth, node in inside.walk(chart) if depth <= 1]
    return chart.children.get(chart.root.unit_id, ()) if chart.root else ()


def prints_everywhere(viewer: Any, day: date) -> bool:
    """Whether a viewer prints for the whole government."""
    return bounds(viewer, Action.INVITE_PEOPLE, day).everything


def _acting_outside(inside: Bounds, day: date) -> frozenset[uuid.UUID]:
    """Who acts for the head of a unit outside, today or later."""
    rows = [in_force(ActingHead.objects.all(), day, owner="unit_id"), ActingHead.objects.filter(starts_on__gt=day)]
    held = {pair for some in rows for pair in some.values_list("employee_id", "unit_id")}
    return frozenset(who for who, unit_id in held if who and not inside.covers(unit_id))
