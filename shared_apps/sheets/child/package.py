"""Judges the bytes of an xlsx before the parser is given them: its parts, where its cells lie, its formulas."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

MARKED = re.compile(rb"""<(?:\w+:)?f[\s/>]|\st=["']e["']""")
MAY_BE_MARKED = (b"<f", b":f", b't="e"', b"t='e'")  # finding none of these is a tenth of the work of MARKED
FORBIDDEN = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
# As every spreadsheet program writes a cell and a row; up to column AN and row 99,999 they cannot be 4,000,000 cells.
NOT_NEAR = re.compile(rb"""<c(?! r="A?[A-N]\d{1,5}"| r="[O-Z]\d{1,5}")[\s/>]|<row(?! r="\d{1,5}")[\s/>]""")
PREFIXED = (b":c ", b":c>", b":c/", b":c\t", b":c\n", b":c\r")
NEAR_COLUMNS, NEAR_ROWS = 40, 99_999
MOST_COLUMNS = 16_384  # of any spreadsheet program: empty cells beyond are no formatting
TAG = re.compile(rb"""<(?:[^\s<>/!?:"']+:)?(row|c)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*+)>(?!</)""")
PLACE = re.compile(rb"""(?:^|[\s"'])r\s*=\s*["']([A-Za-z]*)(\d*)["']""")


class RefusedError(Exception):
    """The file is not read, for a reason the reader has words for."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def unpack(content: bytes) -> dict[str, bytes]:
    """Unpack every XML part: this proves its declared size and shows a document type before any parser runs."""
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                name = entry.filename.replace("\\", "/").lower()
                data = archive.read(entry)
                if name.endswith((".xml", ".rels")):
                    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
                        raise RefusedError("damaged_file")
                    if FORBIDDEN.search(data):
                        raise RefusedError("document_type")
                    parts[name] = data
    # RuntimeError is zipfile's word for an encrypted part and for a method it does not know
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError) as error:
        raise RefusedError("damaged_file") from error
    return parts


def sheet_parts(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet by the sheet's name, found as the parser finds it; a sheet without a part is left out."""
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        book = fromstring(parts["xl/workbook.xml"], forbid_dtd=True)
        relations = fromstring(parts["xl/_rels/workbook.xml.rels"], forbid_dtd=True)
    except (ParseError, KeyError) as error:
        raise RefusedError("damaged_file") from error
    targets = {element.get("Id"): str(element.get("Target")).lstrip("/") for element in relations}
    found: dict[str, bytes] = {}
    for element in book.iter():
        if _local(element.tag) == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            path = str(target if target.startswith("xl/") else PurePosixPath("xl") / target).lower()
            if path in parts:
                found.setdefault(str(element.get("name")), parts[path])
    return found


def check_extent(xml: bytes, limits: dict[str, int]) -> None:
    """Refuse cells far apart before the parser fills everything between them, which can be gigabytes.

    Raises:
        RefusedError: with the cell that lies too far, or the size of the area.
    """
    is_near = xml.count(b"<row") <= NEAR_ROWS and not NOT_NEAR.search(xml) and not any(map(xml.__contains__, PREFIXED))
    if is_near and limits["cells"] >= NEAR_ROWS * NEAR_COLUMNS:
        return
    first, last, widest = 0, 0, 0
    for row, column in _filled(xml):
        first, last, widest = min(first or row, row), max(last, row), max(widest, column)
        refuse_far(first, last, widest, limits, at=(row, column))


def refuse_far(first: int, last: int, widest: int, limits: dict[str, int], *, at: tuple[int, int]) -> None:
    """Rows and columns from one; `at` is the cell that makes the area what it is."""
    place = {"row": str(at[0]), "column": str(at[1])}
    if last - first >= limits["rows"] or last > 2 * limits["rows"]:
        raise RefusedError("too_many_rows", **place)
    if widest > limits["columns"]:
        raise RefusedError("too_many_columns", **place)
    if (last - first + 1) * widest > limits["cells"]:
        raise RefusedError("too_many_cells", rows=str(last - first + 1), columns=str(widest))


def _filled(xml: bytes) -> Iterator[tuple[int, int]]:
    """Row and column of each cell that holds anything; one without a place follows the one before it.

    Programs leave formatted cells and rows in the last row of a sheet; without content they are no harm.
    """
    row = column = 0
    for found in TAG.finditer(xml):
        tag, attributes = found.groups()
        place = PLACE.search(attributes)
        letters, digits = place.groups() if place else (b"", b"")
        number = int(digits[-18:]) if digits else 0
        if tag == b"row":
            row, column = number or row + 1, 0
            continue
        column = column_number(letters.decode()[:9]) if letters else column + 1
        if not attributes.endswith(b"/") or column > MOST_COLUMNS:
            yield number or row, column


def formula_marks(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Cells whose formula has no stored value, and cells that store an error. Most sheets have neither."""
    if not any(mark in xml for mark in MAY_BE_MARKED) or not MARKED.search(xml):
        return
    from defusedxml.ElementTree import ParseError, iterparse

    row = column = 0
    try:
        for event, element in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
            tag = _local(element.tag)
            if event == "start" and tag == "row":
                row = int(element.get("r") or row + 1)
                column = 0
            elif event == "end" and tag == "c":
                column = column_number(str(element.get("r"))) if element.get("r") else column + 1
                mark = _mark(element)
                if mark:
                    yield row, column - 1, mark
                element.clear()
            elif event == "end" and tag == "row":
                element.clear()
    except (ParseError, ValueError) as error:
        raise RefusedError("damaged_file") from error


def _mark(cell: Any) -> str | None:
    kind = cell.get("t")
    if kind == "e":
        return "error_value"
    children = {_local(child.tag): child for child in cell}
    if "f" not in children or kind == "str":  # a stored empty text is a value
        return None
    value = children.get("v")
    return None if value is not None and (value.text or "").strip() else "no_stored_value"


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def column_number(reference: str) -> int:
    """The column of a cell's reference, from one: C7 is 3."""
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number
