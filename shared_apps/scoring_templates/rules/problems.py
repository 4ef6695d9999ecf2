"""A problem found in a document: a code for machines, a path for the eye, parameters for the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a document; `path` is a JSON pointer, the text is a catalogue in messages.py."""

    code: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by path and code, each once, so that the same document always reads the same."""
    unique = {(p.path, p.code, tuple(sorted(p.params.items()))): p for p in problems}
    return [unique[key] for key in sorted(unique)]
