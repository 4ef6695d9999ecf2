"""What somebody is by their place in the chart on a day, and what that lets them do: derived, never given.

Appointments are the other half (`shared_apps.accounts.rules`). Superior and assessor name whose work somebody answers
for, wherever these sit; the assessor's superior opens nothing that heading the unit does not open already.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.people.rules.superiors import Heads


class Position(StrEnum):
    """A role by place in the chart."""

    EMPLOYEE = "employee"
    UNIT_HEAD = "unit_head"
    AGENCY_HEAD = "agency_head"  # of a unit directly below the government
    REGIONAL_HEAD = "regional_head"  # of the government itself, in an acting capacity mostly
    SUPERIOR = "superior"
    ASSESSOR = "assessor"
    ASSESSORS_SUPERIOR = "assessors_superior"


class Deed(StrEnum):
    """What a place opens."""

    SEE_OWN = "see_own"  # the own score, lineage and data
    SEE_UNIT = "see_unit"  # people and scores of the headed unit and all below
    SEE_ANSWERED = "see_answered"  # page and scores of each whose superior or assessor one is


GIVES: Mapping[Position, frozenset[Deed]] = {
    Position.EMPLOYEE: frozenset({Deed.SEE_OWN}),
    Position.UNIT_HEAD: frozenset({Deed.SEE_UNIT}),
    Position.AGENCY_HEAD: frozenset({Deed.SEE_UNIT}),
    Position.REGIONAL_HEAD: frozenset({Deed.SEE_UNIT}),
    Position.SUPERIOR: frozenset({Deed.SEE_ANSWERED}),
    Position.ASSESSOR: frozenset({Deed.SEE_ANSWERED}),
    Position.ASSESSORS_SUPERIOR: frozenset(),
}


@dataclass(frozen=True)
class Place:
    """One position and where it comes from: a unit with the day since when, or how many people."""

    position: Position
    unit_id: uuid.UUID | None = None
    since: date | None = None
    acting: bool = False
    people: int = 0


@dataclass(frozen=True)
class Standing:
    """What is known of a day: the chart, who heads what since when, who answers for whom and who assesses them."""

    chart: Chart
    heads: Heads
    since: Mapping[tuple[uuid.UUID, bool], date]  # by unit, and whether acting
    superiors: Mapping[uuid.UUID, uuid.UUID | None]
    assessors: Mapping[uuid.UUID, uuid.UUID | None]


def positions_of(employee_id: uuid.UUID, *, seat: tuple[uuid.UUID, date] | None, on: Standing) -> tuple[Place, ...]:
    """Everything somebody is on the day; nothing for who sits nowhere: who has left heads and assesses nobody."""
    if seat is None:
        return ()
    unit_id, since = seat
    found = [Place(Position.EMPLOYEE, unit_id, since)]
    for acting, held in ((False, on.heads.own), (True, on.heads.acting)):
        headed = sorted(unit for unit, head in held.items() if head == employee_id and unit in on.chart.nodes)
        found += [Place(_rank(on.chart, unit), unit, on.since.get((unit, acting)), acting=acting) for unit in headed]
    above = {person: on.superiors.get(assessor) for person, assessor in on.assessors.items() if assessor}
    for position, pairs in (
        (Position.SUPERIOR, on.superiors),
        (Position.ASSESSOR, on.assessors),
        (Position.ASSESSORS_SUPERIOR, above),
    ):
        people = sum(1 for person, other in pairs.items() if other == employee_id and person != employee_id)
        found += [Place(position, people=people)] if people else []
    return tuple(found)


def _rank(chart: Chart, unit_id: uuid.UUID) -> Position:
    parent = chart.nodes[unit_id].parent_id
    if parent is None:
        return Position.REGIONAL_HEAD
    return Position.AGENCY_HEAD if chart.nodes[parent].parent_id is None else Position.UNIT_HEAD
