"""What a spreadsheet program would find in the cells of a file: their texts, and whatever it would run.

Read from the parts themselves and by the csv module: a reader of ours could share a mistake of our writer.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"[+-]?[\d.,]+")  # a number of our own, such as a negative score
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def text(content: bytes) -> list[str]:
    """Every text in a workbook or CSV."""
    if not content.startswith(b"PK"):
        return [cell for line in _lines(content) for cell in line if cell]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = book.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in book.namelist() else b"<sst/>"
    return ["".join(each.itertext()) for each in ET.fromstring(shared)]  # noqa: S314  our own writer's


def formulas(content: bytes) -> list[str]:
    """The cells that are formulas, or that a CSV leaves for a spreadsheet program to run."""
    if not content.startswith(b"PK"):
        return [cell for line in _lines(content) for cell in line if _runs(cell)]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        return [found for name in sheets for found in _in_sheet(book.read(name))]


def signed(content: bytes) -> list[str]:
    """The texts that begin with a sign, made harmless or not."""
    return [each for each in text(content) if each.removeprefix("'").lstrip(" ").startswith(SIGNS)]


def _in_sheet(xml: bytes) -> Iterator[str]:
    for cell in ET.fromstring(xml).iter(f"{_MAIN}c"):  # noqa: S314  our own writer's
        is_text = cell.get("t") in ("s", "inlineStr")
        if cell.find(f"{_MAIN}f") is not None or not (is_text or cell.get("t") in (None, "n", "b")):
            yield str(cell.get("r"))
    if b"<hyperlink" in xml:
        yield "a link"


def _lines(content: bytes) -> list[list[str]]:
    written = content.decode("utf-8-sig")
    delimiter = ";" if written.partition("\n")[0].count(";") else ","
    return list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True))


def _runs(cell: str) -> bool:
    plain = cell.lstrip(" \xa0")
    return plain.startswith(SIGNS) and not NUMBER.fullmatch(plain)
