"""The people sheet as values, and what is wrong between its rows."""

import uuid
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from tenant_apps.organisation.rules.findings import Finding, in_order
from tenant_apps.people.rules.identity import Registered, is_another


@dataclass(frozen=True)
class Line:
    """One person of the sheet; None or empty where the cell could not be read (its error is already known)."""

    row: int
    number: str
    name: str
    title_before: str = ""
    title_after: str = ""
    employment_type: str = ""
    grade: str = ""
    position_title: str = ""
    position_type: str = ""
    unit_id: uuid.UUID | None = None
    unit_code: str = ""
    is_head: bool | None = False  # None: the sheet has no such column
    email: str = ""
    superior_number: str | None = ""  # None: the sheet has no such column
    since: date | None = None
    grade_since: date | None = None
    birth_date: date | None = None
    gender: str = ""
    number_since: date | None = None
    nik: str = ""


@dataclass(frozen=True)
class Known:
    """What the region knows already of the people a sheet may mean."""

    numbers: Mapping[str, uuid.UUID] = field(default_factory=dict)
    emails: Mapping[str, uuid.UUID] = field(default_factory=dict)
    heads: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    names: Mapping[uuid.UUID, str] = field(default_factory=dict)
    unit_ends: Mapping[uuid.UUID, date] = field(default_factory=dict)
    next_moves: Mapping[uuid.UUID, date] = field(default_factory=dict)
    niks: Mapping[str, uuid.UUID] = field(default_factory=dict)
    registered: Mapping[uuid.UUID, Registered] = field(default_factory=dict)  # whose the numbers of the rows are


def check(lines: Sequence[Line], known: Known) -> list[Finding]:
    """Everything that keeps the rows from standing beside each other and beside those who are not in the sheet."""
    found = [
        *_twice(lines, "nip", "duplicate_number", attrgetter("number")),
        *_twice(lines, "email", "duplicate_email", lambda line: line.email.casefold()),
        *_twice(lines, "nik", "duplicate_nik", attrgetter("nik")),
        *_twice(lines, "kepala_unit", "second_head", lambda line: line.unit_id if line.is_head else None),
        *_same_person(lines, known),
        *_another_person(lines, known),
        *_against_others(lines, known),
        *_niks(lines, known),
        *_superiors(lines, known),
        *_ending_units(lines, known),
    ]
    return in_order(found)


def _twice(lines: Sequence[Line], key: str, code: str, value_of: Callable[[Line], Hashable]) -> Iterable[Finding]:
    values = [value_of(line) for line in lines]
    told = [value for value in values if value]
    if len(set(told)) == len(told):  # none twice: nearly every sheet
        return
    first: dict[Hashable, int] = {}
    for line, value in zip(lines, values, strict=True):
        if not value:
            continue
        if value in first:
            yield Finding(line.row, key, code, {"first": str(first[value]), "unit": line.unit_code})
        first.setdefault(value, line.row)


def _same_person(lines: Sequence[Line], known: Known) -> Iterable[Finding]:
    """An old and a new number of one person in two rows."""
    first: dict[uuid.UUID, Line] = {}
    for line in lines:
        person = known.numbers.get(line.number)
        if person is None:
            continue
        if person in first and first[person].number != line.number:
            yield Finding(line.row, "nip", "same_person", {"first": str(first[person].row)})
        first.setdefault(person, line)


def _another_person(lines: Sequence[Line], known: Known) -> Iterable[Finding]:
    """Numbers under which the region knows somebody else."""
    if not known.registered:
        return
    for line in lines:
        person = known.numbers.get(line.number)
        holder = known.registered.get(person) if person else None
        if (
            person
            and holder
            and line.name
            and is_another(holder, name=line.name, birth_date=line.birth_date, gender=line.gender)
        ):
            yield Finding(
                line.row, "nip", "another_person", {"name": known.names.get(person, holder.name), "told": line.name}
            )


def _against_others(lines: Sequence[Line], known: Known) -> Iterable[Finding]:
    """Addresses and chairs that their holders do not give up in the sheet."""
    listed = {known.numbers[line.number]: line for line in lines if line.number in known.numbers}
    for line in lines:
        person = known.numbers.get(line.number)
        holder = known.emails.get(line.email.casefold()) if line.email else None
        if holder not in (None, person):
            if holder not in listed:
                yield Finding(line.row, "email", "email_taken", {"name": known.names.get(holder, "")})
            elif not listed[holder].email:  # an empty cell keeps the address
                yield Finding(line.row, "email", "email_kept", {"first": str(listed[holder].row)})
        head = known.heads.get(line.unit_id) if line.is_head and line.unit_id else None
        if head not in (None, person) and head not in listed:
            yield Finding(line.row, "kepala_unit", "unit_has_head", {"name": known.names.get(head, "")})


def _niks(lines: Sequence[Line], known: Known) -> Iterable[Finding]:
    """NIKs that their holders do not give up in the sheet; whose they are is not told."""
    if not known.niks:
        return
    listed = {known.numbers[line.number]: line for line in lines if line.number in known.numbers}
    for line in lines:
        holder = known.niks.get(line.nik) if line.nik else None
        if holder not in (None, known.numbers.get(line.number)) and not (holder in listed and listed[holder].nik):
            yield Finding(line.row, "nik", "nik_taken")


def _superiors(lines: Sequence[Line], known: Known) -> Iterable[Finding]:
    listed = {line.number for line in lines if line.number}
    for line in lines:
        if not line.superior_number or not line.number:
            continue
        superior = known.numbers.get(line.superior_number)
        if line.superior_number == line.number or (superior and superior == known.numbers.get(line.number)):
            yield Finding(line.row, "nip_atasan", "own_superior")
        elif superior is None and line.superior_number not in listed:
            yield Finding(line.row, "nip_atasan", "unknown_superior")


def _ending_units(lines: Sequence[Line], known: Known) -> Iterable[Finding]:
    """Units that a later structure no longer has, where the person has no other chair by then."""
    if not known.unit_ends:
        return
    for line in lines:
        ends = known.unit_ends.get(line.unit_id) if line.unit_id else None
        person = known.numbers.get(line.number)
        moves = known.next_moves.get(person) if person else None
        if ends and (moves is None or moves > ends):
            yield Finding(line.row, "kode_unit", "unit_ends", {"day": ends.isoformat()})


def partners(findings: Iterable[Finding]) -> list[Finding]:
    """The rows that findings call the first of two: neither is surely the right one, so none is taken alone."""
    twins = {"duplicate_number", "duplicate_email", "duplicate_nik", "second_head", "same_person"}
    return [
        Finding(int(found.params["first"]), found.key, found.code, {**found.params, "first": str(found.row)})
        for found in findings
        if found.code in twins
    ]
