"""The one way out for xlsx and CSV. It can never write a formula: text is text, whatever it starts with."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext

from shared_apps.sheets import limits
from shared_apps.sheets.rules import CellValue, RowError, Sheet, is_formula
from shared_apps.sheets.tables import Header

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "remove_timezone": True,
}


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with one sheet each: bold frozen header, filter, readable widths."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        formats = {
            "header": book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "num_format": "@"}
            ),
            "text": book.add_format({"num_format": "@"}),
            "decimal": book.add_format({"num_format": "0.00"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, formats)
    return target.getvalue()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[CellValue]], *, delimiter: str = ";") -> bytes:
    """UTF-8 with byte order mark; with semicolons numbers take the decimal comma, as Excel in Indonesia expects."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter)
    decimal_mark = "." if delimiter == "," else ","
    writer.writerow([_csv_text(column, decimal_mark) for column in columns])
    for row in rows:
        writer.writerow([_csv_text(value, decimal_mark) for value in row])
    return target.getvalue().encode("utf-8-sig")


def error_sheet(header: Header, errors: Iterable[RowError]) -> Sheet:
    """The sheet as uploaded, every row at its own number, with what is wrong and what to do in two new columns."""
    told: dict[int, list[RowError]] = {}
    for error in errors:
        told.setdefault(error.row, []).append(error)
    lines = {line.number: line.cells for line in header.table.lines}
    width = max(len(cells) for cells in lines.values())
    last = max([*lines, *told])

    def full(number: int) -> list[str]:
        cells = list(lines.get(number, ()))
        cells += [""] * (width - len(cells))
        if number == header.row:
            return [*cells, gettext("Alasan"), gettext("Perbaikan")]
        found = told.get(number, [])
        reasons = [f"{error.column_name}: {error.reason}" if error.column_name else error.reason for error in found]
        return [*cells, "\n".join(reasons), "\n".join(dict.fromkeys(error.repair for error in found))]

    first, *rest = (full(number) for number in range(1, last + 1))
    return Sheet(name=header.table.sheet or gettext("Perbaikan"), columns=first, rows=rest)


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    for place, column in enumerate(sheet.columns):
        width = sheet.widths[place] if place < len(sheet.widths) else min(max(len(column) + 2, 12), 40)
        page.set_column(place, place, width)
        page.write_string(0, place, clean(column), formats["header"])
    page.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for place, value in enumerate(row):
            _write_cell(page, last, place, value, formats)
    if sheet.columns and last:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(page: Any, row: int, place: int, value: CellValue, formats: dict[str, Any]) -> None:
    match value:
        case None | "":
            return
        case bool():
            page.write_string(row, place, gettext("Ya") if value else gettext("Tidak"))
        case int() if abs(value) < 10**15:
            page.write_number(row, place, value)
        case Decimal() if value.is_finite() and abs(value) < 10**12:
            page.write_number(row, place, value, formats["decimal"])
        case datetime():
            page.write_datetime(row, place, value, formats["moment"])
        case date():
            page.write_datetime(row, place, value, formats["day"])
        case _:
            # marked as text, so that the NIP stays text when a person edits the cell
            page.write_string(row, place, clean(str(value)), formats["text"])


def clean(text: str) -> str:
    """Text without what a spreadsheet cannot hold: NUL, control characters, more than a cell's length."""
    return CONTROL.sub("", text)[: limits.MAX_CELL_TEXT]


def _csv_text(value: CellValue, decimal_mark: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return gettext("Ya") if value else gettext("Tidak")
        case int():
            return str(value)
        case Decimal():
            return f"{value:f}".replace(".", decimal_mark)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
        case _:
            text = clean(value)
            return f"'{text}" if is_formula(text) else text


def _sheet_name(name: str, taken: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).strip(" '")[:31] or gettext("Lembar")
    unique, number = base, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{base[:27]} {number}"
    taken.add(unique.casefold())
    return unique
