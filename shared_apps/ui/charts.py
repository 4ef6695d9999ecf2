"""Charts drawn on the server: an axis with its cuts, and the distribution of people over levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shared_apps.ui.drawings import HUNDRED, at, joined
from shared_apps.ui.formats import decimal, exact, percent

Cut = tuple[Decimal, str]
TIGHT = Decimal(16)
"""A highest level narrower than this, in percent of the axis, starts its name at its cut."""

BREAKS = {"(Misconduct)": "(Mis- conduct)"}
"""The one long word among the predicates: on a phone it would run into its neighbours."""


def level_of(value: Decimal, cuts: Sequence[Cut]) -> int:
    """Which level a value reaches; `>` leaves the cut itself to the level below, `>=` gives it to the level above."""
    return sum(1 for cut, comparator in cuts if (value >= cut if comparator == ">=" else value > cut))


def cut_scale(
    value: object, cuts: Sequence[tuple[object, str]], names: Sequence[object], *, label: str = ""
) -> SafeString:
    """An axis from 0 to 100 with its cut points printed and a marker at the value; all are the region's data."""
    here = exact(value)
    points = [(exact(cut) or Decimal(0), comparator) for cut, comparator in cuts]
    edges = [Decimal(0), *(cut for cut, _comparator in points), HUNDRED]
    reached = level_of(here, points) if here is not None else -1
    pieces = [
        _level(edges[index], edges[index + 1], name, tint="on" if index == reached else f"z{min(index, 2)}")
        for index, name in enumerate(names)
    ]
    pieces += [
        format_html('<text class="cut" x="{}%" y="57" text-anchor="middle">{}</text>', at(cut), decimal(cut))
        for cut, _comparator in points
    ]
    if here is not None:
        pieces.append(
            format_html(
                '<svg x="{}%" y="0" width="1" height="30" overflow="visible"><path class="m" d="M-5.5 2h11L0 11z"/>'
                '<rect class="m" x="-1.25" y="9" width="2.5" height="18" rx="1"/></svg>',
                at(min(max(here, Decimal(0)), HUNDRED)),
            )
        )
    words = label or _described(here, points, names, reached)
    return format_html('<svg class="scale" role="img" aria-label="{}">{}</svg>', words, joined(pieces))


def _level(left: Decimal, right: Decimal, name: object, *, tint: str) -> SafeString:
    gap = Decimal("0.3")
    is_tight = right == HUNDRED and right - left < TIGHT  # its name would run into the neighbour's on a phone
    return format_html(
        '<rect class="{}" x="{}%" y="14" width="{}%" height="10" rx="3"/>'
        '<text class="{}" x="{}%" y="42" dx="{}" text-anchor="{}">{}</text>',
        tint,
        at(left + gap),
        at(max(right - left - gap * 2, Decimal(0))),
        "ton" if tint == "on" else "",
        at(left + gap if is_tight else (left + right) / 2),
        5 if is_tight else 0,
        "start" if is_tight else "middle",
        name,
    )


def _described(here: Decimal | None, points: Sequence[Cut], names: Sequence[object], reached: int) -> str:
    limits = "; ".join(
        (_("%(level)s mulai %(cut)s") if comparator == ">=" else _("%(level)s di atas %(cut)s"))
        % {"level": names[index + 1], "cut": decimal(cut)}
        for index, (cut, comparator) in enumerate(points)
    )
    if here is None:
        return _("Batas tingkat: %(limits)s. Nilai belum ada.") % {"limits": limits}
    return _("Nilai %(value)s, tingkat %(level)s. Batas: %(limits)s.") % {
        "value": decimal(here, 2),
        "level": names[reached],
        "limits": limits,
    }


@dataclass(frozen=True, kw_only=True)
class Column:
    """Where one bar of a distribution stands: its middle and the room it has, in percent of the width."""

    middle: Decimal
    room: Decimal
    base: Decimal = Decimal(196)
    top: Decimal = Decimal(24)
    most: Decimal = HUNDRED

    def height_at(self, value: Decimal) -> Decimal:
        """The y coordinate of a percentage."""
        return self.base - (self.base - self.top) * value / self.most


def dist(rows: Sequence[Mapping[str, object]], labelled_by: str = "") -> SafeString:
    """Bars of percentages; a dashed line where the distribution pattern sets a limit."""
    values = [exact(row["percent"]) or Decimal(0) for row in rows]
    limits = [exact(row.get("limit")) for row in rows]
    most = max([*values, *(limit for limit in limits if limit is not None), Decimal(1)])
    room = HUNDRED / max(len(rows), 1)
    pieces = [format_html('<line class="base" x1="0" x2="100%" y1="{0}" y2="{0}"/>', at(Column.base))]
    for index, row in enumerate(rows):
        column = Column(middle=(index + Decimal("0.5")) * room, room=room, most=most)
        pieces.append(_bar(column, values[index], limits[index], strong=bool(row.get("strong"))))
        pieces += _words(column, str(row["label"]))
    return format_html('<svg class="dist" role="img" aria-labelledby="{}">{}</svg>', labelled_by, joined(pieces))


def _bar(column: Column, value: Decimal, limit: Decimal | None, *, strong: bool) -> SafeString:
    height, wide = column.height_at(value), column.room * Decimal("0.31")
    number_at, dashes = height - 9, SafeString("")
    if limit is not None:
        line, half = column.height_at(limit), column.room * Decimal("0.47")
        number_at = min(number_at, line - 9)
        dashes = format_html(
            '<line class="lim" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
            at(column.middle - half),
            at(column.middle + half),
            at(line),
            at(line),
        )
    return format_html(
        '<rect class="b{}" x="{}%" width="{}%" y="{}" height="{}" rx="4"/>{}'
        '<text class="v" x="{}%" y="{}" text-anchor="middle">{}</text>',
        " hi" if strong else "",
        at(column.middle - wide),
        at(wide * 2),
        at(height),
        at(column.base - height),
        dashes,
        at(column.middle),
        at(number_at),
        percent(value),
    )


def _words(column: Column, label: str) -> list[SafeString]:
    """The label in at most three short lines."""
    for word, broken in BREAKS.items():
        label = label.replace(word, broken)
    return [
        format_html(
            '<text class="lab" x="{}%" y="{}" text-anchor="middle">{}</text>',
            at(column.middle),
            at(column.base + 18 + 15 * line),
            word,
        )
        for line, word in enumerate(label.split(" ", 2))
    ]
