"""The place of a value inside a document, in words: for the form of adoption."""

from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.nodes import Rubric, WeightedMean
from shared_apps.ui.formats import decimal


def setting_label(template: Template, place: tuple[str, ...]) -> str:
    """What a value is called beside its field; the entry's own name stands above."""
    section, key, *rest = place
    if rest[-2:-1] == ["title"]:
        return _("Nama") if rest[-1] == "id" else _("Nama dalam bahasa Inggris")
    if rest[0] == "titles" and section == "recommendations":
        return wording.title_text(template.recommendations[key].titles.get(rest[1]), rest[1])
    if rest[0] == "titles" and section == "scales":
        return wording.title_text(template.scales[key].titles.get(rest[1]), rest[1])
    if rest[0] == "cuts" and section == "ratings":
        return _cut_label(template, key, rest[1], rest[-1])
    if rest[-1] == "weight" and rest[0] == "inputs":
        return _("Bobot %(name)s") % {"name": wording.name_of(template, rest[1])}
    if rest[-1] == "weight" and rest[0] == "groups":
        return _("Subtotal %(name)s") % {"name": rest[1].replace("_", " ")}
    node = template.nodes.get(key)
    if isinstance(node, Rubric) and rest[0] == "choices":
        return _("Poin %(name)s") % {"name": wording.code_text(template, node.input, rest[1])}
    if isinstance(node, Rubric) and rest[0] == "bands":
        return _band_label(node, rest[1])
    return " ".join(rest).replace("_", " ")


def setting_rank(template: Template, place: tuple[str, ...]) -> tuple[int, Decimal, str]:
    """Where a value stands among its neighbours: the name first, then as the scale, the bands or the weights go."""
    section, key, *rest = place
    node = template.nodes.get(key)
    if rest[0] == "title":
        return 0, Decimal(0), rest[-1]
    if rest[0] == "cuts":
        codes = template.scales[template.ratings[key].scale].order
        return 1, Decimal(codes.index(rest[1])), "0" if rest[-1] == "value" else "1"
    if isinstance(node, Rubric) and rest[0] == "choices":
        codes = kinds.codes_of(template, node.input) or ()
        return 1, Decimal(codes.index(rest[1])), rest[1]
    if isinstance(node, Rubric) and rest[0] == "bands":
        return 1, node.bands[rest[1]].from_ or Decimal(0), rest[1]
    if isinstance(node, WeightedMean) and rest[0] == "inputs":
        return 1, -(node.inputs[rest[1]].weight or Decimal(0)), rest[1]
    if rest[0] == "titles" and section == "scales":
        return 1, Decimal(template.scales[key].order.index(rest[1])), rest[-1]
    return 2, Decimal(0), " ".join(rest)


def _cut_label(template: Template, key: str, code: str, part: str) -> str:
    level = wording.code_text(template, key, code)
    if part == "comparator":
        return _("Tepat di batas %(level)s") % {"level": level}
    return _("Batas bawah %(level)s") % {"level": level}


def _band_label(node: Rubric, name: str) -> str:
    band = node.bands[name]
    if band.to is None:
        return _("Poin mulai %(low)s") % {"low": decimal(band.from_)}
    return _("Poin mulai %(low)s sampai kurang dari %(high)s") % {"low": decimal(band.from_), "high": decimal(band.to)}
