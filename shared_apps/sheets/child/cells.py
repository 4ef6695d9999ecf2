"""Reads the cells of one sheet of an xlsx as texts. The parser may abort this process; see `run.py`."""

import io
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from shared_apps.sheets.child import package
from shared_apps.sheets.child.package import RefusedError

SOME_ROWS = 1000
MOST_SHEETS = 2000  # a file may not have more parts either
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


Row = tuple[int, list[str]]
Told = tuple[int, int, str]


def read(
    content: bytes, wished: str | None, limits: dict[str, int], give: Callable[[list[Row]], None]
) -> dict[str, Any]:
    """The sheet's name and marks of cells that need an explanation; its rows with their numbers go to `give` in parts.

    Raises:
        RefusedError: the file is damaged or dangerous, larger than the limits, or has no such sheet.
    """
    parts = package.unpack(content)
    try:
        book = load_workbook(io.BytesIO(content))
        sheets = package.sheet_parts(parts)
        sheet = _choose(book, wished, lambda name: package.check_extent(sheets[name], limits))
    except (KeyError, CalamineError, ValueError, OSError, zlib.error) as error:
        raise RefusedError("damaged_file") from error
    if sheet.start is None:
        raise RefusedError("empty_sheet", sheet=sheet.name)
    first_row, first_column = sheet.start
    last = (sheet.end[0] + 1, sheet.end[1] + 1)
    package.refuse_far(first_row + 1, *last, limits, at=last)
    marks: list[Told] = []
    for mark in package.formula_marks(sheets[sheet.name]):
        _mark(marks, mark, limits)
    parts.clear()  # the texts below need the memory
    sheets.clear()
    texts = _texts(sheet, first_row + 1, first_column, limits, marks)
    while some := list(islice(texts, SOME_ROWS)):
        give(some)
    return {"sheet": sheet.name, "marks": marks}


def _choose(book: Any, wished: str | None, check: Callable[[str], None]) -> Any:
    """The wished sheet, or the first visible one that holds anything."""
    names = [
        data.name
        for data in book.sheets_metadata
        if data.typ == SheetTypeEnum.WorkSheet and data.visible == SheetVisibleEnum.Visible
    ]
    if len(names) > MOST_SHEETS:
        raise RefusedError("damaged_file")
    if wished is not None:
        if wished not in names:
            raise RefusedError("sheet_not_found", sheet=wished, sheets=", ".join(names))
        check(wished)
        return book.get_sheet_by_name(wished)
    sheet = None
    for name in names:
        check(name)
        sheet = book.get_sheet_by_name(name)
        if sheet.start is not None:
            return sheet
    if sheet is None:
        raise RefusedError("empty_sheet", sheet="")
    return sheet


def _mark(marks: list[Told], mark: Told, limits: dict[str, int]) -> None:
    """None may be left out, or a cell in error would be read as an empty one."""
    if len(marks) >= limits["marks"]:
        raise RefusedError("too_many_marks", row=str(marks[0][0]), column=str(marks[0][1] + 1))
    marks.append(mark)


def _texts(sheet: Any, first_row: int, first_column: int, limits: dict[str, int], marks: list[Told]) -> Iterator[Row]:
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
                _mark(marks, (number, place, "long_number"), limits)
        budget -= sum(map(len, cells))
        if budget < 0:
            raise RefusedError("too_much_text")
        yield number, cells


def _text(value: Any) -> str:
    reading = READINGS.get(type(value))
    return reading(value) if reading else str(value)


def _string(value: str) -> str:
    return (value if value.isprintable() else value.translate(CONTROL)).strip()  # translate takes long


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
