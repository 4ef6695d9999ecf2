"""YAML for people: exact decimals, no floats, no repeated keys, no aliases, no tags."""

import re
from typing import Any

import yaml
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from shared_apps.scoring_templates.rules import decimals, pointers
from shared_apps.scoring_templates.rules.problems import Problem

LARGEST_DOCUMENT = 1_000_000
DEEPEST = 40
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"[-+]?\d", re.ASCII)


class _RefusedError(Exception):
    """Reading stops here."""


class _Loader(yaml.SafeLoader):
    """Composes nodes only; values are built by `_build`, never by YAML's own guesses."""

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        if self.check_event(AliasEvent):
            raise _RefusedError("aliases are not allowed")
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it bare
        if getattr(event, "anchor", None):
            raise _RefusedError("anchors are not allowed")
        if getattr(event, "tag", None) is not None:
            raise _RefusedError("tags are not allowed")
        self._depth = getattr(self, "_depth", 0) + 1
        if self._depth > DEEPEST:
            raise _RefusedError("nested too deeply")
        node: Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def load(text: str) -> tuple[Any, list[Problem]]:
    """The plain data of a YAML text and what is wrong with its writing."""
    if len(text) > LARGEST_DOCUMENT:
        return None, [Problem("shape", "", {"detail": "larger than 1 MB"})]
    problems: list[Problem] = []
    try:
        node = _compose(text)
        if node is None:
            raise _RefusedError("the document is empty")
        data = _build(node, (), problems)
    except _RefusedError as refusal:
        return None, [Problem("shape", "", {"detail": str(refusal)})]
    except yaml.YAMLError as error:
        return None, [Problem("shape", "", {"detail": _where(error)})]
    return data, problems


def _compose(text: str) -> Node | None:
    loader = _Loader(text)
    try:
        node: Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "not readable as YAML"
    return f"line {mark.line + 1}: {what}" if mark else str(what)


def _build(node: Node, path: tuple[str, ...], problems: list[Problem]) -> Any:
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, SequenceNode):
        return [_build(item, (*path, str(index)), problems) for index, item in enumerate(node.value)]
    if isinstance(node, MappingNode):
        return _mapping(node, path, problems)
    raise _RefusedError("not readable as YAML")


def _mapping(node: MappingNode, path: tuple[str, ...], problems: list[Problem]) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            raise _RefusedError(f"line {key_node.start_mark.line + 1}: a key is a word")
        # The text as written: `true` becomes the code "true", `12` the text "12".
        key = str(key_node.value)
        if key in built:
            detail = f"line {key_node.start_mark.line + 1}: {key}"
            problems.append(Problem("duplicate_key", pointers.join(*path, key), {"detail": detail}))
        built[key] = _build(value_node, (*path, key), problems)
    return built


def _scalar(node: ScalarNode) -> Any:
    text = str(node.value)
    if node.style in {"'", '"', "|", ">"}:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    number = decimals.read_text(text) if _NUMBER.match(text) else None
    return text if number is None else number
