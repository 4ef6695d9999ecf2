"""Whether a row of a sheet can be the person who bears its number: a mistyped number must not rename somebody."""

from dataclasses import dataclass
from datetime import date

from tenant_apps.people.rules.spelling import begins_alike, words_of

LEAST_LETTERS = 3  # initials and degrees tell nobody apart
# what stands in many names and degrees
COMMON = frozenset(
    ("bin", "binti", "drs", "dra", "drg", "drh", "prof", "ners", "apt", "spd", "mpd", "skm", "haji", "hajah", "hajjah")
)


@dataclass(frozen=True)
class Registered:
    """Whom the region knows under a number, and how many numbers they have had."""

    name: str
    birth_date: date | None = None
    gender: str = ""
    numbers: int = 1


def is_another(known: Registered, *, name: str, birth_date: date | None, gender: str) -> bool:
    """Whether somebody else is meant: no word of the names is alike, and birth date or sex differ too.

    Somebody with more than one number may have a wrong one, so that the name alone decides. A name put right keeps a
    word, be it with a slip or in the old spelling.
    """
    if names_alike(known.name, name):
        return False
    born_apart = bool(known.birth_date and birth_date and known.birth_date != birth_date)
    other_sex = bool(known.gender and gender and known.gender != gender)
    return born_apart or other_sex or known.numbers > 1


def names_alike(one: str, other: str) -> bool:
    """Whether two names share a word; names without a word to compare are not told apart."""
    if one == other:
        return True
    mine, theirs = _told(one), _told(other)
    return not mine or not theirs or any(_alike(word, each) for word in mine for each in theirs)


def _told(name: str) -> set[str]:
    return {word for word in words_of(name) if len(word) >= LEAST_LETTERS} - COMMON


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return begins_alike(short, long) if len(short) > LEAST_LETTERS + 1 else long.startswith(short)
