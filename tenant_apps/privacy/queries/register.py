"""The register in words, for everybody who may sign in: what is held, why, and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenant_apps.privacy import field_names, words
from tenant_apps.privacy.rules.kinds import Entry
from tenant_apps.privacy.rules.register import SECTIONS


@dataclass(frozen=True)
class Line:
    """One line of the register."""

    entry: Entry
    table: str
    fields: str
    purpose: str
    basis: str
    retention: str
    category: str
    tone: str


@dataclass(frozen=True)
class Section:
    """What belongs together."""

    key: str
    title: str
    lines: Sequence[Line]


def register() -> list[Section]:
    """Every field of every table, in sections."""
    return [
        Section(key, str(words.SECTIONS[key]), [_line(entry) for entry in entries])
        for key, entries in SECTIONS.items()
    ]


def _line(entry: Entry) -> Line:
    category, tone = words.CATEGORIES[entry.category]
    named = dict.fromkeys(field_names.field(name) for name in entry.fields)
    return Line(
        entry=entry,
        table=field_names.table(entry.model),
        fields=", ".join(named),
        purpose=str(words.PURPOSES[entry.purpose]),
        basis=str(words.BASES[entry.basis]),
        retention=str(words.RETENTIONS[entry.retention]),
        category=str(category),
        tone=tone,
    )
