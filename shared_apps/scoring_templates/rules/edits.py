"""Single changes of a document that is being written: a value is put at a place, or taken away."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from shared_apps.scoring_templates.rules import canonical, pointers, reading, writing
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.rules.yaml_reading import LARGEST_DOCUMENT


class _Remove:
    """The value of an edit that takes something away."""

    def __repr__(self) -> str:
        return "REMOVE"


REMOVE: Final = _Remove()


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `value` at `path` (`("nodes", "performance", "total")`), or REMOVE what stands there.

    What is missing on the way is made; a number in the path is a place in a list, one past its end appends. Where
    something must not exist yet, `is_new` keeps the second click from writing over the first.
    """

    path: tuple[str, ...]
    value: Any
    is_new: bool = False


class EditRefusedError(Exception):
    """The document would be no document any more; `problems` says where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].code)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Edited:
    """The text after the edits, and the template it is."""

    text: str
    template: Template


def edited(text: str, edits: Sequence[Edit]) -> Edited:
    """The document after the edits; to the letter the same text when they change nothing.

    Weights may sum to anything and cells may be missing: only what is no document (a hostile key, an unknown field,
    a number that is none) is refused. Raises EditRefusedError.
    """
    data, problems = reading.load_yaml(text)
    if data is None:
        raise EditRefusedError(problems)
    before, _problems = reading.parse(data)
    changed: dict[str, Any] = deepcopy(data)
    for edit in edits:
        _apply(changed, edit)
    after, problems = reading.parse(changed)
    if after is None:
        raise EditRefusedError(problems)
    if before is not None and canonical.canonical(before) == canonical.canonical(after):
        return Edited(text, after)
    written = writing.to_yaml(after)
    if len(written) > LARGEST_DOCUMENT:
        raise EditRefusedError([Problem("shape", "", {"detail": "larger than 1 MB"})])
    return Edited(written, after)


def _apply(data: dict[str, Any], edit: Edit) -> None:
    if not edit.path:
        raise _refused(edit, "the whole document")
    found: Any = data
    for number, step in enumerate(edit.path[:-1]):
        below = _below(found, step, edit)
        if below is None:
            if edit.value is REMOVE:
                return
            below = {}
            _put(found, step, below, edit)
        if not isinstance(below, dict | list):
            raise _refused(edit, "/".join(edit.path[: number + 1]))
        found = below
    last = edit.path[-1]
    if edit.value is REMOVE:
        _take(found, last, edit)
        return
    if edit.is_new and _below(found, last, edit) is not None:
        section = edit.path[0]
        raise EditRefusedError([Problem("key_taken", pointers.join(*edit.path), {"key": last, "section": section})])
    _put(found, last, deepcopy(edit.value), edit)


def _below(found: Any, step: str, edit: Edit) -> Any:
    if isinstance(found, dict):
        return found.get(step)
    index = _index(found, step, edit)
    return found[index] if index < len(found) else None


def _put(found: Any, step: str, value: Any, edit: Edit) -> None:
    if isinstance(found, dict):
        found[step] = value
        return
    index = _index(found, step, edit)
    found[index : index + 1] = [value]


def _take(found: Any, step: str, edit: Edit) -> None:
    if isinstance(found, dict):
        found.pop(step, None)
        return
    index = _index(found, step, edit)
    del found[index : index + 1]


def _index(found: list[Any], step: str, edit: Edit) -> int:
    """A place of the list, or the one behind its end."""
    if not (step.isascii() and step.isdigit() and len(step) <= 4 and int(step) <= len(found)):
        raise _refused(edit, step)
    return int(step)


def _refused(edit: Edit, detail: str) -> EditRefusedError:
    return EditRefusedError([Problem("path_unknown", pointers.join(*edit.path), {"name": detail})])
