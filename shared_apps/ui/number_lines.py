"""Number lines drawn on the server: ranges with gaps and overlaps, and curves; in words for who cannot see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shared_apps.ui.drawings import HUNDRED, at, joined
from shared_apps.ui.formats import decimal

NARROWEST = Decimal(7)
TINTS = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the line with the words in it: no words is a gap, several an overlap. `mark` stands at its start."""

    low: Decimal
    high: Decimal | None
    words: tuple[str, ...]
    mark: str = ""


def number_line(pieces: Sequence[Piece]) -> SafeString:
    """Pieces side by side, as wide as they are long, yet never too narrow to be read."""
    if not pieces:
        return SafeString("")
    drawn, left = [], Decimal(0)
    for number, (piece, width) in enumerate(zip(pieces, _widths(pieces), strict=True)):
        drawn += _piece(piece, left, width, 1 + number * (TINTS - 1) // max(len(pieces) - 1, 1))
        left += width
    last = pieces[-1].high
    if last is not None:
        drawn.append(format_html('<text x="100%" y="78" text-anchor="end">{}</text>', decimal(last)))
    return format_html('<svg class="bands" role="img" aria-label="{}">{}</svg>', in_words(pieces), joined(drawn))


def _widths(pieces: Sequence[Piece]) -> list[Decimal]:
    """Shares of the width in percent: an endless piece is as long as the average, a short one has its least width."""
    lengths = [piece.high - piece.low for piece in pieces if piece.high is not None]
    usual = sum(lengths, Decimal(0)) / len(lengths) if lengths else Decimal(1)
    raw = [usual if piece.high is None else piece.high - piece.low for piece in pieces]
    total = sum(raw, Decimal(0)) or Decimal(1)
    floored = [max(length * HUNDRED / total, NARROWEST) for length in raw]
    return [width * HUNDRED / sum(floored, Decimal(0)) for width in floored]


def _piece(piece: Piece, left: Decimal, width: Decimal, tint: int) -> list[SafeString]:
    kind, ink, words, above = f"l{tint}", f"t{tint}", " / ".join(piece.words), ""
    if not piece.words:
        kind, ink, words, above = "gap", "e", "?", _("lubang")
    elif len(piece.words) > 1:
        kind, ink, above = "lap", "w", _("tumpuk")
        words = f"{len(piece.words)}×"
    middle = left + width / 2
    return [
        format_html('<rect class="{}" x="{}%" y="26" width="{}%" height="32" rx="3"/>', kind, at(left), at(width)),
        format_html('<text class="p {}" x="{}%" y="47" text-anchor="middle">{}</text>', ink, at(middle), words),
        format_html('<text class="{}" x="{}%" y="17" text-anchor="middle">{}</text>', ink, at(middle), above),
        format_html(
            '<text x="{}%" y="78" text-anchor="{}">{}</text>',
            at(left),
            "middle" if left else "start",
            piece.mark or decimal(piece.low),
        ),
    ]


def in_words(pieces: Sequence[Piece]) -> str:
    """0 sampai 1: 0; 3 sampai 4: lubang; mulai 8: 100."""
    return "; ".join(f"{_range(piece)}: {_meaning(piece)}" for piece in pieces) + "."


def _range(piece: Piece) -> str:
    if piece.high is None:
        return _("mulai %(low)s") % {"low": decimal(piece.low)}
    return _("%(low)s sampai %(high)s") % {"low": decimal(piece.low), "high": decimal(piece.high)}


def _meaning(piece: Piece) -> str:
    if not piece.words:
        return _("lubang, belum ada isinya")
    if len(piece.words) > 1:
        return _("bertumpuk: %(words)s") % {"words": ", ".join(piece.words)}
    return piece.words[0]


def curve(points: Sequence[tuple[Decimal, Decimal]]) -> SafeString:
    """Corners joined by straight lines, each with its numbers."""
    corners = sorted(points)
    if len(corners) < 2 or corners[0][0] == corners[-1][0]:
        return SafeString("")
    width, heights = corners[-1][0] - corners[0][0], [y for _x, y in corners]
    least, height = min(heights), (max(heights) - min(heights)) or Decimal(1)
    places = [
        (5 + (x - corners[0][0]) * 90 / width, 66 - (y - least) * 42 / height, f"{decimal(x)} → {decimal(y)}")
        for x, y in corners
    ]
    drawn = [
        format_html('<line class="ax" x1="{}%" y1="{}" x2="{}%" y2="{}"/>', at(x0), at(y0), at(x1), at(y1))
        for (x0, y0, _one), (x1, y1, _two) in pairwise(places)
    ]
    for x, y, text in places:
        drawn.append(format_html('<circle class="l5" cx="{}%" cy="{}" r="4"/>', at(x), at(y)))
        drawn.append(format_html('<text x="{}%" y="{}" text-anchor="middle">{}</text>', at(x), at(y - 9), text))
    words = "; ".join(text for _x, _y, text in places)
    return format_html('<svg class="bands" role="img" aria-label="{}">{}</svg>', words, joined(drawn))
