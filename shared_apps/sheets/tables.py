"""A table as read: rows under their own numbers, the header found wherever it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shared_apps.errors import InvalidError
from shared_apps.sheets.messages import refusal
from shared_apps.sheets.rules import Line, Mark, RowError, column_letter, normalise_header


@dataclass(frozen=True)
class Record:
    """One data row, its cells reachable by normalised column name."""

    row: int
    header: "Header"
    cells: tuple[str, ...]

    def __getitem__(self, key: str) -> str:
        place = self.header.places.get(key)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def mark(self, key: str) -> Mark | None:
        """What is wrong with this cell, if anything."""
        place = self.header.places.get(key)
        return None if place is None else self.header.table.marks.get((self.row, place))

    def error(self, key: str, *, reason: str, repair: str) -> RowError:
        """An error that points at this row and column."""
        return RowError(
            row=self.row,
            column=self.header.letter(key),
            column_name=self.header.name(key),
            value=self[key],
            reason=reason,
            repair=repair,
        )


@dataclass(frozen=True)
class Header:
    """The row that names the columns."""

    table: "Table"
    row: int
    names: tuple[str, ...]
    places: Mapping[str, int]

    def __contains__(self, key: str) -> bool:
        return key in self.places

    def letter(self, key: str) -> str:
        """Letter of a column as the spreadsheet program shows it; empty when the column is absent."""
        return self._letters.get(key, "")

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        return {key: column_letter(place) for key, place in self.places.items()}

    def name(self, key: str) -> str:
        """Name of a column as written in the sheet."""
        place = self.places.get(key)
        return key if place is None else self.names[place]

    def records(self) -> Iterator[Record]:
        """All rows below the header that are not blank."""
        for line in self.table.lines:
            if line.number > self.row:
                yield Record(row=line.number, header=self, cells=line.cells)

    def marked(self) -> list[RowError]:
        """Errors of known columns whose cells hold no usable value: formulas never calculated, #N/A and their kind.

        A number too long to be exact is not among them: only some columns (NIP) are hurt by it.
        """
        keys = {place: key for key, place in self.places.items()}
        cells = {line.number: line.cells for line in self.table.lines}
        errors = []
        for (row, place), mark in sorted(self.table.marks.items()):
            if row <= self.row or place not in keys or mark is Mark.LONG_NUMBER:
                continue
            record = Record(row=row, header=self, cells=cells.get(row, ()))
            reason, repair = _explained(mark)
            errors.append(record.error(keys[place], reason=reason, repair=repair))
        return errors


@dataclass(frozen=True)
class Table:
    """The rows of one sheet that are not blank, each under its own number, and the marked cells."""

    name: str
    sheet: str
    lines: tuple[Line, ...]
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)

    def find_header(
        self, required: Iterable[str], aliases: Mapping[str, Sequence[str]] | None = None, *, within: int = 50
    ) -> Header:
        """The first row that names every required column, searched from the top; titles above it are passed over."""
        wanted = tuple(required)
        known = {normalise_header(text): key for key, texts in (aliases or {}).items() for text in (key, *texts)}
        known.update({normalise_header(key): key for key in wanted})
        nearest: tuple[str, ...] = wanted
        for line in self.lines[:within]:
            names = [normalise_header(text) for text in line.cells]
            keys = [known.get(name, name) for name in names]
            lacking = tuple(key for key in wanted if key not in keys)
            if not lacking:
                self._refuse_twins(line, keys, interesting={*wanted, *known.values()})
                places = {key: place for place, key in reversed(list(enumerate(keys))) if key}
                return Header(table=self, row=line.number, names=line.cells, places=places)
            if len(lacking) < len(nearest):
                nearest = lacking
        raise header_not_found(nearest)

    def header_at(self, row: int, columns: Mapping[str, str]) -> Header:
        """The row with this number as the one that names the columns; `columns` has each key's normalised name."""
        line = next(line for line in self.lines if line.number == row)
        names = [normalise_header(text) for text in line.cells]
        self._refuse_twins(line, names, interesting=set(columns.values()))
        places = {key: names.index(name) for key, name in columns.items()}
        return Header(table=self, row=row, names=line.cells, places=places)

    @staticmethod
    def _refuse_twins(line: Line, keys: Sequence[str], *, interesting: set[str]) -> None:
        for key in interesting:
            places = [column_letter(place) for place, name in enumerate(keys) if name == key]
            if len(places) > 1:
                raise refusal(
                    "column_twice",
                    _("Kolom %(column)s ada lebih dari satu kali di baris %(row)s: kolom %(places)s."),
                    _("Hapus atau ganti nama kolom yang tidak dipakai, lalu unggah kembali."),
                    column=key,
                    row=str(line.number),
                    places=", ".join(places),
                )


def header_not_found(lacking: Iterable[str]) -> InvalidError:
    """Some columns that are needed have no name in any row."""
    return refusal(
        "header_not_found",
        _("Baris judul kolom tidak ditemukan. Kolom yang belum ada: %(columns)s."),
        _("Tulis nama kolom itu di baris judul, lalu unggah kembali."),
        columns=", ".join(lacking),
    )


def _explained(mark: Mark) -> tuple[str, str]:
    if mark is Mark.NO_STORED_VALUE:
        return (
            gettext("Sel berisi rumus yang belum pernah dihitung, jadi tidak ada nilainya."),
            gettext("Buka berkas di aplikasi lembar kerja, simpan, atau tempel sebagai nilai."),
        )
    return (
        gettext("Sel berisi nilai galat dari rumus."),
        gettext("Perbaiki rumusnya atau ganti dengan nilai yang benar."),
    )
