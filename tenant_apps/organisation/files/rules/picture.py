"""The chart laid out on sheets of paper: boxes and lines in whole points, no drawing yet.

A structure that fits on one sheet is one drawing. A larger one begins with the top and what stands directly
under it; then every agency with all its units, small ones sharing a sheet, large ones going on over several.
Under a box its units stand in columns, deeper ones indented, so that any depth stays readable.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tenant_apps.organisation.files.rules.lettering import wrapped
from tenant_apps.organisation.rules.chart import Chart, Node

WIDTH, HEIGHT = 1122, 740  # the drawn part of an A3 sheet across, in points
NAME_SIZE, NOTE_SIZE, LEADING = 9, 8, 11
_COLUMNS, _GAP = 6, 14
_COLUMN = (WIDTH - (_COLUMNS - 1) * _GAP) // _COLUMNS
_INDENT, _DEEPEST = 11, 6  # points a level, and how many levels are indented
_PAD, _BETWEEN, _TRUNK, _APART = 5, 6, 16, 26
_HEAD_WIDTH = 300


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


@dataclass(frozen=True)
class _Entry:
    depth: int
    node: Node
    room: int  # points with what stands under it
    lines: tuple[str, ...]
    has_note: bool
    is_again: bool = False  # stands once more above units that go on in the next column

    @property
    def height(self) -> int:
        return _height(len(self.lines), self.has_note)


@dataclass(frozen=True)
class _Block:
    """A head and the columns of what stands under it; drawn from its own top."""

    head: Node
    columns: tuple[tuple[_Entry, ...], ...]
    height: int


@dataclass(frozen=True)
class Words:
    """What is written besides names: under each unit, on a unit that stands once more, before a sheet's number."""

    notes: Mapping[uuid.UUID, str]
    again: str
    page: str = ""  # '' where sheets have no numbers


def draw(chart: Chart, words: Words, *, top: uuid.UUID | None = None) -> list[Page]:
    """The sheets of a chart, or of what stands under `top`.

    Empty for an empty chart or a unit that does not stand in it.
    """
    start = chart.nodes.get(top) if top is not None else chart.root
    if start is None:
        return []
    whole = _blocks(start, words, _entries(chart, start, words))
    if len(whole) == 1:
        return _placed(whole, words)
    below = chart.children.get(start.unit_id, ())
    blocks = _blocks(start, words, _entries(chart, start, words, levels=1))
    overview = len(blocks)
    for child in below:
        if chart.children.get(child.unit_id):
            blocks += _blocks(child, words, _entries(chart, child, words))
    pages = _placed(blocks, words, alone=overview)
    return _numbered(pages, {child.unit_id for child in below}, words.page) if words.page else pages


def _entries(chart: Chart, top: Node, words: Words, levels: int | None = None) -> list[_Entry]:
    found: list[_Entry] = []
    rooms: dict[uuid.UUID, int] = {}
    walked = [
        (depth, node) for depth, node in chart.walk(top.unit_id) if depth and (levels is None or depth <= levels)
    ]
    for depth, node in reversed(walked):
        lines = wrapped(node.name, _width(depth) - 2 * _PAD, NAME_SIZE)
        under = 0 if levels == depth else sum(rooms[child.unit_id] for child in chart.children.get(node.unit_id, ()))
        has_note = bool(words.notes.get(node.unit_id))
        rooms[node.unit_id] = _height(len(lines), has_note) + _BETWEEN + under
        found.append(_Entry(depth, node, rooms[node.unit_id], lines, has_note))
    return found[::-1]


def _blocks(head: Node, words: Words, entries: Sequence[_Entry]) -> list[_Block]:
    """One block, its columns of equal length; several where even full columns do not suffice."""
    above = _head_height(head, words) + _TRUNK
    full = HEIGHT - above
    tallest = max((entry.height for entry in entries), default=0)
    least = max(2 * tallest + _BETWEEN + LEADING, sum(entry.height + _BETWEEN for entry in entries) // _COLUMNS)
    columns: list[tuple[_Entry, ...]] = []
    for limit in [*range(least, full, LEADING), full]:
        columns = _flowing(entries, limit)
        if len(columns) <= _COLUMNS:
            break
    return [
        _Block(head, part, above + max((_length(column) for column in part), default=-_TRUNK))
        for part in (tuple(columns[at : at + _COLUMNS]) for at in range(0, max(len(columns), 1), _COLUMNS))
    ]


def _flowing(entries: Sequence[_Entry], limit: int) -> list[tuple[_Entry, ...]]:
    columns: list[list[_Entry]] = []
    above: dict[int, _Entry] = {}  # the last unit of each depth
    used = limit + 1
    for entry in entries:
        above[entry.depth] = entry
        whole = entry.room - _BETWEEN if entry.depth == 1 else entry.height
        wanted = whole if whole <= limit else entry.height
        if used + wanted > limit:
            again = [replace(above[entry.depth - 1], has_note=True, is_again=True)] if entry.depth > 1 else []
            columns.append(again)
            used = _length(again) + _BETWEEN if again else 0
        columns[-1].append(entry)
        used += entry.height + _BETWEEN
    return [tuple(column) for column in columns]


def _placed(blocks: Sequence[_Block], words: Words, alone: int = 0) -> list[Page]:
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


def _drawn(block: _Block, begins: int, words: Words) -> tuple[list[Box], list[Stroke]]:
    lines = _head_lines(block.head)
    head = Box(
        block.head.unit_id,
        (WIDTH - _HEAD_WIDTH) // 2,
        begins,
        _HEAD_WIDTH,
        _head_height(block.head, words),
        lines,
        words.notes.get(block.head.unit_id, ""),
        is_head=True,
    )
    boxes, strokes = [head], []
    bus = head.y + head.height + _TRUNK // 2
    for place, column in enumerate(block.columns):
        x = place * (_COLUMN + _GAP)
        if _hangs(column):
            strokes.append(Stroke(x + 1, bus, x + 1, bus + _TRUNK // 2))
        boxes_of, strokes_of = _column(column, x, head.y + head.height + _TRUNK, words)
        boxes += boxes_of
        strokes += strokes_of
    if block.columns:
        middle = head.x + head.width // 2
        ends = [place * (_COLUMN + _GAP) + 1 for place, column in enumerate(block.columns) if _hangs(column)]
        strokes.append(Stroke(middle, head.y + head.height, middle, bus))
        strokes.append(Stroke(min([middle, *ends]), bus, max([middle, *ends]), bus))
    return boxes, strokes


def _column(column: Sequence[_Entry], x: int, begins: int, words: Words) -> tuple[list[Box], list[Stroke]]:
    boxes, strokes = [], []
    since: dict[int, int] = {}  # where the upright line of each depth goes on from
    y = begins
    for entry in column:
        left = x + _left(entry.depth)
        middle = y + entry.height // 2
        spine = x + _left(entry.depth) - _INDENT + 1
        if not entry.is_again:
            strokes.append(Stroke(spine, since.get(entry.depth, begins), spine, middle))
            strokes.append(Stroke(spine, middle, left, middle))
        note = words.again if entry.is_again else words.notes.get(entry.node.unit_id, "")
        boxes.append(Box(entry.node.unit_id, left, y, _width(entry.depth), entry.height, entry.lines, note))
        since = {depth: place for depth, place in since.items() if depth < entry.depth}
        since |= {entry.depth: middle, entry.depth + 1: y + entry.height}
        y += entry.height + _BETWEEN
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


def _head_lines(node: Node) -> tuple[str, ...]:
    return wrapped(node.name, _HEAD_WIDTH - 2 * _PAD, NAME_SIZE)


def _head_height(node: Node, words: Words) -> int:
    return _height(len(_head_lines(node)), bool(words.notes.get(node.unit_id)))


def _height(lines: int, has_note: bool) -> int:
    return (lines + has_note) * LEADING + 2 * _PAD


def _left(depth: int) -> int:
    return min(depth, _DEEPEST) * _INDENT


def _width(depth: int) -> int:
    return _COLUMN - _left(depth)


def _hangs(column: Sequence[_Entry]) -> bool:
    """Whether the column begins under the head itself, or later has a unit that does."""
    return any(entry.depth == 1 and not entry.is_again for entry in column)


def _length(column: Sequence[_Entry]) -> int:
    return sum(entry.height + _BETWEEN for entry in column) - _BETWEEN
