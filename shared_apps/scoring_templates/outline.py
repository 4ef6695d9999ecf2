"""A document as the host's page shows it: the tree of the calculation, rubrics, matrices, permissions."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.names import code_name, in_language, name_of
from shared_apps.scoring_templates.rules import cells, graph, kinds, order
from shared_apps.scoring_templates.rules.nodes import Adjust, Rubric, WeightedInput, WeightedMean
from shared_apps.scoring_templates.rules.sections import Matrix, Measure, Rating
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.ui import formats

AXES = 2
ICONS = {
    "measure": "hash",
    "rubric": "ruler",
    "curve": "ruler",
    "weighted_mean": "sigma",
    "sum": "sigma",
    "mean": "divide",
    "rating": "sliders-horizontal",
    "matrix": "grid-3x3",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree, with what it is made of below."""

    key: str
    name: str
    icon: str
    sub: str
    weight: Decimal | None
    below: tuple["Branch", ...]
    groups: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix with its rows, columns and cells in words."""

    name: str
    axes: tuple[str, str]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a region may do at the paths of a pattern."""

    pattern: str
    allow: str
    required: bool
    bounds: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything the page shows of a document."""

    template: Template
    title: str
    branches: tuple[Branch, ...]
    grids: tuple[Grid, ...]
    rules: tuple[Rule, ...]
    schemes: tuple[str, ...]


def outline(template: Template) -> Outline:
    """The document in words."""
    whole = {key: matrix for key, matrix in template.matrices.items() if len(matrix.axes) == AXES}
    return Outline(
        template=template,
        title=in_language(template.title, template.key),
        branches=_branches(template),
        grids=tuple(_grid(template, key, matrix) for key, matrix in whole.items()),
        rules=tuple(_rules(template)),
        schemes=tuple(order.required_schemes(template)),
    )


def _branches(template: Template) -> tuple[Branch, ...]:
    seen: set[str] = set()
    return tuple(_branch(template, key, seen) for key in template.results)


def _branch(template: Template, key: str, seen: set[str], weight: Decimal | None = None, group: str = "") -> Branch:
    """A key that was opened above is only named again: one number may be used in two places."""
    entry = graph.entry_of(template, key)
    kind = kind_of(entry)
    if key in seen and not isinstance(entry, Measure):
        return Branch(key, name_of(template, key), ICONS.get(kind, "sigma"), _("dijabarkan di atas"), weight, (), ())
    seen.add(key)
    below: tuple[Branch, ...] = ()
    groups: tuple[tuple[str, Decimal], ...] = ()
    if isinstance(entry, WeightedMean):
        groups = tuple((in_language(each.title, name), each.weight) for name, each in entry.groups.items())
        below = tuple(_weighted(template, entry, seen))
    elif entry is not None:
        below = tuple(_branch(template, source, seen) for source, _place in graph.inputs_of(entry))
    sub = " · ".join(part for part in (words_for(template, key, entry), group) if part)
    return Branch(key, name_of(template, key), ICONS.get(kind, "sigma"), sub, weight, below, groups)


def _weighted(template: Template, node: WeightedMean, seen: set[str]) -> Iterator[Branch]:
    parts = graph.parts("", node)
    for part in parts[:1]:
        for key, entry in part.inputs.items():
            if isinstance(entry, WeightedInput):
                group = node.groups.get(entry.group or "")
                named = in_language(group.title, entry.group or "") if group is not None else ""
                yield _branch(template, key, seen, entry.weight, named)


def kind_of(entry: graph.Entry | None) -> str:
    """`measure`, `rating`, `matrix`, or the kind of a node."""
    return str(getattr(entry, "kind", type(entry).__name__.lower()))


def words_for(template: Template, key: str, entry: graph.Entry | None) -> str:
    """What an entry does, on one line."""
    if isinstance(entry, Measure):
        return _measure(entry)
    if isinstance(entry, WeightedMean):
        places = kinds.decimals_of(template, key)
        variants = len(entry.variants)
        said = _("Rata-rata berbobot, %(places)s desimal") % {"places": places}
        return f"{said} · {_('%(count)s profil') % {'count': variants}}" if variants else said
    if isinstance(entry, Rubric):
        return _rubric(template, entry)
    if isinstance(entry, Rating):
        return _rating(template, entry)
    if isinstance(entry, Matrix):
        return _("Matriks: %(axes)s") % {"axes": " × ".join(name_of(template, one) for one in entry.axes.values())}
    if isinstance(entry, Adjust):
        return _("Dasar dengan tambahan dan pengurangan")
    words = {"mean": _("Rata-rata"), "sum": _("Jumlah"), "min": _("Terkecil"), "max": _("Terbesar")}
    more = {"clamp": _("Dibatasi bawah atau atas"), "curve": _("Kurva garis lurus")}
    return str({**words, **more}.get(getattr(entry, "kind", ""), ""))


def _measure(measure: Measure) -> str:
    types = {
        "number": _("Ukuran angka"),
        "count": _("Ukuran jumlah"),
        "date_window": _("Ukuran waktu"),
        "rating": _("Penilaian pejabat"),
        "level": _("Tingkat menurut bukti"),
        "flag": _("Ya atau tidak"),
    }
    ends = ""
    if measure.min is not None:
        low = formats.decimal(measure.min)
        ends = (
            f" {low}–{formats.decimal(measure.max)}"
            if measure.max is not None
            else " " + _("mulai %(low)s") % {"low": low}
        )
    policy = {
        "refuse": _("kosong berarti perlu verifikasi"),
        "zero": _("kosong dihitung nol"),
        "exclude_and_renormalise": _("kosong tidak ikut dihitung"),
    }
    return f"{types[measure.type]}{ends} · {policy[measure.missing]}"


def _rubric(template: Template, node: Rubric) -> str:
    if node.choices:
        scale = kinds.scale_of(template, node.input)
        rows = [
            f"{code_name(template, scale, code)} {formats.decimal(node.choices.get(code))}"
            for code in kinds.codes_of(template, node.input) or ()
        ]
        return _("Rubrik: %(rows)s") % {"rows": ", ".join(rows)}
    bands = sorted(node.bands.values(), key=lambda band: band.from_ or Decimal(0))
    rows = [
        _("mulai %(low)s: %(points)s") % {"low": formats.decimal(band.from_), "points": formats.decimal(band.points)}
        for band in bands
    ]
    return _("Rubrik rentang: %(rows)s") % {"rows": ", ".join(rows)}


def _rating(template: Template, rating: Rating) -> str:
    cuts = [
        f"{code_name(template, rating.scale, code)}: "
        + (_("batas diisi daerah") if cut.value is None else f"{cut.comparator or ''} {formats.decimal(cut.value)}")
        for code, cut in rating.cuts.items()
    ]
    return _("Tingkat: %(cuts)s") % {"cuts": ", ".join(cuts)}


def _grid(template: Template, key: str, matrix: Matrix) -> Grid:
    (down, row_source), (across, column_source) = sorted(matrix.axes.items())
    rows, columns = (kinds.codes_of(template, source) or () for source in (row_source, column_source))
    found: dict[str, list[str]] = {row: [] for row in reversed(rows)}
    for row, code in itertools.product(found, columns):
        given = matrix.cells.get(cells.name({down: row, across: code}))
        found[row].append("–" if given is None else code_name(template, matrix.gives, given))
    row_scale, column_scale = kinds.scale_of(template, row_source), kinds.scale_of(template, column_source)
    return Grid(
        name=name_of(template, key),
        axes=(name_of(template, row_source), name_of(template, column_source)),
        columns=tuple(code_name(template, column_scale, code) for code in columns),
        rows=tuple((code_name(template, row_scale, row), tuple(given)) for row, given in found.items()),
    )


def _rules(template: Template) -> Iterator[Rule]:
    for pattern, permission in (template.customisation.paths if template.customisation else {}).items():
        bounds = ""
        if permission.one_of is not None:
            bounds = ", ".join(str(choice) for choice in permission.one_of)
        elif permission.min is not None or permission.max is not None:
            ends = ("" if end is None else formats.decimal(end) for end in (permission.min, permission.max))
            bounds = "–".join(ends)
        yield Rule(pattern, permission.allow, permission.required, bounds)
