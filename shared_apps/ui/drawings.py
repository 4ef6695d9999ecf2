"""Server-side drawings: SVG with percentage coordinates, responsive without script and allowed by a strict CSP."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shared_apps.ui.formats import Number, exact, rounded

ORDER = (4, 7, 9, 2, 5, 8, 1, 3, 6)
"""The nine boxes as they are drawn: rows performance above, meets, below; columns potential low to high."""

LEVEL = {4: 3, 7: 4, 9: 5, 2: 2, 5: 3, 8: 4, 1: 1, 3: 2, 6: 3}
"""The tint of a box: how far it lies from the lower left corner."""

HUNDRED = Decimal(100)


def at(value: Number) -> str:
    """A coordinate for an SVG attribute: a point is the separator whatever the language."""
    return f"{rounded(Decimal(value), 2):f}"


def joined(parts: Sequence[SafeString]) -> SafeString:
    """Put safe pieces together."""
    return format_html_join("", "{}", ((part,) for part in parts))


def bar(value: object, tone: str = "", total: object = 100, label: str = "") -> SafeString:
    """A horizontal bar; with a label it is a progress bar for assistive technology, else decoration."""
    amount, of = exact(value) or Decimal(0), exact(total) or HUNDRED
    filled = min(max(amount * 100 / of, Decimal(0)), HUNDRED)
    role = (
        format_html(
            'role="progressbar" aria-label="{}" aria-valuemin="0" aria-valuemax="{}" aria-valuenow="{}"',
            label,
            at(of),
            at(min(amount, of)),
        )
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="bar" width="100%" height="8" {}><rect class="t" width="100%" height="8" rx="4"/>'
        '<rect class="v {}" width="{}%" height="8" rx="4"/></svg>',
        role,
        tone,
        at(filled),
    )


def mini_nine(here: int | None, following: int | None = None) -> SafeString:
    """The nine boxes as a small picture: where one is, and the next box if one is named."""
    pieces = []
    for index, number in enumerate(ORDER):
        x, y = index % 3 * 40, index // 3 * 40
        tint, ink = ("here", "ht") if number == here else ("l1", "")
        pieces.append(
            format_html('<rect class="{}" x="{}" y="{}" width="37" height="37" rx="7"/>', tint, x + 1, y + 1)
        )
        if number == following:
            pieces.append(
                format_html(
                    '<rect class="next" x="{}" y="{}" width="34" height="34" rx="6"/>',
                    x + Decimal("2.5"),
                    y + Decimal("2.5"),
                )
            )
        pieces.append(
            format_html(
                '<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>',
                ink,
                x + Decimal("19.5"),
                y + 24,
                number,
            )
        )
    if here is None:
        label = _("Kotak belum dapat ditentukan")
    elif following:
        label = _("Kotak %(here)s dari sembilan kotak; kotak berikutnya %(next)s") % {"here": here, "next": following}
    else:
        label = _("Kotak %(here)s dari sembilan kotak") % {"here": here}
    return format_html(
        '<svg class="mini" viewBox="0 0 120 120" role="img" aria-label="{}">{}</svg>', label, joined(pieces)
    )


def kawung() -> SafeString:
    """A quiet kawung ground; its pattern id exists once per page, so draw it once."""
    petals = joined(
        [
            format_html('<ellipse cx="24" cy="7" rx="7.5" ry="15" transform="rotate({} 24 24)"/>', angle)
            for angle in (45, 135, 225, 315)
        ]
    )
    return format_html(
        '<svg class="kawung" aria-hidden="true"><defs><pattern id="kw" width="48" height="48" '
        'patternUnits="userSpaceOnUse"><g fill="none" stroke="#fff" stroke-width="1.5">{}</g>'
        '<circle cx="24" cy="24" r="1.8" fill="#fff"/></pattern></defs>'
        '<rect width="100%" height="100%" fill="url(#kw)"/></svg>',
        petals,
    )


def steps(done: int, total: int, active: bool = False, stopped: bool = False) -> SafeString:
    """Marks of a sequence; the words beside it carry the meaning."""
    width = HUNDRED / max(total, 1)
    now = "x" if stopped else "a" if active else ""
    return format_html(
        '<svg class="steps" aria-hidden="true">{}</svg>',
        joined(
            [
                format_html(
                    '<rect class="{}" x="{}%" width="{}%" height="8" rx="3"/>',
                    "d" if index < done else now if index == done else "",
                    at(index * width),
                    at(width - 2),
                )
                for index in range(total)
            ]
        ),
    )


def crest_picture(url: str) -> SafeString:
    """A government's own crest; decoration, its name stands beside it."""
    return format_html('<img class="crest" src="{}" alt="" width="36" height="40">', url)


def crest(initials: object, accent: str = "") -> SafeString:
    """The shield of a government with its initials, in the colour of its accent."""
    colour = format_html(' data-accent="{}"', accent) if accent else ""
    return format_html(
        '<svg class="crest"{} viewBox="0 0 36 40" aria-hidden="true">'
        '<path class="f" d="M3 3h30v19c0 8-7 12.5-15 15.5C10 34.5 3 30 3 22z"/>'
        '<path class="w" d="M3 24c5-3 10-3 15 0s10 3 15 0c-.6 7-7.5 11-15 13.5C10.5 35 3.6 31 3 24z"/>'
        '<text x="18" y="18.5" text-anchor="middle">{}</text></svg>',
        colour,
        initials,
    )
