"""The document model's front door: reading, the canonical form, hashes."""

from shared_apps.scoring_templates.rules.canonical import calculation_hash, canonical, content_hash
from shared_apps.scoring_templates.rules.reading import from_json, load_yaml, parse, read_yaml
from shared_apps.scoring_templates.rules.template import Template

__all__ = [
    "Template",
    "calculation_hash",
    "canonical",
    "content_hash",
    "from_json",
    "load_yaml",
    "parse",
    "read_yaml",
]
