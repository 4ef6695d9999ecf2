"""The parts of a document as its author thinks of them, and the page on which each is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules import pointers
from shared_apps.scoring_templates.rules.nodes import Curve, Rubric
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template

GENERAL = "general"
KEYED: Mapping[str, str] = {
    "measures": "template_measure",
    "nodes": "template_node",
    "ratings": "template_rating",
    "matrices": "template_matrix",
    "scales": "template_scale",
    "profiles": "template_profile",
}
WHOLE: Mapping[str, tuple[str, Promise]] = {
    GENERAL: ("template_general", _("Umum")),
    "recommendations": ("template_recommendations", _("Rekomendasi")),
    "gates": ("template_gates", _("Gerbang")),
    "customisation": ("template_policy", _("Yang boleh diubah daerah")),
    "results": ("template_results", _("Hasil")),
    "distribution": ("template_results", _("Hasil")),
}
_NOT_POINTS = frozenset({"input", "decimals", "missing", "title", "note", "clause"})


@dataclass(frozen=True, slots=True)
class Part:
    """A measure, a component, a scale …, or a whole section (then `key` is empty); `page` is the name of its page."""

    section: str
    key: str
    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in the reader's words, at the part it belongs to."""

    code: str
    path: str
    text: str
    part: Part


def part_at(template: Template, path: str) -> Part:
    """The part a place of the document belongs to."""
    steps = pointers.split(path) or ()
    section = steps[0] if steps else GENERAL
    if section in KEYED and len(steps) > 1:
        is_about_points = not _NOT_POINTS & set(steps[2:3])
        return keyed_part(template, section, steps[1], is_about_points=is_about_points)
    section = section if section in WHOLE else GENERAL
    page, name = WHOLE[section]
    return Part(section, "", str(name), page)


def keyed_part(template: Template, section: str, key: str, *, is_about_points: bool = False) -> Part:
    """The part with this key; the points of a rubric or curve are drawn on a page of their own."""
    entry = getattr(template, section).get(key)
    page = KEYED[section]
    if is_about_points and isinstance(entry, Rubric | Curve):
        page = "template_rubric"
    return Part(section, key, in_language(getattr(entry, "title", None), key), page)


def told(template: Template, problem: Problem) -> Told:
    """The problem with its text and its part."""
    return Told(problem.code, problem.path, messages.text_of(problem), part_at(template, problem.path))
