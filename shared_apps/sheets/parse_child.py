"""Reads one xlsx in a process of its own: content on standard input, one JSON document on standard output.

Run by its path with `python -I`, so that it needs neither the project nor Django. A hostile sheet may abort the
parser or exhaust the memory limit; then only this process ends, and the reader turns that into a message.
"""

import contextlib
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

MARKED = re.compile(rb"""<(?:\w+:)?f[\s/>]|\st=["']e["']""")
FORBIDDEN = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


class RefusedError(Exception):
    """The file is not read, for a reason the reader has words for."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def main() -> None:
    """Read the limits and the wished sheet from the arguments and answer on standard output."""
    limits: dict[str, int] = json.loads(sys.argv[1])
    wished: str | None = json.loads(sys.argv[2])
    _confine(memory=limits["memory"], seconds=limits["cpu_seconds"])
    answer: dict[str, Any]
    try:
        answer = _parse(sys.stdin.buffer.read(), wished, limits)
    except RefusedError as refused:
        answer = {"refused": refused.code, "facts": refused.facts}
    # dumps, not dump: only the one-shot encoder is the fast one
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))


def _confine(*, memory: int, seconds: int) -> None:
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
    ):
        # macOS refuses some of these; the checks before and after parsing still hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def _parse(content: bytes, wished: str | None, limits: dict[str, int]) -> dict[str, Any]:
    import python_calamine  # after the limits, so that they also hold for what it allocates on import

    parts = _parts(content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheet = _choose(book, wished, python_calamine)
    except (python_calamine.CalamineError, ValueError, OSError, zlib.error) as error:
        raise RefusedError("damaged_file") from error
    if sheet.start is None:
        raise RefusedError("empty_sheet", sheet=sheet.name)
    first_row, first_column = sheet.start
    last_row, last_column = sheet.end
    if last_row - first_row >= limits["rows"] or last_row >= 2 * limits["rows"]:
        raise RefusedError("too_many_rows")
    if last_column >= limits["columns"] or (last_row - first_row + 1) * (last_column + 1) > limits["cells"]:
        raise RefusedError("too_many_columns")
    marks = list(_formula_marks(_sheet_xml(parts, sheet.name)))
    parts.clear()  # the texts below need the memory
    rows, long_numbers = _texts(sheet, first_row + 1, first_column, limits)
    return {"sheet": sheet.name, "rows": rows, "marks": marks + long_numbers}


def _parts(content: bytes) -> dict[str, bytes]:
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


def _choose(book: Any, wished: str | None, calamine: Any) -> Any:
    """The wished sheet, or the first visible one that holds anything."""
    names = [
        data.name
        for data in book.sheets_metadata
        if data.typ == calamine.SheetTypeEnum.WorkSheet and data.visible == calamine.SheetVisibleEnum.Visible
    ]
    if wished is not None:
        if wished not in names:
            raise RefusedError("sheet_not_found", sheet=wished, sheets=", ".join(names))
        return book.get_sheet_by_name(wished)
    sheet = None
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet
    if sheet is None:
        raise RefusedError("empty_sheet", sheet="")
    return sheet


def _sheet_xml(parts: dict[str, bytes], sheet_name: str) -> bytes:
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        book = fromstring(parts["xl/workbook.xml"], forbid_dtd=True)
        relations = fromstring(parts["xl/_rels/workbook.xml.rels"], forbid_dtd=True)
        key = next(
            value
            for element in book.iter()
            if _local(element.tag) == "sheet" and element.get("name") == sheet_name
            for name, value in element.items()
            if name.endswith("}id")
        )
        target = next(str(element.get("Target")) for element in relations if element.get("Id") == key)
        path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        return parts[path.lower()]
    except (ParseError, KeyError, StopIteration) as error:
        raise RefusedError("damaged_file") from error


def _formula_marks(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """Cells whose formula has no stored value, and cells that store an error. Most sheets have neither."""
    if not MARKED.search(xml):
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
                column = _column(str(element.get("r"))) if element.get("r") else column + 1
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


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number


def _texts(
    sheet: Any, first_row: int, first_column: int, limits: dict[str, int]
) -> tuple[list[tuple[int, list[str]]], list[tuple[int, int, str]]]:
    rows: list[tuple[int, list[str]]] = []
    marks: list[tuple[int, int, str]] = []
    padding = [""] * first_column
    budget = limits["text"]
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), first_row):
        cells = padding + [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        for place, value in enumerate(values, first_column):
            if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 1e15:
                marks.append((number, place, "long_number"))
        budget -= sum(map(len, cells))
        if budget < 0:
            raise RefusedError("too_much_text")
        rows.append((number, cells))
    return rows, marks


def _text(value: Any) -> str:
    reading = READINGS.get(type(value))
    return reading(value) if reading else str(value)


def _string(value: str) -> str:
    return value.translate(CONTROL).strip()


def _number(value: float) -> str:
    # 15 significant digits are what a spreadsheet program keeps and shows: 0.1 + 0.2 is 0.3 there.
    text = format(value, ".15g")
    if "e" in text:
        return text.upper()
    return "0" if text == "-0" else text


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="seconds")


READINGS: dict[type, Callable[[Any], str]] = {
    str: _string,
    float: _number,
    int: _number,
    bool: lambda value: "TRUE" if value else "FALSE",
    date: date.isoformat,
    datetime: _moment,
    time: lambda value: value.isoformat(timespec="seconds"),
    timedelta: str,
}


if __name__ == "__main__":
    main()
