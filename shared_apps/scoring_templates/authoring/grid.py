"""Tables in which values of a document are written: each cell knows its place, and only what changed is an edit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.rules import places, pointers
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.sheets.rules import parse_decimal

Path = tuple[str, ...]
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: where it stands, what it is called, what stands there now, what was typed, what is wrong with it.

    `is_hole`: an emptied choice stays as a place to be filled. `is_own`: its page makes the edit, not the cell.
    """

    path: Path
    label: str
    stands: str
    typed: str
    options: Choices = ()
    is_text: bool = False
    is_missing: bool = False
    is_hole: bool = False
    errors: Sequence[str] = ()
    is_own: bool = False

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"{'r' if self.is_own else 'c'}:{pointers.join(*self.path)}"

    @property
    def html_id(self) -> str:
        """An id that links can point at."""
        return "c" + "".join(sign if sign.isalnum() else "-" for sign in pointers.join(*self.path))

    @property
    def has_blank(self) -> bool:
        """Whether one of the choices says what empty means."""
        return any(not value for value, _label in self.options)

    @property
    def options_missing_current(self) -> bool:
        """Whether what stands there is none of the choices (a code that is gone)."""
        return bool(self.typed) and self.typed not in {value for value, _label in self.options}

    def edit(self) -> Edit | None:
        """What was changed, if anything: an emptied number is a hole, an emptied word is taken away."""
        if self.is_own or self.typed == self.stands:
            return None
        if not self.typed:
            keeps_place = self.is_hole or not (self.options or self.is_text)
            return Edit(self.path, None if keeps_place else REMOVE)
        number = None if self.options or self.is_text else parse_decimal(self.typed)
        return Edit(self.path, self.typed if number is None else number)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `removes` is what its box takes away."""

    label: str
    cells: Sequence[Cell]
    removes: Path | None = None
    note: str = ""
    sub: str = ""

    @property
    def remove_name(self) -> str:
        """The name of the box that takes the row away."""
        return f"x:{pointers.join(*self.removes)}" if self.removes else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its drawing; `fresh` are the fields of a row that is not there yet, by name and label."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    drawing: SafeString = field(default_factory=SafeString)
    hint: str = ""
    fresh: Sequence[tuple[str, str]] = ()
    is_grid: bool = False

    @property
    def can_remove(self) -> bool:
        """Whether any row can be taken away."""
        return any(row.removes for row in self.rows)


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes cells of a template, with what was posted and what was refused."""

    template: Template
    posted: Mapping[str, str]
    errors: Mapping[str, Sequence[str]]

    def cell(
        self, path: Path, label: str, *, options: Choices = (), is_text: bool = False, is_hole: bool = False
    ) -> Cell:
        """The cell of a place."""
        found = places.look_up(self.template, path)
        stands = "" if found in (None, places.NOWHERE) else str(found)
        stands = stands if is_text or options else wording.field_text(stands)
        pointer = pointers.join(*path)
        typed = self.posted.get(f"c:{pointer}", stands).strip()
        missing = found is places.NOWHERE
        errors = self.errors.get(pointer, ())
        return Cell(path, label, stands, typed, options, is_text, missing, is_hole, errors)

    def own(self, path: Path, label: str, stands: str = "", *, options: Choices = (), is_text: bool = False) -> Cell:
        """A cell whose edit is made by its page, because several make one value."""
        pointer = pointers.join(*path)
        typed = self.posted.get(f"r:{pointer}", stands).strip()
        return Cell(path, label, stands, typed, options, is_text, errors=self.errors.get(pointer, ()), is_own=True)

    def removed(self, path: Path) -> bool:
        """Whether the row's box was ticked."""
        return f"x:{pointers.join(*path)}" in self.posted

    def fresh(self, name: str) -> str:
        """What was typed into a row that is not there yet."""
        return self.posted.get(f"n:{name}", "").strip()


def edits_of(maker: Maker, tables: Sequence[Table]) -> Iterator[Edit]:
    """Everything that was changed in the tables, row by row."""
    for row in (row for table in tables for row in table.rows):
        if row.removes is not None and maker.removed(row.removes):
            yield Edit(row.removes, REMOVE)
            continue
        yield from (edit for cell in row.cells if (edit := cell.edit()) is not None)


def number_of(text: str) -> Any:
    """A number as people write it; what is none stays as it is, and is refused with its place."""
    number = parse_decimal(text)
    return (text or None) if number is None else number


def free_name(taken: Mapping[str, object], letter: str) -> str:
    """A name for a new band or corner: `b1`, `b2` …"""
    return next(name for number in range(1, len(taken) + 2) if (name := f"{letter}{number}") not in taken)
