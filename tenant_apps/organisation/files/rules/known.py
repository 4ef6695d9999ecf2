"""Rows of a sheet as units known today, each with a code of its own."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tenant_apps.organisation.files.rules.titles import titled
from tenant_apps.organisation.files.rules.twins import key_of
from tenant_apps.organisation.rules.chart import Chart, Node

MOST_OF_CODE = 40
UNREAD = "?"  # in place of a day that nobody can read
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
    ended: str = ""  # the day from which the sheet says it is no more, YYYY-MM-DD or UNREAD


def is_apart(found: Sequence[FoundRow], today: Chart) -> bool:
    """Whether there is a structure today and the sheet has nothing of it, save perhaps the government itself."""
    units = units_of_today(found, [titled(row.name) for row in found], today)
    return len(today.nodes) > 1 and all(node.parent_id is None for node in units.values())


def units_of_today(found: Sequence[FoundRow], names: Sequence[str], today: Chart) -> dict[int, Node]:
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


def codes_of(
    found: Sequence[FoundRow], names: Sequence[str], units: Mapping[int, Node], others: Collection[str] = ()
) -> dict[int, str]:
    """A code for every row: of the unit it is today, its own, or one made from its short or whole name.

    None of them is one of `others`, save that of the unit a row is.
    """
    codes = {row: node.code for row, node in units.items()}
    used = {*codes.values(), *others}
    for row in found:
        if row.row not in codes and row.code and row.code not in used:
            codes[row.row] = row.code
            used.add(row.code)
    for row, name in zip(found, names, strict=True):
        if row.row not in codes:
            codes[row.row] = free_code(row.code or _short(row.abbreviation, name), used)
            used.add(codes[row.row])
    return codes


def _short(abbreviation: str, name: str) -> str:
    plain = re.sub(r"[^A-Z0-9]+", "-", abbreviation.upper()).strip("-")
    if 0 < len(plain) <= _LONGEST_SHORT:
        return plain
    words = [word for word in re.findall(r"\w+", name) if word[0].isupper() or word[0].isdigit()]
    return "".join(word if word.isdigit() else word[0].upper() for word in words)[:12] or "UNIT"


def free_code(code: str, used: set[str]) -> str:
    """The code, with a number behind it where it is taken."""
    number, free = 1, code
    while free in used:
        number += 1
        free = f"{code[: MOST_OF_CODE - 5]}-{number}"
    return free
