"""Calculations as they are written: tables, quotients, limits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.rules.explanation import Division, Input, Line
from shared_apps.ui.formats import MINUS, decimal


@dataclass(frozen=True)
class Row:
    """One line of a calculation."""

    name: str
    cells: Sequence[str]
    note: str = ""
    off: bool = False


@dataclass(frozen=True)
class Calculation:
    """A table that can be repeated by hand; the columns after the first hold numbers."""

    columns: Sequence[str]
    rows: Sequence[Row]
    total: Row | None = None


@dataclass(frozen=True)
class Block:
    """One step, with the steps beneath it."""

    key: str
    title: str
    value: str
    sub: str = ""
    table: Calculation | None = None
    sentences: Sequence[str] = field(default_factory=tuple)
    need: str = ""
    source: Sequence[str] = field(default_factory=tuple)
    clause: str = ""
    children: Sequence["Block"] = field(default_factory=tuple)


def written(value: Decimal) -> str:
    """A value with exactly the decimals it was rounded to."""
    exponent = value.as_tuple().exponent
    return decimal(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def division(step: Division) -> str:
    """7.100 ÷ 100 = 71,00 – or with the digits that were cut off by rounding."""
    return f"{decimal(step.numerator)} {division_tail(step)}"


def division_tail(step: Division) -> str:
    """What follows the sum that is divided."""
    left = f"÷ {decimal(step.divisor)} ="
    if step.divisor == 1:
        left = "="
    if step.exact == step.rounded:
        return f"{left} {written(step.rounded)}."
    shown = written(step.shown).rstrip("0") + ("…" if step.goes_on else "")
    return _("%(division)s %(exact)s, dibulatkan %(rounded)s.") % {
        "division": left,
        "exact": shown,
        "rounded": written(step.rounded),
    }


def line(step: Line) -> list[str]:
    """Where a value lies between two corners of a curve."""
    if step.start is None or step.end is None or step.division is None:
        return [_("Di luar titik-titik tabel, nilai di ujungnya yang dipakai.")]
    corners = _("Di antara titik (%(x0)s; %(y0)s) dan (%(x1)s; %(y1)s).") % {
        "x0": decimal(step.start[0]),
        "y0": decimal(step.start[1]),
        "x1": decimal(step.end[0]),
        "y1": decimal(step.end[1]),
    }
    return [corners, division(step.division)]


def limits(floor: Decimal | None, cap: Decimal | None) -> str:
    """A floor and a cap in words."""
    parts = []
    if floor is not None:
        parts.append(_("paling sedikit %(floor)s") % {"floor": decimal(floor)})
    if cap is not None:
        parts.append(_("paling banyak %(cap)s") % {"cap": decimal(cap)})
    return _("Batas: %(limits)s.") % {"limits": ", ".join(parts)} if parts else ""


def signed_product(each: Input) -> str:
    """What a bonus or deduction adds or takes."""
    if each.product is None:
        return decimal(each.explanation.value) if isinstance(each.explanation.value, Decimal) else ""
    return (MINUS if each.role == "deduction" else "+") + decimal(each.product)
