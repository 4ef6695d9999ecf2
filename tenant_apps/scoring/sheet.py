"""The results sheet read row by row: what can be read becomes an observation, what cannot an error with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.errors import InvalidError
from shared_apps.reference import queries as reference
from shared_apps.reference.facts import ResultColumn
from shared_apps.reference.rules import parse_nip
from shared_apps.sheets.rules import Mark, RowError, normalise_header
from shared_apps.sheets.tables import Header, Record, Table
from tenant_apps.scoring import messages
from tenant_apps.scoring.rules.observed import MeasureRule, answers_rule, read_cell

NUMBER = "nip"
_NUMBER_NAMES = ("nip_baru", "nip_ni_pppk", "nomor_induk")
_FOR_THE_READER = frozenset({"nip", "nama", "no", "unit", "unit_organisasi", "jabatan", "predikat", "predicate"})
_PREDICATE_SCALE = "predicate"


@dataclass(frozen=True, slots=True)
class Found:
    """One filled cell."""

    employee_id: UUID
    measure: str
    number: Decimal | None
    code: str | None
    row: int
    answers: int | None = None


@dataclass
class Reading:
    """What came out of a sheet."""

    measures: tuple[str, ...]
    ignored: tuple[str, ...]
    found: list[Found] = field(default_factory=list)
    employees: dict[UUID, int] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True)
class People:
    """Who is known by which number, and who holds a position on the reference date."""

    by_number: Mapping[str, UUID]
    active: frozenset[UUID]
    day: date


def header_of(table: Table, rules: Mapping[str, MeasureRule]) -> Header:
    """The row that names the columns: by measure key, by the names of the results sheet, or by title."""
    aliases: dict[str, Sequence[str]] = {NUMBER: _NUMBER_NAMES}
    columns = {column.measure: column for column in reference.result_columns()}
    taken: set[str] = set()
    for key, rule in rules.items():
        column = columns.get(key)
        names = [*(() if column is None else (column.header, column.title, *column.aliases)), *rule.labels]
        # two measures may bear one title: the first by key keeps it, the others have names of their own
        mine = [name for name in dict.fromkeys(names) if normalise_header(name) not in taken]
        taken.update(normalise_header(name) for name in (key, *mine))
        aliases[key] = mine
    for rule in rules.values():
        if rule.private:
            counted = answers_rule(rule)
            aliases[counted.key] = counted.labels
    return table.find_header(required=[NUMBER], aliases=aliases)


def numbers_in(header: Header) -> list[str]:
    """All personal numbers as written, for one look-up."""
    return [parse_nip(record[NUMBER]).digits for record in header.records()]


def read(header: Header, *, rules: Mapping[str, MeasureRule], people: People) -> Reading:
    """Every row of the sheet, judged cell by cell."""
    measures = tuple(key for key in rules if key in header)
    known = {NUMBER, *measures, *(answers_rule(rules[key]).key for key in measures if rules[key].private)}
    ignored = tuple(
        name
        for place, name in enumerate(header.names)
        if name
        and place not in {header.places.get(key) for key in known}
        and normalise_header(name) not in _FOR_THE_READER
    )
    if not measures:
        raise InvalidError(
            "no_measures",
            _("Tidak ada kolom yang sesuai dengan ukuran pada skema periode ini. Tidak ada data yang diubah."),
            fields={"file": [_("Pakai nama kolom seperti pada contoh berkas.")]},
        )
    reading = Reading(measures=measures, ignored=ignored, errors=header.marked())
    marked = {(error.row, error.column) for error in reading.errors}
    columns = {column.measure: column for column in reference.result_columns()}
    first: dict[str, int] = {}
    for record in header.records():
        reading.rows += 1
        employee_id = _person(record, people, reading, first)
        for key in measures:
            if record[key] and (record.row, header.letter(key)) not in marked:
                _cell(record, rules[key], columns.get(key), employee_id, reading)
    return reading


def _person(record: Record, people: People, reading: Reading, first: dict[str, int]) -> UUID | None:
    """The employee of the row, or an error saying why it is nobody."""
    number = parse_nip(record[NUMBER])
    code, params = "", {"first": "", "day": people.day.strftime("%d-%m-%Y")}
    employee_id = people.by_number.get(number.digits)
    if record.mark(NUMBER) is Mark.LONG_NUMBER:
        code = "number_scientific"
    elif number.errors:
        code = f"number_{number.errors[0]}"
    elif number.digits in first:
        code, params["first"] = "duplicate_number", str(first[number.digits])
    elif employee_id is None:
        code = "unknown_number"
    elif employee_id in reading.employees:
        code, params["first"] = "same_person", str(reading.employees[employee_id])
    elif employee_id not in people.active:
        code = "not_active"
    first.setdefault(number.digits, record.row)
    if code:
        reason, repair = messages.fault(code, params)
        reading.errors.append(record.error(NUMBER, reason=reason, repair=repair))
        return None
    if employee_id is not None:
        reading.employees[employee_id] = record.row
    return employee_id


def _answers(record: Record, rule: MeasureRule, reading: Reading) -> int | None:
    """Of how many answers a private value is made; None where the sheet does not say so."""
    counted = answers_rule(rule)
    if not rule.private or not record[counted.key]:
        return None
    cell = read_cell(record[counted.key], counted, code_of=lambda _text: None)
    if cell.fault:
        reading.errors.append(_fault(record, counted, None, cell.fault, cell.params))
    return None if cell.number is None else int(cell.number)


def _cell(
    record: Record, rule: MeasureRule, column: ResultColumn | None, employee_id: UUID | None, reading: Reading
) -> None:
    text = record[rule.key]
    cell = read_cell(text, rule, code_of=column.code_of if column and column.kind != "number" else lambda _text: None)
    if cell.fault:
        reading.errors.append(_fault(record, rule, column, cell.fault, cell.params))
    elif employee_id is not None:
        answers = _answers(record, rule, reading)
        reading.found.append(Found(employee_id, rule.key, cell.number, cell.code, record.row, answers))


def _fault(
    record: Record, rule: MeasureRule, column: ResultColumn | None, code: str, params: Mapping[str, str]
) -> RowError:
    text = record[rule.key]
    words = {"value": text, "choices": "", "doubt": "", **params}
    if code == "unknown_code":
        words["choices"] = ", ".join(_choices(rule, column))
        words["doubt"] = reference.doubt_about(text, _PREDICATE_SCALE) or ""
        is_unclear = column is not None and column.is_unclear(text)
        code = "doubtful" if words["doubt"] else "unclear_agency" if is_unclear else code
    reason, repair = messages.fault(code, words)
    return record.error(rule.key, reason=reason, repair=repair)


def _choices(rule: MeasureRule, column: ResultColumn | None) -> list[str]:
    """What may be written, in words where there are any."""
    labels = dict(column.labels) if column else {}
    return [labels.get(code, code) for code in rule.codes]
