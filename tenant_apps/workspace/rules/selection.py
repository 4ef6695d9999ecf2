"""Which people a leader looks at: those of a box, or those whose result waits."""

from collections.abc import Mapping
from dataclasses import dataclass

VERIFICATION = "verifikasi"
UNSCORED = "belum"
BOXES = range(1, 10)


@dataclass(frozen=True)
class Selection:
    """A box, or without one a state; `word` is what stands in the address."""

    word: str
    box: int | None = None
    state: str = "complete"

    @property
    def is_verification(self) -> bool:
        """Whether it is about people whose evidence is missing."""
        return self.word == VERIFICATION


def of_box(number: int) -> Selection:
    """The people of one box."""
    return Selection(word=str(number), box=number)


def selection_of(word: str) -> Selection | None:
    """What an address asks for; None for a word that means nothing."""
    if word == VERIFICATION:
        return Selection(VERIFICATION, state="needs_verification")
    if word == UNSCORED:
        return Selection(UNSCORED, state="unscored")
    if word.isascii() and word.isdigit() and int(word) in BOXES:
        return of_box(int(word))
    return None


def default_selection(boxes: Mapping[int, int]) -> Selection:
    """The highest box that holds anybody; box 9 where none does."""
    return of_box(next((number for number in reversed(BOXES) if boxes.get(number)), 9))
