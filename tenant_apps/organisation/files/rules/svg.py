"""Sheets drawn as one SVG: attributes only, no style, no script, nothing that is fetched."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from tenant_apps.organisation.files.rules.columns import LEADING, NAME_SIZE, NOTE_SIZE, WIDTH
from tenant_apps.organisation.files.rules.picture import Box, Page, Stroke

_MARGIN, _TITLE, _APART = 30, 44, 40
_BASE = NAME_SIZE + 1  # from the upper edge of the text to its first baseline
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(pages: Sequence[Page], *, title: str, description: str) -> str:
    """The sheets one under another, with a title and a description for whoever does not see them."""
    height = _MARGIN * 2 + _TITLE + sum(page.height for page in pages) + _APART * max(len(pages) - 1, 0)
    width = WIDTH + 2 * _MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-labelledby="judul uraian" lang="id" font-family="system-ui, Arial, sans-serif">',
        f'<title id="judul">{_text(title)}</title><desc id="uraian">{_text(description)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_MARGIN}" y="{_MARGIN + 16}" font-size="16" font-weight="700" fill="#1a1e2b">',
        f"{_text(title)}</text>",
        f'<text x="{_MARGIN}" y="{_MARGIN + 32}" font-size="10" fill="#454b5c">{_text(description)}</text>',
    ]
    y = _MARGIN + _TITLE
    for page in pages:
        parts.append(f'<g transform="translate({_MARGIN} {y})">{"".join(_page(page))}</g>')
        y += page.height + _APART
    return "\n".join([*parts, "</svg>", ""])


def _page(page: Page) -> Iterator[str]:
    yield f'<path d="{"".join(map(_stroke, page.strokes))}" fill="none" stroke="#868274" stroke-width="1"/>'
    for box in page.boxes:
        yield from _box(box)


def _stroke(stroke: Stroke) -> str:
    return f"M{stroke.x1} {stroke.y1}L{stroke.x2} {stroke.y2}"


def _box(box: Box) -> Iterator[str]:
    fill, edge = ("#e1e7f6", "#2d469f") if box.is_head else ("#ffffff", "#868274")
    yield (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="4" '
        f'fill="{fill}" stroke="{edge}"/>'
    )
    for place, line in enumerate(box.lines):
        y = box.y + 4 + _BASE + place * LEADING
        yield (
            f'<text x="{box.x + 5}" y="{y}" font-size="{NAME_SIZE}" font-weight="600" fill="#1a1e2b">'
            f"{_text(line)}</text>"
        )
    if box.note:
        y = box.y + 4 + _BASE + len(box.lines) * LEADING
        yield f'<text x="{box.x + 5}" y="{y}" font-size="{NOTE_SIZE}" fill="#454b5c">{_text(box.note)}</text>'


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text), {'"': "&quot;"})
