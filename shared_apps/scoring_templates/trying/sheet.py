"""Measures read from a sheet, and results written as one: the same for the command and the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shared_apps.errors import InvalidError
from shared_apps.scoring_templates.evaluation import Case, Outcome, Value
from shared_apps.scoring_templates.rules import decimals, kinds, order
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.soundness import refused
from shared_apps.sheets import reader, writer
from shared_apps.sheets.rules import CellValue, Line, Mark, parse_decimal
from shared_apps.sheets.tables import Table

LONGEST_NAME = 120
MOST_PROBLEMS = 100
ABOUT = ("case", "profile")
_RESULTS = ("out:", "gate:", "status", "reasons")


@dataclass(frozen=True, slots=True)
class Person:
    """One row of measures under its name."""

    name: str
    case: Case


def read(scheme: Template, content: bytes, *, name: str, most: int | None = None) -> list[Person]:
    """The people of a CSV or xlsx; a column is `case`, `profile`, a measure, or `in:` and a measure.

    Columns of results (`out:`, `gate:`, `status`, `reasons`) are passed over, so that a result can be tried again.
    Raises InvalidError: as the reader of sheets; `no_people`, `too_many_people`; `template_refused` with every wrong
    cell as a problem at `row/column`.
    """
    table = reader.read(content, name=name)
    header, *rows = table.lines
    if not rows:
        raise InvalidError("no_people", _("Berkas ini hanya berisi judul kolom. Tulis satu baris untuk setiap orang."))
    if most is not None and len(rows) > most:
        raise InvalidError(
            "too_many_people",
            _("Berkas ini berisi %(count)s orang, paling banyak %(most)s sekali coba. Bagi berkasnya.")
            % {"count": len(rows), "most": most},
        )
    columns, problems = _columns(scheme, header)
    people = []
    for row in rows:
        people.append(_person(scheme, columns, row, row.number - header.number))
        problems += _wrong(scheme, columns, row, table)
        if len(problems) >= MOST_PROBLEMS:
            break
    if problems:
        raise refused(problems[:MOST_PROBLEMS])
    return people


def _columns(scheme: Template, header: Line) -> tuple[dict[str, int], list[Problem]]:
    """Where `case`, `profile` and every measure (as `in:` and its key) stand, and what is wrong with the header."""
    found: dict[str, int] = {}
    problems = []
    for place, name in enumerate(header.cells):
        key = name.removeprefix("in:")
        column = name if name in ABOUT else f"in:{key}"
        if column in found:
            problems.append(Problem("duplicate_key", f"{header.number}/{name}", {"detail": name}))
        elif name in ABOUT or key in scheme.measures:
            found[column] = place
        elif name and not name.startswith(_RESULTS):
            problems.append(Problem("input_unknown", f"{header.number}/{name}", {"name": key}))
    return found, problems


def _person(scheme: Template, columns: dict[str, int], row: Line, number: int) -> Person:
    name, profile = (writer.clean(_cell(columns, row, column)) for column in ABOUT)
    measures: dict[str, Value] = {}
    for key in scheme.measures:
        text = _cell(columns, row, f"in:{key}")
        measures[key] = _number(text) if kinds.is_number(scheme, key) else writer.clean(text) or None
    return Person(name[:LONGEST_NAME] or str(number), Case(measures, profile or None))


def _wrong(scheme: Template, columns: dict[str, int], row: Line, table: Table) -> Iterator[Problem]:
    """Numbers that are none, and cells that a spreadsheet program has not calculated."""
    for key in scheme.measures:
        column = f"in:{key}"
        text, place = _cell(columns, row, column), f"{row.number}/{key}"
        if table.marks.get((row.number, columns.get(column, -1))) in (Mark.NO_STORED_VALUE, Mark.ERROR_VALUE):
            yield Problem("shape", place, {"detail": _("sel ini berisi rumus tanpa hasil")})
        elif text and kinds.is_number(scheme, key) and _number(text) is None:
            yield Problem("decimal_expected", place, {"detail": text})


def _cell(columns: dict[str, int], row: Line, column: str) -> str:
    place = columns.get(column, len(row.cells))
    return row.cells[place] if place < len(row.cells) else ""


def _number(text: str) -> Value:
    number = parse_decimal(text)
    return None if number is None else decimals.read_text(f"{number:f}")


def written(scheme: Template, people: Iterable[Person], outcomes: Iterable[Outcome], *, delimiter: str) -> bytes:
    """Every measure and every value as CSV, in the form of the vectors of the tests; no cell can be a formula."""
    measures, values, gates = order.measure_keys(scheme), order.value_keys(scheme), order.gate_keys(scheme)
    columns = [
        *ABOUT,
        *(f"in:{key}" for key in measures),
        *(f"out:{key}" for key in values),
        *(f"gate:{key}" for key in gates),
        "status",
        "reasons",
    ]

    def rows() -> Iterator[list[CellValue]]:
        for person, outcome in zip(people, outcomes, strict=True):
            yield [
                person.name,
                person.case.profile,
                *(outcome.inputs[key] for key in measures),
                *(outcome.values[key] for key in values),
                *(outcome.gates[key] for key in gates),
                outcome.status,
                " ".join(outcome.reasons),
            ]

    return writer.write_csv(columns, rows(), delimiter=delimiter)


def measures_only(scheme: Template, people: Iterable[Person]) -> str:
    """The measures alone as text, so that a page can send them along again without keeping them."""
    keys = order.measure_keys(scheme)
    rows = ([person.name, person.case.profile, *(person.case.measures.get(key) for key in keys)] for person in people)
    return writer.write_csv([*ABOUT, *(f"in:{key}" for key in keys)], rows, delimiter=",").decode("utf-8-sig")


def sample(scheme: Template, people: Iterable[Person]) -> bytes:
    """A sheet to begin with: the example people and every column."""
    return measures_only(scheme, people).encode("utf-8-sig")
