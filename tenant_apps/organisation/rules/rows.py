"""The organisation sheet: one unit per row, its parent named by code."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenant_apps.organisation.rules.findings import Finding, in_order

LENGTHS = {"kode": 40, "nama": 200, "singkatan": 40}
_WRITTEN_BY_NO_KEYBOARD = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class UnitRow:
    """One row of the sheet; type and echelon are codes, None where the text is not known."""

    row: int
    code: str
    name: str
    parent_code: str
    abbreviation: str = ""
    unit_type: str | None = None
    echelon: str | None = ""
    order: int | None = 0


def odd_characters(text: str) -> bool:
    """Whether the text holds what nobody types: NUL, escapes, marks that turn the reading direction."""
    if text.isprintable():  # nearly every text, at once: nothing of these is printable
        return False
    return any(unicodedata.category(character) in _WRITTEN_BY_NO_KEYBOARD for character in text)


def check_text(key: str, text: str) -> tuple[str, Mapping[str, str]] | None:
    """Why a text of a unit cannot stand, as code and params; None when it can."""
    if not text and key != "singkatan":
        return "blank", {}
    if len(text) > LENGTHS[key]:
        return "too_long", {"length": str(LENGTHS[key])}
    return ("odd_characters", {}) if odd_characters(text) else None


def check(rows: Sequence[UnitRow]) -> list[Finding]:
    """Everything that keeps these rows from being one tree of well named units."""
    found = [finding for row in rows for finding in _cells(row)]
    found += _duplicates(rows)
    found += _parents(rows)
    return in_order(found)


def _cells(row: UnitRow) -> Iterable[Finding]:
    for key, text in (("kode", row.code), ("nama", row.name), ("singkatan", row.abbreviation)):
        refused = check_text(key, text)
        if refused:
            yield Finding(row.row, key, *refused)
    if row.unit_type is None:
        yield Finding(row.row, "jenis", "unknown_unit_type")
    if row.echelon is None:
        yield Finding(row.row, "eselon", "unknown_echelon")
    if row.order is None:
        yield Finding(row.row, "urutan", "not_a_whole_number")


def _duplicates(rows: Sequence[UnitRow]) -> Iterable[Finding]:
    first: dict[str, int] = {}
    for row in rows:
        if row.code and row.code in first:
            yield Finding(row.row, "kode", "duplicate_code", {"first": str(first[row.code])})
        first.setdefault(row.code, row.row)


def _parents(rows: Sequence[UnitRow]) -> Iterable[Finding]:
    known = {row.code for row in rows if row.code}
    roots = [row for row in rows if not row.parent_code]
    if rows and not roots:
        yield Finding(rows[0].row, "kode_induk", "no_root")
    for row in roots[1:]:
        yield Finding(row.row, "kode_induk", "second_root", {"first": str(roots[0].row)})
    for row in rows:
        if row.parent_code and row.parent_code not in known:
            yield Finding(row.row, "kode_induk", "unknown_parent", {"code": row.parent_code})
    parents = {row.code: row.parent_code for row in reversed(rows)}
    circling = on_circles(parents)
    for row in rows:
        if row.code in circling and parents[row.code] == row.parent_code:
            yield Finding(row.row, "kode_induk", "own_ancestor", {"code": row.code})


def on_circles(parents: Mapping[str, str]) -> frozenset[str]:
    """The codes that meet themselves again on their way up."""
    circling: set[str] = set()
    settled: set[str] = set()
    for start in parents:
        trail: dict[str, int] = {}
        code = start
        while code in parents and code not in settled and code not in trail:
            trail[code] = len(trail)
            code = parents[code]
        if code in trail:
            circling |= {step for step, place in trail.items() if place >= trail[code]}
        settled |= trail.keys()
    return frozenset(circling)
