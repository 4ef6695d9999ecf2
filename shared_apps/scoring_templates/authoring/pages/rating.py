"""A rating: where each level begins, and what happens exactly there, on the line of what can occur."""

from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Maker, Row, Table
from shared_apps.scoring_templates.authoring.pages.names import code_name, keys, names, scales
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.rules import kinds, ranges
from shared_apps.scoring_templates.rules.sections import Rating
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.ui import number_lines
from shared_apps.ui.formats import decimal
from shared_apps.ui.number_lines import Piece


def page(maker: Maker, key: str) -> PartPage:
    """The cuts of a rating, its input and its scale."""
    template, place = maker.template, ("ratings", key)
    rating = template.ratings[key]
    about = _("%(input)s menjadi tingkat: dibulatkan dulu, lalu dibandingkan. Tingkat terendah tidak punya batas.")
    basics = names(
        maker,
        place,
        Row(_("Masukan"), [maker.cell((*place, "input"), _("Masukan"), options=keys(template, number=True))]),
        Row(_("Skala"), [maker.cell((*place, "scale"), _("Skala"), options=scales(template))]),
        Row(_("Desimal"), [maker.cell((*place, "decimals"), _("Desimal"))]),
        Row(_("Dasar"), [maker.cell((*place, "clause"), _("Dasar"), is_text=True)]),
    )
    reads = wording.name_of(template, rating.input)
    return PartPage(wording.name_of(template, key), about % {"input": reads}, [_cuts(maker, key, rating), basics])


def _cuts(maker: Maker, key: str, rating: Rating) -> Table:
    codes = kinds.codes_of(maker.template, key) or ()
    sides = [(">=", _("≥ termasuk tingkat ini")), (">", _("> termasuk tingkat di bawahnya"))]
    rows = []
    for code in reversed(codes[1:]):
        path, level = ("ratings", key, "cuts", code), code_name(maker.template, key, code)
        value = maker.cell((*path, "value"), _("Batas bawah %(level)s") % {"level": level})
        side = _("Tepat di batas %(level)s") % {"level": level}
        compared = maker.cell((*path, "comparator"), side, options=sides, is_hole=True)
        rows.append(Row(level, [value, compared], note="" if code in rating.cuts else _("belum ada batasnya")))
    for code in (code for code in rating.cuts if code not in codes[1:]):
        path = ("ratings", key, "cuts", code)
        rows.append(Row(code, [maker.cell((*path, "value"), code)], removes=path, note=_("tidak ada di skala")))
    return Table(
        _("Batas tingkat"),
        (_("Tingkat"), _("Batas bawah"), _("Tepat di batas")),
        rows,
        drawing=_drawn(maker.template, key, rating, codes),
        hint=_("Kosongkan batas yang wajib diisi daerah, dan sebutkan di halaman izin."),
    )


def _drawn(template: Template, key: str, rating: Rating, codes: tuple[str, ...]) -> SafeString:
    """The levels side by side; nothing while a cut is open or the order is wrong, the words beside it say so."""
    cuts = [(code, rating.cuts[code]) for code in codes[1:] if code in rating.cuts]
    values = [cut.value for _code, cut in cuts if cut.value is not None]
    if len(values) < len(codes) - 1 or values != sorted(set(values)):
        return SafeString("")
    span = ranges.spans(template).get(rating.input)
    low, high = ranges.ends(span)
    first = low if low is not None else min([Decimal(0), *values])
    edges = [first, *values]
    marks = ["", *(("≥ " if cut.comparator == ">=" else "> ") + decimal(cut.value) for _code, cut in cuts)]
    ends = [*values, high if high is not None and (not values or high > values[-1]) else None]
    pieces = [
        Piece(start, end, (code_name(template, key, code),), mark)
        for code, start, end, mark in zip(codes, edges, ends, marks, strict=True)
    ]
    return number_lines.number_line(pieces)
