"""The people of the tests and their day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Command:
    """An actor that is a command, not a user."""

    name: str
    id: UUID | None = None


OPERATOR = Command(name="Operator tuan rumah")
