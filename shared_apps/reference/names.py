"""What published facts are called in the reader's language; the data files hold the Indonesian names."""

from typing import Protocol

from django.utils import translation

CONTEXT = "reference"
LABELLED = {"unit_types": "types", "employment_types": "types", "position_types": "types"}  # file → list


class Labelled(Protocol):
    """A fact with an Indonesian name."""

    @property
    def label(self) -> str:
        """As the data file has it."""


def label_of(fact: Labelled | None) -> str:
    """The name to show; nothing for no fact."""
    return translation.pgettext(CONTEXT, fact.label) if fact is not None else ""
