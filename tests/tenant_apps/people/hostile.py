"""Files that people upload by mistake and attackers on purpose, more than 120 of them, made from one good sheet.

Each is named; `REFUSED` are no sheet at all, `BAD` have one bad cell (row, column), `ODD` are good whatever they look
like. Large ones are made here, so that none has to be kept.
"""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

from shared_apps.sheets import limits
from tests.shared_apps.sheets.files import archive, raw_workbook, workbook

COLUMNS = (
    *("nip", "nama", "gelar_depan", "gelar_belakang", "jenis_pegawai", "golongan", "jabatan", "jenis_jabatan"),
    *("kode_unit", "kepala_unit", "email", "nip_atasan", "tmt_jabatan"),
)
NUMBER = "190001012015011001"
GOOD = {
    "nip": NUMBER,
    "nama": "Ani Contoh",
    "gelar_depan": "Dra.",
    "gelar_belakang": "M.Si.",
    "jenis_pegawai": "PNS",
    "golongan": "III/c",
    "jabatan": "Analis",
    "jenis_jabatan": "Pelaksana",
    "kode_unit": "SETDA",
    "kepala_unit": "tidak",
    "email": "ani@north.example.id",
    "nip_atasan": "",
    "tmt_jabatan": "01-03-2021",
}
TEXTS = ("nama", "gelar_depan", "gelar_belakang", "jabatan")
FORMULAS = ('=HYPERLINK("http://x.example.id";"klik")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "=1+1")
INVISIBLE = ("\u200e", "\u200f", "\u202e", "\u2066", "\ufeff", "\u00ad")  # marks that turn or hide text


def rows(**changed: str) -> list[list[str]]:
    """Names of the columns and one person."""
    return [list(COLUMNS), [(GOOD | changed)[name] for name in COLUMNS]]


def text(delimiter: str = ";", end: str = "\r\n", **changed: str) -> str:
    """The sheet as CSV text, every cell in quotes."""
    return "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) + end for line in rows(**changed)
    )


def csv(**changed: str) -> bytes:
    """The same in UTF-8."""
    return text(**changed).encode()


def _kinds(name: str, **changed: str) -> dict[str, bytes]:
    """The same content as CSV and as xlsx."""
    return {f"{name}.csv": csv(**changed), f"{name}.xlsx": workbook(rows(**changed))}


def _book(cells: str, **parts: bytes) -> bytes:
    return raw_workbook(cells, extra=parts)


def refused() -> Mapping[str, bytes]:
    """Files that are no sheet, or one nobody should open."""
    good, sheet = workbook(rows()), csv()
    far = '<row r="1"><c r="A1"><v>1</v></c></row>'
    files: dict[str, bytes] = {
        "empty.csv": b"",
        "blank.csv": b" \r\n\t\r\n",
        "only-bom.csv": b"\xef\xbb\xbf",
        "only-separators.csv": b";;;\r\n;;;\r\n",
        "empty.xlsx": workbook([]),
        "no-people.csv": text().split("\r\n")[0].encode() + b"\r\n",
        "binary.csv": bytes(range(256)) * 8,
        "nul.csv": csv(nama="Ani\x00Contoh"),
        "escape.csv": csv(nama="Ani\x1b[31mContoh"),
        "bell.csv": csv(jabatan="Analis\x07"),
        "other-columns.csv": b"tanggal;jam\r\n1;2\r\n",
        "unclosed.csv": sheet + b'"199',
        "one-line.csv": b"a" * 100_000,
        "wide.csv": b";".join(b"k%d" % place for place in range(400)) + b"\r\n",
        "long.csv": b"x;y\r\n" * (limits.MAX_ROWS + 10),
        "1048577-rows.csv": b"x\n" * 1_048_577,
        "21-mb.csv": b"a;b\n" * (limits.MAX_UPLOAD // 4 + 1),
        "too-long-cell.csv": csv(nama="A" * 40_000),
        "corners.xlsx": _book(far + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "far-row.xlsx": _book(far + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "far-column.xlsx": _book('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'),
        "bomb.xlsx": _book("", **{"xl/media/a.bin": bytes(60 * limits.MEGABYTE)}),
        "bomb-sheet.xlsx": raw_workbook(" " * (30 * limits.MEGABYTE)),
        "bomb-parts.xlsx": _book("", **{f"xl/media/{place}": b"" for place in range(2001)}),
        "entities.xlsx": raw_workbook(far, prologue='<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'),
        "external.xlsx": raw_workbook(far, prologue='<!DOCTYPE w SYSTEM "file:///etc/passwd">'),
        "broken-xml.xlsx": raw_workbook('<row r="1"><c r="A1"><f>1</f></row>'),
        "zip.xlsx": archive({"a.txt": b"x"}),
        "zip-slip.xlsx": archive({"../../etc/cron.d/x": b"* * * * * root id"}),
        "zip-slip-absolute.xlsx": archive({"/etc/passwd": b"x"}),
        "zip-slip-windows.xlsx": archive({"..\\..\\x.dll": b"x"}),
        "word.xlsx": archive({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}),
        "macros.xlsx": archive({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}),
        "binary.xlsb": archive({"xl/workbook.bin": b"x"}),
        "open-document.xlsx": archive({"mimetype": b"x", "content.xml": b"<x/>"}),
        "no-sheet.xlsx": archive({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}),
        "twice.xlsx": _twice(good),
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "page.csv": b"<!DOCTYPE html><table><tr><td>nip</td></tr></table>",
        "svg.csv": b"<?xml version='1.0'?><svg onload='alert(1)'/>",
        "paper.csv": b"%PDF-1.7\n",
        "picture.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "photo.csv": b"\xff\xd8\xff\xe0" + bytes(200),
        "rich.csv": b"{\\rtf1 nip}",
        "packed.csv": b"\x1f\x8b\x08" + os.urandom(200),
        "utf-16-odd.csv": b"\xff\xfe" + text().encode("utf-16-le")[:-1],
        "hidden-only.xlsx": raw_workbook(far, extra={"xl/workbook.xml": _hidden()}),
    }
    files |= {f"truncated-{share}.xlsx": good[: len(good) * share // 100] for share in (10, 30, 50, 70, 90, 99)}
    files |= {f"flipped-{place}.xlsx": good[:place] + b"\x00" * 24 + good[place + 24 :] for place in (30, 200)}
    return files


def bad() -> Mapping[str, tuple[bytes, str]]:
    """Good sheets with one bad cell in row 2, by its column."""
    cells: dict[str, tuple[str, str]] = {
        "nip-empty": ("nip", ""),
        "nip-short": ("nip", NUMBER[:-1]),
        "nip-long": ("nip", NUMBER + "1"),
        "nip-letter": ("nip", NUMBER[:-1] + "O"),
        "nip-scientific": ("nip", "1,90001E+17"),
        "nip-homoglyph": ("nip", "19000101201501100\u0661"),  # an Arabic one
        "nip-cyrillic": ("nip", NUMBER[:-1] + "\u0417"),
        "nip-fullwidth": ("nip", "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER)),
        "nip-formula": ("nip", f'=TEXT({NUMBER};"0")'),
        "nip-dashes": ("nip", "19000101-201501-1-001"),
        "name-empty": ("nama", ""),
        "name-long": ("nama", "A" * 201),
        "title-long": ("gelar_depan", "A" * 61),
        "position-empty": ("jabatan", ""),
        "position-long": ("jabatan", "A" * 201),
        "type-unknown": ("jenis_pegawai", "Honorer"),
        "grade-unknown": ("golongan", "III/e"),
        "grade-formula": ("golongan", "=A1"),
        "kind-unknown": ("jenis_jabatan", "Raja"),
        "unit-unknown": ("kode_unit", "TIDAK-ADA"),
        "unit-script": ("kode_unit", "<script>alert(1)</script>"),
        "unit-sql": ("kode_unit", "'; DROP TABLE people_employee; --"),
        "head-unknown": ("kepala_unit", "mungkin"),
        "mail-bad": ("email", "ani@"),
        "mail-header": ("email", "ani@x.id\nBcc: semua@x.id"),
        "superior-bad": ("nip_atasan", "123"),
        "superior-unknown": ("nip_atasan", "190001012015011999"),
        "superior-self": ("nip_atasan", NUMBER),
        "date-1899": ("tmt_jabatan", "31-12-1899"),
        "date-2100": ("tmt_jabatan", "01-01-2100"),
        "date-9999": ("tmt_jabatan", "31-12-9999"),
        "date-month-13": ("tmt_jabatan", "2021-13-01"),
        "date-30-february": ("tmt_jabatan", "30-02-2021"),
        "date-serial": ("tmt_jabatan", "44256"),
        "date-words": ("tmt_jabatan", "kemarin"),
    }
    for mark in INVISIBLE:
        cells[f"nip-{ord(mark):x}"] = ("nip", NUMBER[:8] + mark + NUMBER[8:])
        if mark in "\u202e\u200f\u2066":
            cells[f"name-{ord(mark):x}"] = ("nama", f"Ani{mark}Contoh")
    files = {
        name: (content, column)
        for key, (column, value) in cells.items()
        for name, content in _kinds(key, **{column: value}).items()
    }
    files["nip-as-number.xlsx"] = (workbook([list(COLUMNS), [float(NUMBER), *rows()[1][1:]]]), "nip")
    return files


def odd() -> Mapping[str, bytes]:
    """Sheets that look odd and hold exactly the one good person."""
    return {
        "comma.csv": text(",").encode(),
        "tab.csv": text("\t").encode(),
        "declared.csv": b"sep=;\r\n" + csv(),
        "bom.csv": b"\xef\xbb\xbf" + csv(),
        "utf-16.csv": text().encode("utf-16"),
        "utf-16-be.csv": b"\xfe\xff" + text().encode("utf-16-be"),
        "windows.csv": text(gelar_belakang="S.Pd. \u2013 M.Si.").encode("cp1252"),
        "unix.csv": text(end="\n").encode(),
        "mac.csv": text(end="\r").encode(),
        "mixed-ends.csv": (text(end="\n").replace("\n", "\r\n", 1) + "\r\n\n\r\n").encode(),
        "blank-lines.csv": b"\r\n\r\n" + csv() + b";;;\r\n\r\n",
        "header-in-row-8.csv": b"DAFTAR PEGAWAI\r\n\r\nKab. Contoh;2026\r\n\r\n\r\n\r\n\r\n" + csv(),
        "header-in-row-8.xlsx": workbook([["DAFTAR PEGAWAI"], *[[None]] * 6, *rows()]),
        "more-columns.csv": "\r\n".join(
            f"{more};{line}" for more, line in zip(("catatan", "x"), text().split("\r\n"), strict=False)
        ).encode(),
        "merged.xlsx": _merged(),
        "second-sheet.xlsx": _second(),
        "spaced-nip.csv": csv(nip="19000101 201501 1 001"),
        "quoted-nip.csv": csv(nip=f"'{NUMBER}"),
        "backtick-nip.csv": csv(nip=f"\u2018{NUMBER}\u2019"),
        "nbsp.csv": csv(nama="Ani\u00a0Contoh", nip=NUMBER.replace("2015", "\u00a02015")),
    }


def _twice(content: bytes) -> bytes:
    """The same part twice, of which readers take different ones."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr("XL/worksheets/sheet1.xml", b"<x/>")
    return target.getvalue()


def _hidden() -> bytes:
    space = "http://schemas.openxmlformats.org"
    return (
        f'<workbook xmlns="{space}/spreadsheetml/2006/main" xmlns:r="{space}/officeDocument/2006/relationships">'
        '<sheets><sheet name="Data" sheetId="1" state="veryHidden" r:id="r1"/></sheets></workbook>'
    ).encode()


def _written(write: Callable[[Any], None]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        write(book)
    return target.getvalue()


def _merged() -> bytes:
    def write(book: Any) -> None:
        page = book.add_worksheet("Data")
        page.merge_range("A1:M2", "DAFTAR PEGAWAI")
        for number, cells in enumerate(rows(), 2):
            for place, cell in enumerate(cells):
                page.write_string(number, place, cell)

    return _written(write)


def _second() -> bytes:
    def write(book: Any) -> None:
        hidden = book.add_worksheet("Rahasia")
        hidden.write_string(0, 0, "nip")
        book.add_worksheet("Kosong")
        page = book.add_worksheet("Data")
        for number, cells in enumerate(rows()):
            for place, cell in enumerate(cells):
                page.write_string(number, place, cell)
        page.activate()
        page.set_first_sheet()
        hidden.hide()

    return _written(write)
