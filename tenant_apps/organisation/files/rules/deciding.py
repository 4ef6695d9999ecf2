"""An untidy sheet decided cell by cell: what is proposed, why, what was answered, what still needs an answer.

Nothing is remembered between calls: the same sheet, structure and answers give the same decisions, and an answer
(a kind, a name, a row left out) changes what is proposed for the rows it concerns.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tenant_apps.organisation.files.rules.kinds import Certainty, Guess, guess_kind, guess_taken, kind_of
from tenant_apps.organisation.files.rules.parents import ROOT, TOP, Placed, guess_parents
from tenant_apps.organisation.files.rules.titles import is_shouting, titled
from tenant_apps.organisation.files.rules.twins import Lexicon, guess_name, key_of, same_names, shared
from tenant_apps.organisation.rules.chart import Chart, Node

CELLS = ("taken", "name", "abbreviation", "unit_type", "parent")
Answers = Mapping[int, Mapping[str, str]]  # for a row the values of its cells, as a person left them
MOST_OF_CODE = 40
_LONGEST_SHORT = 14  # an abbreviation longer than this makes no code


@dataclass(frozen=True)
class FoundRow:
    """One row of the sheet as it stands; `kind` is the code its column means, '' where it means none."""

    row: int
    name: str
    code: str = ""
    abbreviation: str = ""
    kind_text: str = ""
    kind: str = ""
    parent_text: str = ""
    echelon_text: str = ""
    echelon: str = ""
    order: int | None = None


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

    @property
    def taken(self) -> tuple[Decided, ...]:
        """The rows that become units."""
        return tuple(row for row in self.rows if row.is_taken)

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


def decide(found: Sequence[FoundRow], answers: Answers, today: Chart, *, government: str) -> Decisions:
    """All cells of all rows, for a government of that name whose structure today is `today`."""
    names = [titled(row.name) for row in found]
    units = _units_of_today(found, names, today)
    codes = _codes(found, names, units)
    known = Lexicon([*names, *(node.name for node in today.nodes.values())])
    rows = [_Row(row, codes[row.row], units.get(row.row), answers.get(row.row, {})) for row in found]
    for row, name in zip(rows, names, strict=True):
        _decide_itself(row, name, known)
    _leave_twins_out(rows, lambda row: row.value("name") if row.value("unit_type") in TOP else "")
    _decide_abbreviations(rows)
    root_row = next((row.found.row for row in rows if row.is_taken and row.value("unit_type") == "government"), ROOT)
    _decide_parents(rows, root_row)
    _leave_twins_out(rows, lambda row: f"{row.value('name')} 0 {row.value('parent')}" if row.value("parent") else "")
    root = today.root
    return Decisions(
        rows=tuple(Decided(row.found, row.code, row.cells, frozenset(row.answers), row.unit) for row in rows),
        root_row=root_row,
        root_name=root.name if root else government,
        root_code=root.code if root else _free("PEMDA", set(codes.values())),
        root=root,
    )


def _decide_itself(row: _Row, name: str, known: Lexicon) -> None:
    cut = guess_name(name, known, kind_of(name)) if row.unit is None else None
    if row.unit and is_shouting(row.found.name) and key_of(name) == key_of(row.unit.name):
        name = row.unit.name  # the same name, and today's spelling is better than any guess
    tidied = Guess(name, Certainty.SURE, "name_same" if name == row.found.name else "name_tidied")
    row.decide("name", cut or tidied)
    row.decide("taken", guess_taken(row.value("name"), row.found.kind_text))
    kind = guess_kind(row.value("name"), row.found.kind)
    if row.unit and not row.found.kind and kind.certainty is Certainty.OPEN:
        kind = Guess(row.unit.unit_type, Certainty.SURE, "kind_today")
    row.decide("unit_type", kind)


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


def _decide_parents(rows: Sequence[_Row], root_row: int) -> None:
    taken = [row for row in rows if row.is_taken]
    row_of_unit = {row.unit.unit_id: row.found.row for row in taken if row.unit}
    placed = [
        Placed(
            row=row.found.row,
            name=row.value("name"),
            kind=row.value("unit_type"),
            code=row.code if row.found.code else "",
            abbreviation=row.found.abbreviation,
            parent_text=row.found.parent_text,
            parent_today=row_of_unit.get(row.unit.parent_id) if row.unit and row.unit.parent_id else None,
        )
        for row in taken
    ]
    guesses = guess_parents(placed, root_row)
    for row in rows:
        row.decide("parent", guesses.get(row.found.row, Guess("", Certainty.SURE, "parent_none")))
        if row.is_taken and row.answers.get("parent") and _is_left_out(row.answers["parent"], rows):
            row.cells["parent"] = replace(guesses[row.found.row], certainty=Certainty.OPEN, reason="parent_left_out")


def _is_left_out(parent: str, rows: Sequence[_Row]) -> bool:
    return parent != str(ROOT) and not any(row.is_taken and str(row.found.row) == parent for row in rows)


def _units_of_today(found: Sequence[FoundRow], names: Sequence[str], today: Chart) -> dict[int, Node]:
    """Which unit of today a row is: by its code, else by a name that stands once here and once today."""
    by_key: dict[str, list[Node]] = {}
    for node in today.nodes.values():
        by_key.setdefault(key_of(node.name), []).append(node)
    keys = [key_of(name) for name in names]
    times = Counter(keys)
    units: dict[int, Node] = {}
    used: set[str] = set()
    for row in found:
        known = today.by_code.get(row.code) if row.code else None
        if known and known.code not in used:
            units[row.row] = known
            used.add(known.code)
    for row, key in zip(found, keys, strict=True):
        same = by_key.get(key, [])
        if row.row not in units and len(same) == 1 and times[key] == 1 and same[0].code not in used:
            units[row.row] = same[0]
            used.add(same[0].code)
    return units


def _codes(found: Sequence[FoundRow], names: Sequence[str], units: Mapping[int, Node]) -> dict[int, str]:
    """A code for every row: of the unit it is today, its own, or one made from its abbreviation or name."""
    codes = {row: node.code for row, node in units.items()}
    used = set(codes.values())
    for row in found:
        if row.row not in codes and row.code and row.code not in used:
            codes[row.row] = row.code
            used.add(row.code)
    for row, name in zip(found, names, strict=True):
        if row.row not in codes:
            codes[row.row] = _free(row.code or _short(row.abbreviation, name), used)
            used.add(codes[row.row])
    return codes


def _short(abbreviation: str, name: str) -> str:
    plain = re.sub(r"[^A-Z0-9]+", "-", abbreviation.upper()).strip("-")
    if 0 < len(plain) <= _LONGEST_SHORT:
        return plain
    words = [word for word in re.findall(r"\w+", name) if word[0].isupper() or word[0].isdigit()]
    return "".join(word if word.isdigit() else word[0].upper() for word in words)[:12] or "UNIT"


def _free(code: str, used: set[str]) -> str:
    number, free = 1, code
    while free in used:
        number += 1
        free = f"{code[: MOST_OF_CODE - 5]}-{number}"
    return free
