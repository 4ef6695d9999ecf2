"""An untidy sheet decided cell by cell: what is proposed, why, what was answered, what still needs an answer.

Nothing is remembered between calls: the same sheet, structure and answers give the same decisions, and an answer
(a kind, a name, a row left out) changes what is proposed for the rows it concerns.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tenant_apps.organisation.files.rules.kinds import Certainty, Guess, guess_kind, guess_taken, kind_of
from tenant_apps.organisation.files.rules.known import UNREAD, FoundRow, codes_of, free_code, units_of_today
from tenant_apps.organisation.files.rules.parents import ROOT, TOP, Placed, guess_parents
from tenant_apps.organisation.files.rules.standing import MARK, Standing
from tenant_apps.organisation.files.rules.titles import is_shouting, titled
from tenant_apps.organisation.files.rules.twins import Lexicon, guess_name, key_of, same_names, shared
from tenant_apps.organisation.rules.chart import Chart, Node

CELLS = ("taken", "name", "abbreviation", "unit_type", "parent")
Answers = Mapping[int, Mapping[str, str]]  # for a row the values of its cells, as a person left them


@dataclass(frozen=True)
class Decided:
    """A row with a decision for each of CELLS; `unit` is the unit of today it is, where it is one."""

    found: FoundRow
    code: str
    cells: Mapping[str, Guess]
    answered: frozenset[str] = frozenset()
    unit: Node | None = None

    def value(self, cell: str) -> str:
        """What counts for a cell: the answer, else the proposal."""
        return self.cells[cell].value

    @property
    def is_taken(self) -> bool:
        """Whether the row becomes a unit."""
        return self.cells["taken"].value == "yes"

    @property
    def asked(self) -> tuple[str, ...]:
        """The cells a person should look at and has not answered; of a row left out only whether it is left out."""
        cells = CELLS if self.is_taken else CELLS[:1]
        return tuple(cell for cell in cells if self.cells[cell].certainty is not Certainty.SURE)

    @property
    def open(self) -> tuple[str, ...]:
        """The cells without which there is no structure."""
        return tuple(cell for cell in self.asked if self.cells[cell].certainty is Certainty.OPEN)


@dataclass(frozen=True)
class Decisions:
    """Every row of a sheet, decided; `root_name` stands for the government where no row is it."""

    rows: tuple[Decided, ...]
    root_row: int
    root_name: str
    root_code: str
    root: Node | None  # the government as it stands today
    missing: tuple[Node, ...] = ()  # units of today that no taken row is, besides the government where no row is it
    is_addition: bool = False  # whether those stay as they are; else they end

    @property
    def taken(self) -> tuple[Decided, ...]:
        """The rows that become units."""
        return tuple(row for row in self.rows if row.is_taken)

    @property
    def staying(self) -> tuple[Node, ...]:
        """Units of today that are no row and stay as they are."""
        return self.missing if self.is_addition else ()

    @property
    def by_row(self) -> Mapping[int, Decided]:
        """The rows by their number in the sheet."""
        return {row.found.row: row for row in self.rows}


@dataclass
class _Row:
    found: FoundRow
    code: str
    unit: Node | None
    answers: Mapping[str, str]
    cells: dict[str, Guess] = field(default_factory=dict)

    def decide(self, cell: str, guess: Guess) -> None:
        if cell in self.answers:
            guess = Guess(self.answers[cell], Certainty.SURE, "answered")
        self.cells[cell] = guess

    def value(self, cell: str) -> str:
        return self.cells[cell].value

    @property
    def is_taken(self) -> bool:
        return self.cells["taken"].value == "yes"


def decide(
    found: Sequence[FoundRow], answers: Answers, today: Chart, *, government: str, day: str = "", adds: bool = False
) -> Decisions:
    """All cells of all rows, for a government of that name whose structure today is `today`.

    The sheet is the whole structure from `day` (YYYY-MM-DD) on, or, where it `adds`, what is new or other in it.
    """
    names = [titled(row.name) for row in found]
    units = units_of_today(found, names, today)
    codes = codes_of(found, names, units, today.by_code if adds else ())
    known = Lexicon([*names, *(node.name for node in today.nodes.values())])
    rows = [_Row(row, codes[row.row], units.get(row.row), answers.get(row.row, {})) for row in found]
    for row, name in zip(rows, names, strict=True):
        _decide_itself(row, name, known, day)
    root = today.root
    if adds:
        _leave_other_roots_out(rows, root)
    _leave_twins_out(rows, lambda row: row.value("name") if row.value("unit_type") in TOP else "")
    _decide_abbreviations(rows)
    root_row = next((row.found.row for row in rows if row.is_taken and row.value("unit_type") == "government"), ROOT)
    standing = Standing.of(today if adds else Chart(), _placed_units(rows), root_row)
    _decide_parents(rows, root_row, standing)
    _leave_twins_out(rows, lambda row: f"{row.value('name')} 0 {row.value('parent')}" if row.value("parent") else "")
    _leave_standing_out(rows, standing)
    return Decisions(
        rows=tuple(Decided(row.found, row.code, row.cells, frozenset(row.answers), row.unit) for row in rows),
        root_row=root_row,
        root_name=root.name if root else government,
        root_code=root.code if root else free_code("PEMDA", set(codes.values())),
        root=root,
        missing=Standing.of(today, _placed_units(rows), root_row).nodes,
        is_addition=adds,
    )


def _placed_units(rows: Sequence[_Row]) -> Mapping[uuid.UUID, int]:
    return {row.unit.unit_id: row.found.row for row in rows if row.is_taken and row.unit}


def _leave_other_roots_out(rows: Sequence[_Row], root: Node | None) -> None:
    for row in rows:
        if row.is_taken and row.value("unit_type") == "government" and row.unit != root:
            row.decide("taken", Guess("no", Certainty.LIKELY, "twin_today"))


def _leave_standing_out(rows: Sequence[_Row], standing: Standing) -> None:
    """A row that is no unit of today but is called like one in the same place, say without its code."""
    for row in rows:
        if row.is_taken and row.unit is None and standing.has(row.value("name"), row.value("parent")):
            row.decide("taken", Guess("no", Certainty.LIKELY, "twin_today"))


def _decide_itself(row: _Row, name: str, known: Lexicon, day: str) -> None:
    cut = guess_name(name, known, kind_of(name)) if row.unit is None else None
    if row.unit and is_shouting(row.found.name) and key_of(name) == key_of(row.unit.name):
        name = row.unit.name  # the same name, and today's spelling is better than any guess
    tidied = Guess(name, Certainty.SURE, "name_same" if name == row.found.name else "name_tidied")
    row.decide("name", cut or tidied)
    row.decide("taken", _guess_over(row.found.ended, day) or guess_taken(row.value("name"), row.found.kind_text))
    kind = guess_kind(row.value("name"), row.found.kind)
    if row.unit and not row.found.kind and kind.certainty is Certainty.OPEN:
        kind = Guess(row.unit.unit_type, Certainty.SURE, "kind_today")
    row.decide("unit_type", kind)


def _guess_over(ended: str, day: str) -> Guess | None:
    """What the sheet's day of expiry says of a structure of that day."""
    if ended == UNREAD:
        return Guess("yes", Certainty.LIKELY, "expired_unread")
    return Guess("no", Certainty.LIKELY, "expired", {"day": ended}) if ended and ended < day else None


def _leave_twins_out(rows: Sequence[_Row], name_of: Callable[[_Row], str]) -> None:
    taken = [row for row in rows if row.is_taken]
    twins = same_names([(row.found.row, name_of(row)) for row in taken])
    for row in taken:
        if row.found.row in twins:
            row.decide("taken", Guess("no", Certainty.LIKELY, "twin", {"first": str(twins[row.found.row])}))


def _decide_abbreviations(rows: Sequence[_Row]) -> None:
    for row in rows:
        text = " ".join(row.found.abbreviation.split())
        if row.unit and text.casefold() in ("", row.unit.abbreviation.casefold()):
            text = row.unit.abbreviation  # the sheet says nothing else
        row.decide("abbreviation", Guess(text, Certainty.SURE, "abbreviation_same"))
    taken = [row for row in rows if row.is_taken]
    twins = shared([(row.found.row, row.value("abbreviation")) for row in taken])
    names = {row.found.row: row.value("name") for row in taken}
    for row in taken:
        if row.found.row in twins:
            other = twins[row.found.row]
            params = {"abbreviation": row.value("abbreviation"), "other": names[other], "first": str(other)}
            row.decide("abbreviation", Guess("", Certainty.LIKELY, "abbreviation_shared", params))


def _decide_parents(rows: Sequence[_Row], root_row: int, standing: Standing) -> None:
    taken = [row for row in rows if row.is_taken]
    row_of_unit = {**standing.row_of_unit, **_placed_units(rows)}
    placed = [
        Placed(
            row=row.found.row,
            name=row.value("name"),
            kind=row.value("unit_type"),
            code=row.code if row.found.code else "",
            abbreviation=row.found.abbreviation,
            parent_text=row.found.parent_text,
            parent_today=row_of_unit.get(row.unit.parent_id) if row.unit and row.unit.parent_id else None,
            stays=standing.is_any and row.unit is not None,
        )
        for row in taken
    ]
    guesses = guess_parents([*placed, *standing.placed], root_row)
    for row in rows:
        guess = guesses.get(row.found.row, Guess("", Certainty.SURE, "parent_none"))
        row.decide("parent", replace(guess, value=standing.named(guess.value)))
        if row.is_taken and row.answers.get("parent") and _is_left_out(row.answers["parent"], rows, standing):
            row.cells["parent"] = replace(
                guess, value=standing.named(guess.value), certainty=Certainty.OPEN, reason="parent_left_out"
            )


def _is_left_out(parent: str, rows: Sequence[_Row], standing: Standing) -> bool:
    if parent.startswith(MARK):
        return parent not in standing.references
    return parent != str(ROOT) and not any(row.is_taken and str(row.found.row) == parent for row in rows)
