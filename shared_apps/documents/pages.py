"""PDF by typst. The data is handed over as JSON beside the source and never becomes part of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

import typst
from django.apps import apps
from typst import TypstError

_BASE = "base.typ"
# For the archive and for screen readers: fonts inside, tags, title, language, nothing that is fetched.
_STANDARDS = ["a-2a", "ua-1"]


def pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Set `<room>/<name>.typ`, a file of that room's folder `documents`, with the data.

    The data carries `title` and `date` for the document's own facts, and `letterhead` (name, agency, initials, and
    as `crest` a PNG or None) where the template begins with one. Text in it stays text, whatever characters it has.
    The same input gives the same bytes: no clock, no font and no file of the machine takes part.
    """
    room, _slash, name = template.partition("/")
    source = Path(apps.get_app_config(room).path, "documents", name).read_bytes()
    inputs = {"data": json.dumps({key: _plain(value) for key, value in data.items()}, ensure_ascii=False)}
    sources = {"main.typ": source, _BASE: files(__package__).joinpath(_BASE).read_bytes()}
    try:
        return _compiled(sources, inputs, _STANDARDS)
    except TypstError as error:
        if "PDF/A" not in error.message:
            raise
        # A character no font has: the archive's standard refuses the page, people still need it.
        return _compiled(sources, inputs, None)


def _compiled(sources: dict[str, bytes], inputs: dict[str, str], standards: list[str] | None) -> bytes:
    given: Any = sources  # the stubs know neither sources handed over by name nor a plain list
    named: Any = standards
    content: bytes = typst.compile(given, sys_inputs=inputs, ignore_system_fonts=True, pdf_standards=named)
    return content


def _plain(value: object) -> object:
    """As JSON, without losing a digit; a float has already lost some."""
    if value is None or isinstance(value, bool | int | str):
        return str(value) if isinstance(value, str) else value  # a lazy or safe text is a plain one here
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} cannot stand in a document.")
