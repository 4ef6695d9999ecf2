"""The chart laid out on sheets of paper: boxes and lines in whole points, no drawing yet.

A structure that fits on one sheet is one drawing. A larger one begins with the top and what stands directly
under it; then every agency with all its units, small ones sharing a sheet, large ones going on over several.
Under a box its units stand in columns, deeper ones indented, so that any depth stays readable.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tenant_apps.organisation.files.rules.columns import (
    BETWEEN,
    COLUMN,
    GAP,
    HEAD_WIDTH,
    HEIGHT,
    INDENT,
    TRUNK,
    WIDTH,
    Block,
    Entry,
    Words,
    blocks_of,
    entries_of,
    hangs,
    head_height,
    head_lines,
    left_of,
    width_of,
)
from tenant_apps.organisation.rules.chart import Chart

_APART = 26  # points between two agencies on one sheet


@dataclass(frozen=True)
class Box:
    """One unit: where it stands, its name in lines and a note under it."""

    unit_id: uuid.UUID
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    note: str
    is_head: bool = False


@dataclass(frozen=True)
class Stroke:
    """A line between two points, upright or level."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Page:
    """One sheet: what is drawn on it and how far down it reaches."""

    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    height: int


def draw(chart: Chart, words: Words, *, top: uuid.UUID | None = None) -> list[Page]:
    """The sheets of a chart, or of what stands under `top`.

    Empty for an empty chart or a unit that does not stand in it.
    """
    start = chart.nodes.get(top) if top is not None else chart.root
    if start is None:
        return []
    whole = blocks_of(start, words, entries_of(chart, start, words))
    if len(whole) == 1:
        return _placed(whole, words)
    below = chart.children.get(start.unit_id, ())
    blocks = blocks_of(start, words, entries_of(chart, start, words, levels=1))
    overview = len(blocks)
    for child in below:
        if chart.children.get(child.unit_id):
            blocks += blocks_of(child, words, entries_of(chart, child, words))
    pages = _placed(blocks, words, alone=overview)
    return _numbered(pages, {child.unit_id for child in below}, words.page) if words.page else pages


def _placed(blocks: Sequence[Block], words: Words, alone: int = 0) -> list[Page]:
    """The blocks one under another; the first `alone` of them share their sheet with none."""
    pages: list[Page] = []
    for place, block in enumerate(blocks):
        begins = 0
        if pages and place > alone and pages[-1].height + _APART + block.height <= HEIGHT:
            begins = pages[-1].height + _APART
        boxes, strokes = _drawn(block, begins, words)
        if begins:
            last = pages.pop()
            boxes, strokes = [*last.boxes, *boxes], [*last.strokes, *strokes]
        pages.append(Page(tuple(boxes), tuple(strokes), begins + block.height))
    return pages


def _drawn(block: Block, begins: int, words: Words) -> tuple[list[Box], list[Stroke]]:
    lines = head_lines(block.head)
    head = Box(
        block.head.unit_id,
        (WIDTH - HEAD_WIDTH) // 2,
        begins,
        HEAD_WIDTH,
        head_height(block.head, words),
        lines,
        words.notes.get(block.head.unit_id, ""),
        is_head=True,
    )
    boxes, strokes = [head], []
    bus = head.y + head.height + TRUNK // 2
    for place, column in enumerate(block.columns):
        x = place * (COLUMN + GAP)
        if hangs(column):
            strokes.append(Stroke(x + 1, bus, x + 1, bus + TRUNK // 2))
        boxes_of, strokes_of = _column(column, x, head.y + head.height + TRUNK, words)
        boxes += boxes_of
        strokes += strokes_of
    if block.columns:
        middle = head.x + head.width // 2
        ends = [place * (COLUMN + GAP) + 1 for place, column in enumerate(block.columns) if hangs(column)]
        strokes.append(Stroke(middle, head.y + head.height, middle, bus))
        strokes.append(Stroke(min([middle, *ends]), bus, max([middle, *ends]), bus))
    return boxes, strokes


def _column(column: Sequence[Entry], x: int, begins: int, words: Words) -> tuple[list[Box], list[Stroke]]:
    boxes, strokes = [], []
    since: dict[int, int] = {}  # where the upright line of each depth goes on from
    y = begins
    for entry in column:
        left = x + left_of(entry.depth)
        middle = y + entry.height // 2
        spine = x + left_of(entry.depth) - INDENT + 1
        if not entry.is_again:
            strokes.append(Stroke(spine, since.get(entry.depth, begins), spine, middle))
            strokes.append(Stroke(spine, middle, left, middle))
        note = words.again if entry.is_again else words.notes.get(entry.node.unit_id, "")
        boxes.append(Box(entry.node.unit_id, left, y, width_of(entry.depth), entry.height, entry.lines, note))
        since = {depth: place for depth, place in since.items() if depth < entry.depth}
        since |= {entry.depth: middle, entry.depth + 1: y + entry.height}
        y += entry.height + BETWEEN
    return boxes, strokes


def _numbered(pages: Sequence[Page], units: set[uuid.UUID], word: str) -> list[Page]:
    """On the sheets with the overview each agency says on which sheet its own units are."""
    where = {
        box.unit_id: number
        for number, page in reversed(list(enumerate(pages, start=1)))
        for box in page.boxes
        if box.is_head and box.unit_id in units
    }
    return [replace(page, boxes=tuple(_pointed(page.boxes, where, word))) for page in pages]


def _pointed(boxes: Sequence[Box], where: Mapping[uuid.UUID, int], word: str) -> Iterator[Box]:
    for box in boxes:
        if box.unit_id in where and not box.is_head:
            yield replace(box, note=" · ".join(filter(None, [box.note, f"{word} {where[box.unit_id]}"])))
        else:
            yield box
