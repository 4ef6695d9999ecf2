"""The names of things in a document, in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.fields import Title
from shared_apps.scoring_templates.rules.template import Template

FLAG_TITLES = {"true": _("Ya"), "false": _("Tidak")}


def in_language(title: Title | None, otherwise: str) -> str:
    """The title in the reader's language; Indonesian where the other is not written; else the key itself."""
    if title is None:
        return otherwise
    return title.en if title.en and (get_language() or "id").startswith("en") else title.id


def name_of(template: Template, key: str) -> str:
    """The title of a measure, node, rating or matrix."""
    entry = graph.entry_of(template, key)
    return in_language(entry.title if entry is not None else None, key)


def code_name(template: Template, scale: str | None, code: str) -> str:
    """The title of a code of a scale; a flag has none and says yes or no."""
    if scale is None:
        return str(FLAG_TITLES.get(code, code))
    found = template.scales.get(scale)
    return in_language(found.titles.get(code) if found else None, code)
