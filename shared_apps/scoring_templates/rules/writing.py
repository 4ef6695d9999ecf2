"""A document as a file: YAML for people, JSON for programs; read again it is the same document to the letter."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from shared_apps.scoring_templates.rules import canonical, decimals
from shared_apps.scoring_templates.rules.template import Template

_WIDTH = 120


class _Dumper(yaml.SafeDumper):
    """Numbers as they are written on paper: never a float, never a tag."""


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = decimals.canonical_text(value)
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Dumper.add_representer(Decimal, _number)


def to_yaml(template: Template) -> str:
    """In the order in which the sections are explained; defaults are left out."""
    data = _plain(template.model_dump(by_alias=True, exclude_defaults=True))
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def to_json(template: Template) -> str:
    """The canonical form, laid out for reading."""
    return json.dumps(canonical.plain(template), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value
