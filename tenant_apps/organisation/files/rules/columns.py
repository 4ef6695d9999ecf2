"""What stands under a unit, set in columns of equal length that fit on a sheet. Whole points, no drawing yet."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tenant_apps.organisation.files.rules.lettering import wrapped
from tenant_apps.organisation.rules.chart import Chart, Node

WIDTH, HEIGHT = 1122, 740  # the drawn part of an A3 sheet across, in points
NAME_SIZE, NOTE_SIZE, LEADING = 9, 8, 11
COLUMNS, GAP, INDENT = 6, 14, 11  # points a column apart, and a level
COLUMN = (WIDTH - (COLUMNS - 1) * GAP) // COLUMNS
PAD, BETWEEN, TRUNK = 5, 6, 16
HEAD_WIDTH = 300
_DEEPEST = 6  # how many levels are indented


@dataclass(frozen=True)
class Words:
    """What is written besides names: under each unit, on a unit that stands once more, before a sheet's number."""

    notes: Mapping[uuid.UUID, str]
    again: str
    page: str = ""  # '' where sheets have no numbers


@dataclass(frozen=True)
class Entry:
    """One unit in a column: how deep, and how much room it takes with all under it."""

    depth: int
    node: Node
    room: int  # points with what stands under it
    lines: tuple[str, ...]
    has_note: bool
    is_again: bool = False  # stands once more above units that go on in the next column

    @property
    def height(self) -> int:
        """Points of its own box."""
        return _height(len(self.lines), self.has_note)


@dataclass(frozen=True)
class Block:
    """A head and the columns of what stands under it; drawn from its own top."""

    head: Node
    columns: tuple[tuple[Entry, ...], ...]
    height: int


def entries_of(chart: Chart, top: Node, words: Words, levels: int | None = None) -> list[Entry]:
    """What stands under a unit, so many levels deep, parents before their children."""
    found: list[Entry] = []
    rooms: dict[uuid.UUID, int] = {}
    walked = [
        (depth, node) for depth, node in chart.walk(top.unit_id) if depth and (levels is None or depth <= levels)
    ]
    for depth, node in reversed(walked):
        lines = wrapped(node.name, width_of(depth) - 2 * PAD, NAME_SIZE)
        under = 0 if levels == depth else sum(rooms[child.unit_id] for child in chart.children.get(node.unit_id, ()))
        has_note = bool(words.notes.get(node.unit_id))
        rooms[node.unit_id] = _height(len(lines), has_note) + BETWEEN + under
        found.append(Entry(depth, node, rooms[node.unit_id], lines, has_note))
    return found[::-1]


def blocks_of(head: Node, words: Words, entries: Sequence[Entry]) -> list[Block]:
    """One block, its columns of equal length; several where even full columns do not suffice."""
    above = head_height(head, words) + TRUNK
    full = HEIGHT - above
    tallest = max((entry.height for entry in entries), default=0)
    least = max(2 * tallest + BETWEEN + LEADING, sum(entry.height + BETWEEN for entry in entries) // COLUMNS)
    columns: list[tuple[Entry, ...]] = []
    for limit in [*range(least, full, LEADING), full]:
        columns = _flowing(entries, limit)
        if len(columns) <= COLUMNS:
            break
    return [
        Block(head, part, above + max((_length(column) for column in part), default=-TRUNK))
        for part in (tuple(columns[at : at + COLUMNS]) for at in range(0, max(len(columns), 1), COLUMNS))
    ]


def _flowing(entries: Sequence[Entry], limit: int) -> list[tuple[Entry, ...]]:
    columns: list[list[Entry]] = []
    above: dict[int, Entry] = {}  # the last unit of each depth
    used = limit + 1
    for entry in entries:
        above[entry.depth] = entry
        whole = entry.room - BETWEEN if entry.depth == 1 else entry.height
        wanted = whole if whole <= limit else entry.height
        if used + wanted > limit:
            again = [replace(above[entry.depth - 1], has_note=True, is_again=True)] if entry.depth > 1 else []
            columns.append(again)
            used = _length(again) + BETWEEN if again else 0
        columns[-1].append(entry)
        used += entry.height + BETWEEN
    return [tuple(column) for column in columns]


def head_lines(node: Node) -> tuple[str, ...]:
    """The name of a head in the lines of its box."""
    return wrapped(node.name, HEAD_WIDTH - 2 * PAD, NAME_SIZE)


def head_height(node: Node, words: Words) -> int:
    """Points of the box of a head."""
    return _height(len(head_lines(node)), bool(words.notes.get(node.unit_id)))


def _height(lines: int, has_note: bool) -> int:
    return (lines + has_note) * LEADING + 2 * PAD


def left_of(depth: int) -> int:
    """How far a unit of a depth is indented in its column."""
    return min(depth, _DEEPEST) * INDENT


def width_of(depth: int) -> int:
    """How wide its box is then."""
    return COLUMN - left_of(depth)


def hangs(column: Sequence[Entry]) -> bool:
    """Whether the column begins under the head itself, or later has a unit that does."""
    return any(entry.depth == 1 and not entry.is_again for entry in column)


def _length(column: Sequence[Entry]) -> int:
    return sum(entry.height + BETWEEN for entry in column) - BETWEEN
