"""Rubrics and curves: points for each choice, bands drawn on their line with every gap and overlap, corners."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.authoring.grid import Maker, Path, Row, Table, free_name, number_of
from shared_apps.scoring_templates.authoring.pages.names import code_name
from shared_apps.scoring_templates.authoring.pages.page import PartPage
from shared_apps.scoring_templates.rules import kinds, ranges
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.rules.nodes import Band, Curve, Point, Rubric
from shared_apps.scoring_templates.rules.segments import Stretch, segments
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.ui import number_lines
from shared_apps.ui.formats import decimal
from shared_apps.ui.number_lines import Piece

BAND = ("from", "to", "points")
CORNER = ("x", "y")


def page(maker: Maker, key: str) -> PartPage:
    """The points of a rubric or the corners of a curve, of the component itself and in every profile."""
    node = maker.template.nodes[key]
    tables: list[Table] = []
    more: list[Edit] = []
    if isinstance(node, Rubric):
        for place, title, choices, bands in _parts(maker.template, key, node):
            if kinds.is_number(maker.template, node.input) or bands:
                tables.append(_bands(maker, node, place, title, bands))
                more += _fresh(maker, (*place, "bands"), bands, BAND, "b")
            if choices or not kinds.is_number(maker.template, node.input):
                tables.append(_choices(maker, node, place, title, choices))
    elif isinstance(node, Curve):
        for place, title, points in _corners(maker.template, key, node):
            tables.append(_points(maker, place, title, points))
            more += _fresh(maker, (*place, "points"), points, CORNER, "p")
    reads = wording.name_of(maker.template, getattr(node, "input", ""))
    about = _("%(input)s menjadi poin. Batas bawah termasuk, batas atas tidak; yang berlubang atau bertumpuk ditolak.")
    return PartPage(wording.name_of(maker.template, key), about % {"input": reads}, tables, more)


Part = tuple[Path, str, Mapping[str, Decimal | None], Mapping[str, Band]]


def _parts(template: Template, key: str, node: Rubric) -> Iterator[Part]:
    if node.choices or node.bands or not node.variants:
        yield ("nodes", key), _("Poin"), node.choices, node.bands
    for profile, variant in node.variants.items():
        yield ("nodes", key, "variants", profile), _profile(template, profile), variant.choices, variant.bands


def _corners(template: Template, key: str, node: Curve) -> Iterator[tuple[Path, str, Mapping[str, Point]]]:
    if node.points or not node.variants:
        yield ("nodes", key), _("Titik"), node.points
    for profile, variant in node.variants.items():
        yield ("nodes", key, "variants", profile), _profile(template, profile), variant.points


def _profile(template: Template, profile: str) -> str:
    known = template.profiles.get(profile)
    return _("Profil %(name)s") % {"name": wording.title_text(known.title if known else None, profile)}


def _choices(maker: Maker, node: Rubric, place: Path, title: str, choices: Mapping[str, Decimal | None]) -> Table:
    codes = kinds.codes_of(maker.template, node.input) or ()
    rows = []
    for code in reversed(codes):
        label = code_name(maker.template, node.input, code)
        cell = maker.cell((*place, "choices", code), _("Poin %(name)s") % {"name": label})
        rows.append(Row(label, [cell], note="" if code in choices else _("belum ada isinya")))
    for code in (code for code in choices if code not in codes):
        path = (*place, "choices", code)
        rows.append(Row(code, [maker.cell(path, code)], removes=path, note=_("tidak ada di skala")))
    return Table(title, (wording.name_of(maker.template, node.input), _("Poin")), rows)


def _bands(maker: Maker, node: Rubric, place: Path, title: str, bands: Mapping[str, Band]) -> Table:
    labels = {"from": _("mulai"), "to": _("sampai sebelum"), "points": _("poin")}
    rows = []
    for number, name in enumerate(_in_order(bands), 1):
        path = (*place, "bands", name)
        cells = [
            maker.cell((*path, part), _("Rentang %(n)s %(part)s") % {"n": number, "part": labels[part]})
            for part in BAND
        ]
        rows.append(Row(str(number), cells, removes=path))
    return Table(
        title,
        (_("Rentang"), _("Mulai dari"), _("Sampai sebelum"), _("Poin")),
        rows,
        drawing=_drawn(maker.template, node, bands),
        hint=_("Kosongkan “sampai sebelum” bila rentang tidak berakhir. Isi baris terakhir untuk menambah rentang."),
        fresh=_fresh_fields((*place, "bands"), labels),
    )


def _points(maker: Maker, place: Path, title: str, points: Mapping[str, Point]) -> Table:
    labels = {"x": _("masukan"), "y": _("poin")}
    rows = []
    for number, name in enumerate(sorted(points, key=lambda each: (points[each].x or Decimal(0), each)), 1):
        path = (*place, "points", name)
        cells = [
            maker.cell((*path, part), _("Titik %(n)s %(part)s") % {"n": number, "part": labels[part]})
            for part in CORNER
        ]
        rows.append(Row(str(number), cells, removes=path))
    known = [(point.x, point.y) for point in points.values() if point.x is not None and point.y is not None]
    return Table(
        title,
        (_("Titik"), _("Masukan"), _("Poin")),
        rows,
        drawing=number_lines.curve(known),
        hint=_("Di antara dua titik nilainya mengikuti garis lurus. Isi baris terakhir untuk menambah titik."),
        fresh=_fresh_fields((*place, "points"), labels),
    )


def _in_order(bands: Mapping[str, Band]) -> list[str]:
    return sorted(bands, key=lambda name: (bands[name].from_ or Decimal(0), name))


def _drawn(template: Template, node: Rubric, bands: Mapping[str, Band]) -> SafeString:
    span = (
        ranges.spans(template).get(node.input)
        if node.input in template.measures or node.input in template.nodes
        else None
    )
    low, high = ranges.ends(span)
    stretches = [Stretch(name, band.from_, band.to) for name, band in bands.items() if band.from_ is not None]
    pieces = [
        Piece(each.low, each.high, tuple(_points_text(bands[name]) for name in each.names))
        for each in segments(stretches, low=low, high=high)
    ]
    return number_lines.number_line(pieces)


def _points_text(band: Band) -> str:
    return "…" if band.points is None else decimal(band.points)


def _fresh_fields(place: Path, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"n:{'/'.join(place)}:{part}", label) for part, label in labels.items()]


def _fresh(
    maker: Maker, place: Path, taken: Mapping[str, object], parts: tuple[str, ...], letter: str
) -> Iterator[Edit]:
    typed = {part: maker.fresh(f"{'/'.join(place)}:{part}") for part in parts}
    if any(typed.values()):
        name = free_name(taken, letter)
        yield Edit((*place, name), {part: number_of(text) for part, text in typed.items()}, is_new=True)
