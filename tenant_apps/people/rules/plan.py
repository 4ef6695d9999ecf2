"""What a checked sheet changes: new people, changed facts, new rows in timelines; what is equal stays untouched."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from datetime import date

from tenant_apps.people.rules import nik
from tenant_apps.people.rules.entries import Chair as Chair
from tenant_apps.people.rules.entries import Rank as Rank
from tenant_apps.people.rules.entries import Seat as Seat
from tenant_apps.people.rules.entries import rank_to_write
from tenant_apps.people.rules.entries import seat_to_write as seat_to_write
from tenant_apps.people.rules.lines import Line


@dataclass(frozen=True)
class Facts:
    """What is known of a person at any time."""

    name: str
    title_before: str
    title_after: str
    email: str
    employment_type: str
    birth_date: date | None
    gender: str


@dataclass(frozen=True)
class Present:
    """What the region knows of one person, up to the day of the import; timelines from the first row on."""

    facts: Facts
    seats: tuple[Seat, ...] = ()
    ranks: tuple[Rank, ...] = ()
    nik: str = ""


Value = str | date | bool | uuid.UUID | None


@dataclass(frozen=True)
class Difference:
    """What a row changes of somebody who is there already: field, before, after."""

    row: int
    employee_id: uuid.UUID
    number: str
    name: str
    fields: tuple[tuple[str, Value, Value], ...]


@dataclass
class Plan:
    """Everything to write, and who is new, changed and the same."""

    new_people: dict[uuid.UUID, Facts] = field(default_factory=dict)
    new_numbers: dict[uuid.UUID, tuple[str, date]] = field(default_factory=dict)
    changed_people: dict[uuid.UUID, Facts] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)
    ranks: list[Rank] = field(default_factory=list)
    niks: dict[uuid.UUID, str] = field(default_factory=dict, repr=False)  # new and changed ones
    kept_starts: dict[int, date] = field(default_factory=dict)  # rows whose chair is known from an earlier day on
    kept_grades: dict[int, date] = field(default_factory=dict)  # the same of their grade
    grades_as_chair: int = 0  # grades whose own day nobody told: they begin with the chair
    grades_as_day: int = 0  # or on the day of the import
    differences: list[Difference] = field(default_factory=list)  # of the people who are changed, by row
    same: int = 0

    @property
    def changed(self) -> int:
        """How many people who are there already are changed."""
        return len(self.differences)


def make(
    lines: Sequence[Line],
    *,
    numbers: Mapping[str, uuid.UUID],
    present: Mapping[uuid.UUID, Present],
    day: date,
    new_id: Callable[[], uuid.UUID],
) -> Plan:
    """The plan for a sheet that has been checked."""
    ids = {line.number: numbers.get(line.number) or new_id() for line in lines}
    people = {**numbers, **ids}
    plan = Plan()
    for line in lines:
        employee_id = ids[line.number]
        before = present.get(employee_id)
        chair = _chair(line, before, people)
        if before is None:
            _add(plan, employee_id, line, chair, day)
        else:
            _amend(plan, employee_id, line, chair, before, day)
    return plan


def _chair(line: Line, before: Present | None, people: Mapping[str, uuid.UUID]) -> Chair:
    kept = before.seats[-1].chair.superior_id if before and before.seats else None
    superior = kept if line.superior_number is None else people.get(line.superior_number)
    is_head = bool(line.is_head)
    if line.is_head is None and before and before.seats:  # no such column: who heads a unit goes on heading it
        is_head = before.seats[-1].chair.is_head and before.seats[-1].chair.unit_id == line.unit_id
    return Chair(line.unit_id, line.position_title, line.position_type, is_head, superior)


def _facts(line: Line) -> Facts:
    return Facts(
        line.name,
        line.title_before,
        line.title_after,
        line.email,
        line.employment_type,
        line.birth_date,
        line.gender,
    )


def _add(plan: Plan, employee_id: uuid.UUID, line: Line, chair: Chair, day: date) -> None:
    start = line.since or day
    plan.new_people[employee_id] = _facts(line)
    plan.new_numbers[employee_id] = (line.number, min(line.number_since or start, start))
    plan.seats.append(Seat(None, employee_id, start, chair))
    plan.ranks.append(Rank(None, employee_id, line.grade_since or start, line.grade))
    plan.grades_as_chair += line.grade_since is None and line.since is not None
    plan.grades_as_day += line.grade_since is None and line.since is None
    if line.nik:
        plan.niks[employee_id] = line.nik


def _amend(plan: Plan, employee_id: uuid.UUID, line: Line, chair: Chair, before: Present, day: date) -> None:
    facts = _facts(line)
    if not facts.email:  # an empty cell is missing, not a wish to forget the address
        facts = replace(facts, email=before.facts.email)
    seat = seat_to_write(employee_id, before.seats, chair, since=line.since, day=day)
    rank = rank_to_write(employee_id, before.ranks, line.grade, since=line.grade_since, day=day)
    if line.since and before.seats and before.seats[-1].chair == chair and before.seats[-1].starts_on < line.since:
        plan.kept_starts[line.row] = before.seats[-1].starts_on
    if line.grade_since and rank is None and before.ranks[-1].starts_on < line.grade_since:
        plan.kept_grades[line.row] = before.ranks[-1].starts_on
    plan.grades_as_day += line.grade_since is None and rank is not None and rank.row_id is None
    if facts != before.facts:
        plan.changed_people[employee_id] = facts
    plan.seats += [seat] if seat else []
    plan.ranks += [rank] if rank else []
    fields = (
        *_told(before.facts, facts),
        *_seat_told(before.seats, seat),
        *_rank_told(before.ranks, rank, line.grade_since),
    )
    if line.nik and line.nik != before.nik:  # an empty cell is missing here too; what is told of it is masked
        plan.niks[employee_id] = line.nik
        fields += (("nik", nik.masked(before.nik), nik.masked(line.nik)),)
    if fields:
        plan.differences.append(Difference(line.row, employee_id, line.number, facts.name, fields))
    else:
        plan.same += 1


def _told(before: object, after: object) -> Iterator[tuple[str, Value, Value]]:
    """What differs between two values of one kind, field by field."""
    for each in dataclass_fields(after):  # type: ignore[arg-type]
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new:
            yield each.name, old, new


def _seat_told(seats: Sequence[Seat], seat: Seat | None) -> Iterator[tuple[str, Value, Value]]:
    if seat is None:
        return
    now = seats[-1] if seats else None
    yield from _told(now.chair if now else Chair(None, "", "", False, None), seat.chair)
    if now is None or now.starts_on != seat.starts_on:
        yield "chair_since", now.starts_on if now else None, seat.starts_on


def _rank_told(ranks: Sequence[Rank], rank: Rank | None, since: date | None) -> Iterator[tuple[str, Value, Value]]:
    if rank is None:
        return
    now = ranks[-1] if ranks else None
    if now is None or now.grade != rank.grade:
        yield "grade", now.grade if now else None, rank.grade
    if since and (now is None or now.starts_on != rank.starts_on):  # a day that nobody told is no change of its own
        yield "grade_since", now.starts_on if now else None, rank.starts_on
