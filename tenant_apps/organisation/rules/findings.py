"""What is wrong in one cell of an uploaded sheet, as a value; the words are in messages.py."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """A cell and why it cannot be taken: the row as the spreadsheet shows it, the column by its key."""

    row: int
    key: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader goes through the sheet."""
    return sorted(findings, key=lambda found: (found.row, found.key, found.code))
