"""What a region wrote to the host, read with distrust: of the right shape and size, or not there at all."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared_apps.scoring_templates.rules.customisation import Customisation, parse
from shared_apps.scoring_templates.rules.problems import Problem

LARGEST = 80_000  # letters of a message; what a region sends with our pages is at most 60,000
MOST_OF_A_REGION = 50
DEEPEST = 24
LONGEST_TITLE, LONGEST_TEXT = 120, 2000


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as its region wrote it; `document` is None where its changes cannot be read."""

    proposal_id: UUID
    template: str
    version: str
    title: str
    text: str
    is_credited: bool
    document: Customisation | None
    problems: tuple[Problem, ...]


def read(text: str) -> Proposed | None:
    """A proposal, or None where the message is not one."""
    try:
        content = json.loads(text)
        return _read(content) if isinstance(content, Mapping) and not _is_deep(content) else None
    except (RecursionError, ValueError):  # nested without end, or numbers nobody can hold
        return None


def as_id(name: str) -> UUID | None:
    """What a message calls its proposal, if it can be one."""
    try:
        return UUID(name)
    except ValueError:
        return None


def _read(content: Mapping[str, Any]) -> Proposed | None:
    proposal_id = as_id(_text(content, "proposal", 40))
    template, _space, version = _text(content, "template", 400).partition(" ")
    title = " ".join(_text(content, "title", LONGEST_TITLE).split())
    if proposal_id is None or not template or not version or not title:
        return None
    written = content.get("customisation")
    document, problems = parse(written if isinstance(written, Mapping) else {})
    if document is not None and (document.template, document.version) != (template, version):
        document, problems = None, [Problem("wrong_template", "/template")]
    return Proposed(
        proposal_id=proposal_id,
        template=template,
        version=version,
        title=title,
        text=_text(content, "text", LONGEST_TEXT),
        is_credited=content.get("credit") is True,  # only this is an agreement
        document=document,
        problems=tuple(problems),
    )


def _is_deep(content: Any) -> bool:
    level = [content]
    for _depth in range(DEEPEST):
        level = [
            inner
            for each in level
            if isinstance(each, Mapping | list)
            for inner in (each.values() if isinstance(each, Mapping) else each)
        ]
        if not level:
            return False
    return True


def _text(content: Mapping[str, Any], name: str, longest: int) -> str:
    """Signs that hide from the eye are left out: a title is shown beside other regions'."""
    value = content.get(name)
    shown = value if isinstance(value, str) else ""
    return "".join(sign for sign in shown[:longest] if sign.isprintable() or sign == "\n").strip()
