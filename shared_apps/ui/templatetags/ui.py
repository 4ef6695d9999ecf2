"""Template tags and filters, builtin in every template."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import lucide
from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from shared_apps.ui import charts, drawings, formats

register = template.Library()

for written in (formats.decimal, formats.signed, formats.whole, formats.percent, formats.share, formats.initials):
    register.filter(written.__name__, written)
for drawn in (drawings.bar, drawings.kawung, drawings.mini_nine, drawings.steps, charts.dist):
    register.simple_tag(drawn, name=drawn.__name__)


@register.filter(expects_localtime=False)
def day(value: date | datetime | None, form: str = "") -> str:
    """`19 Nov 2026`, `{{ d|day:"long" }}` → `19 November 2026`, `"short"` → `19 Nov`."""
    return formats.day(value or None, form)


@register.filter(expects_localtime=False)
def moment(value: datetime | None, form: str = "") -> str:
    """`19 Nov 2026, 07.42 WIB` in the active time zone."""
    return formats.moment(value or None, form)


@register.filter(expects_localtime=False)
def clock(value: datetime | None) -> str:
    """`07.42` in the active time zone."""
    return formats.clock(value or None)


@register.filter
def nip(value: str) -> str:
    """`19000101 192001 1 999`; whatever is no number of 18 digits stays as it is."""
    return formats.nip(value)


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, css_class: str = "") -> SafeString:
    """An icon of the lucide wheel; always decoration, the words beside it speak."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise ValueError("An icon is named by its lucide name.")
    drawn = lucide._render_icon(name, 24, **{"class": f"i {css_class}".strip(), "aria-hidden": "true"})
    return mark_safe(" ".join(drawn.split()))  # noqa: S308  drawn by the wheel from a checked name


@register.simple_tag
def crest(government: Any, accent: str = "", picture: str = "") -> SafeString:
    """The picture at this address; else the shield of a government (an object with `crest_initials`) or of letters."""
    if picture:
        return drawings.crest_picture(picture)
    if government in (None, ""):
        return drawings.crest("MB", accent)
    letters = getattr(government, "crest_initials", None)
    if letters is None and isinstance(government, Mapping):
        letters = government.get("crest_initials")
    return drawings.crest(government if letters is None else letters, accent)


@register.simple_tag
def cut_scale(
    value: object, cuts: Sequence[tuple[object, str]], names: str | Iterable[object], label: str = ""
) -> SafeString:
    """Levels of an axis over 0 to 100: `cuts` are (number, `>` or `>=`), `names` from the lowest level up."""
    levels = names.split("|") if isinstance(names, str) else list(names)
    return charts.cut_scale(value, cuts, levels, label=label)


@register.simple_tag(takes_context=True)
def nav_item(context: Context, url: str, exact: bool = False, also: str = "") -> SafeString:
    """`aria-current="page"` when the request is at this address, below it, or below `also`."""
    request = context.get("request")
    path = request.path if request is not None else ""
    here = path == url or (not exact and url != "/" and path.startswith(url)) or bool(also and path.startswith(also))
    return format_html(' aria-current="{}"', "page") if here else SafeString("")


@register.inclusion_tag("ui/nine_box.html")
def nine_box(
    boxes: Mapping[int, Mapping[str, Any]],
    *,
    selected: int | None = None,
    target: str = "isi-kotak",
    labelled_by: str = "",
    rows: Sequence[object] = (),
    columns: Sequence[object] = (),
    query: str = "",
) -> dict[str, Any]:
    """The nine boxes as links (`?kotak=8`) in their fixed order; see templates/ui/nine_box.html."""
    total = sum(int(box["count"]) for box in boxes.values())
    cells = [
        {
            **boxes.get(number, {"count": 0}),
            "number": number,
            "level": drawings.LEVEL[number],
            "percent": formats.share(boxes.get(number, {"count": 0})["count"], total),
            "current": number == selected,
            "row": rows[index // 3] if rows and index % 3 == 0 else None,
            "starts_row": index % 3 == 0,
        }
        for index, number in enumerate(drawings.ORDER)
    ]
    return {
        "cells": cells,
        "total": total,
        "target": target,
        "labelled_by": labelled_by,
        "columns": columns,
        "named_rows": bool(rows),
        "query": query,
    }
