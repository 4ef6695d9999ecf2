"""Lists of named things written in one field: names with semicolons between them, in the reader's words or as keys."""

from collections.abc import Iterable, Sequence

from shared_apps.scoring_templates.authoring.grid import Choices


def written(keys: Iterable[str], named: Choices) -> str:
    """`Dipromosikan; Dipertahankan`."""
    names = dict(named)
    return "; ".join(names.get(key, key) for key in keys)


def read(text: str, named: Choices) -> list[str]:
    """The keys meant; a word that is no name stays as it is, and is refused where it stands."""
    by_name = {name.casefold(): key for key, name in named}
    words = [word.strip() for word in text.split(";")]
    return [by_name.get(word.casefold(), word) for word in words if word]


def changed(typed: Sequence[str], stands: Sequence[str]) -> bool:
    """Whether the list is another one."""
    return list(typed) != list(stands)
