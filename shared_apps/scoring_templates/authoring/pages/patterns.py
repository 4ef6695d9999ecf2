"""Places of a document in words a personnel expert reads: `/ratings/*/cuts/*/value` is the cut of every level."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.rules import pointers
from shared_apps.scoring_templates.rules.nodes import Curve, Rubric, WeightedMean
from shared_apps.scoring_templates.rules.permissions import ANY
from shared_apps.scoring_templates.rules.template import Template

COMMON = (
    "/ratings/*/cuts/*/value",
    "/ratings/*/cuts/*/comparator",
    "/nodes/*/inputs/*/weight",
    "/nodes/*/choices/*",
    "/nodes/*/bands/*/points",
    "/nodes/*/title/id",
    "/measures/*/title/id",
    "/scales/*/titles/*/id",
    "/recommendations/*/titles/*/id",
)


def suggestions(template: Template) -> Iterator[str]:
    """Patterns that open what regions usually decide: for all, then for each entry alone."""
    yield from COMMON
    for key in template.ratings:
        yield f"/ratings/{key}/cuts/*/value"
    for key, node in template.nodes.items():
        if isinstance(node, WeightedMean):
            yield f"/nodes/{key}/inputs/*/weight"
        elif isinstance(node, Rubric):
            yield f"/nodes/{key}/choices/*" if node.choices else f"/nodes/{key}/bands/*/points"
        elif isinstance(node, Curve):
            yield f"/nodes/{key}/points/*/y"


def label(template: Template, pattern: str) -> str:
    """What stands at the places of a pattern, and of which entry; what has no words is shown as it is."""
    section, key, *rest = (*(pointers.split(pattern) or ("",)), "", "")
    rest = [step for step in rest if step]
    what = _what(section, rest)
    if not what:
        return pattern
    if key == ANY:
        return _("%(what)s, di semua %(section)s") % {"what": what, "section": _section(section)}
    return f"{what}: {_owner(template, section, key)}"


def _owner(template: Template, section: str, key: str) -> str:
    return key.replace("_", " ") if section in {"scales", "recommendations"} else wording.name_of(template, key)


def _section(section: str) -> str:
    return {
        "measures": _("ukuran"),
        "nodes": _("komponen"),
        "ratings": _("tingkat"),
        "matrices": _("matriks"),
        "scales": _("skala"),
        "recommendations": _("rekomendasi"),
        "gates": _("gerbang"),
    }.get(section, section)


def _what(section: str, rest: list[str]) -> str:
    """The kind of value, by its last steps."""
    last = rest[-1] if rest else ""
    kind = rest[-3] if len(rest) > 2 else ""
    if last in {"id", "en"}:
        return _("Nama") if last == "id" else _("Nama dalam bahasa Inggris")
    if section == "nodes" and len(rest) > 1 and rest[-2] == "choices":
        return _("Poin pilihan")
    if section == "matrices" and len(rest) > 1 and rest[-2] == "cells":
        return _("Isi sel")
    return {
        ("cuts", "value"): _("Batas bawah tingkat"),
        ("cuts", "comparator"): _("Sisi mana yang memuat batas"),
        ("inputs", "weight"): _("Bobot masukan"),
        ("groups", "weight"): _("Subtotal kelompok"),
        ("inputs", "times"): _("Pengali masukan"),
        ("bands", "points"): _("Poin rentang"),
        ("bands", "from"): _("Awal rentang"),
        ("bands", "to"): _("Akhir rentang"),
        ("points", "x"): _("Titik kurva, masukan"),
        ("points", "y"): _("Titik kurva, poin"),
    }.get((kind, last), {"min": _("Batas bawah"), "max": _("Batas atas")}.get(last, ""))
