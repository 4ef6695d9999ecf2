"""The one written form of a document, and the two hashes made of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from shared_apps.scoring_templates.rules import decimals
from shared_apps.scoring_templates.rules.template import Template

_NOT_CALCULATED = ("legal_basis", "valid", "version", "recommendations", "distribution", "customisation")
_WORDS = frozenset({"title", "titles", "note", "clause", "minimum_answers"})  # none of them touches a number


def plain(value: Any) -> Any:
    """The JSON data of a section: defaults left out, decimals as text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, BaseModel):
        return plain(value.model_dump(by_alias=True, exclude_defaults=True))
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return decimals.canonical_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def canonical(document: BaseModel) -> str:
    """Keys sorted, no whitespace, text NFC (already so when read)."""
    return _written(plain(document))


def content_hash(document: BaseModel) -> str:
    """Names this document: equal hashes mean the same document to the letter."""
    return _hash(canonical(document))


def calculation_hash(template: Template) -> str:
    """Equal calculation hashes mean equal numbers, codes, gates and statuses by construction."""
    data = {name: part for name, part in plain(template).items() if name not in _NOT_CALCULATED}
    return _hash(_written(_without_words(data)))


def _without_words(data: dict[str, Any]) -> dict[str, Any]:
    """Titles, notes and clauses stand at known depths; a measure called `title` stays."""
    bare = {name: part for name, part in data.items() if name not in _WORDS}
    for section in ("profiles", "scales", "measures", "nodes", "ratings", "matrices", "gates"):
        if section in bare:
            bare[section] = {key: _bare(part) for key, part in bare[section].items()}
    return bare


def _bare(part: dict[str, Any]) -> dict[str, Any]:
    kept = {name: inner for name, inner in part.items() if name not in _WORDS}
    for name in ("inputs", "groups", "bonuses", "deductions", "cuts"):
        if name in kept:
            kept[name] = {
                key: {field: value for field, value in inner.items() if field not in _WORDS}
                for key, inner in kept[name].items()
            }
    if "variants" in kept:
        kept["variants"] = {key: _bare(inner) for key, inner in kept["variants"].items()}
    return kept


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8")).hexdigest()
