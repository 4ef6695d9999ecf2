"""The rows that most parts have: their names in two languages, and choices of keys and scales."""

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Choices, Maker, Path, Row, Table
from shared_apps.scoring_templates.rules import graph, kinds
from shared_apps.scoring_templates.rules.template import Template


def names(maker: Maker, place: Path, *more: Row) -> Table:
    """A table of names and further single values."""
    rows = [
        Row(_("Nama"), [maker.cell((*place, "title", "id"), _("Nama"), is_text=True)]),
        Row(
            _("Nama dalam bahasa Inggris"),
            [maker.cell((*place, "title", "en"), _("Nama dalam bahasa Inggris"), is_text=True)],
        ),
        *more,
    ]
    return Table(_("Nama dan dasar"), (_("Isian"), _("Nilai")), rows)


def keys(template: Template, *, number: bool | None = None) -> Choices:
    """Measures and components by name: those with a number, those with a code, or all."""
    return [
        (key, wording.name_of(template, key))
        for section in graph.SECTIONS
        for key in getattr(template, section)
        if number is None or kinds.is_number(template, key) == number
    ]


def scales(template: Template) -> Choices:
    """Scales by their codes."""
    return [(key, f"{key}: {', '.join(scale.order)}") for key, scale in template.scales.items()]


def codes(template: Template, scale: str) -> Choices:
    """The codes of a scale with their titles, worst to best."""
    found = template.scales.get(scale)
    return [(code, wording.title_text(found.titles.get(code), code)) for code in found.order] if found else []


def code_name(template: Template, key: str, code: str) -> str:
    """What a code of a key is called; a scale that is gone names nothing."""
    scale = kinds.scale_of(template, key)
    return code if scale is not None and scale not in template.scales else wording.code_text(template, key, code)
