"""CSV as it is found: with or without byte order mark, in an old Windows code page, with , ; or tab between cells."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext_lazy as _

from shared_apps.errors import InvalidError
from shared_apps.sheets import limits
from shared_apps.sheets.messages import refusal
from shared_apps.sheets.packages import wrong_type
from shared_apps.sheets.rules import Line, column_letter, is_formula

DELIMITERS = (";", "\t", ",")
DECLARED = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)
csv.field_size_limit(limits.MAX_CELL_TEXT)
LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")  # io.StringIO would hold four bytes a character
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_delimited(content: bytes) -> tuple[Line, ...]:
    """The rows of a CSV that are not blank, each under the number a spreadsheet program gives it."""
    text = _decode(content)
    declared = DECLARED.match(text)
    if declared:  # Excel's own line, not shown as a row
        text = text[declared.end() :]
    delimiter = declared.group(1) if declared else _delimiter(text)
    lines: list[Line] = []
    number, held, is_clean = 0, 0, CONTROL.search(text) is None
    try:
        for number, cells in enumerate(_rows(text, delimiter), 1):
            if len(cells) > limits.MAX_COLUMNS:
                raise too_many_columns()
            if number > limits.MAX_ROWS:
                raise too_many_rows()
            if not is_clean:
                _check_hidden(number, cells)
            plain = tuple(_plain(cell) for cell in cells)
            if any(plain):
                held += len(plain)
                if held > limits.MAX_CELLS:
                    raise too_many_cells(number)
                lines.append(Line(number=number, cells=plain))
    except csv.Error as error:
        raise refusal(
            "damaged_csv",
            _("CSV tidak dapat dibaca mulai baris %(row)s: tanda kutip tidak ditutup atau sel terlalu panjang."),
            _("Perbaiki baris itu, lalu unggah kembali."),
            row=str(number + 1),
        ) from error
    return tuple(lines)


def too_many_rows() -> InvalidError:
    """More rows than any region has people."""
    return refusal(
        "too_many_rows",
        _("Lembar ini lebih dari %(limit)s baris."),
        _("Hapus baris kosong di bawah data atau bagi berkasnya, lalu unggah kembali."),
        limit=str(limits.MAX_ROWS),
    )


def too_many_columns() -> InvalidError:
    """More columns than any sheet of ours has."""
    return refusal(
        "too_many_columns",
        _("Lembar ini terlalu lebar: batasnya %(limit)s kolom."),
        _("Hapus kolom dan sel jauh di kanan data, lalu unggah kembali."),
        limit=str(limits.MAX_COLUMNS),
    )


def too_many_cells(number: int) -> InvalidError:
    """More cells than memory is kept for."""
    return refusal(
        "too_many_cells",
        _("Sampai baris %(row)s berkas ini sudah berisi lebih dari %(limit)s sel."),
        _("Hapus kolom yang tidak dipakai atau bagi berkasnya, lalu unggah kembali."),
        row=str(number),
        limit=str(limits.MAX_CELLS),
    )


def _check_hidden(number: int, cells: list[str]) -> None:
    """A control character in a text file is a slip in one cell, so it is told where."""
    for place, cell in enumerate(cells):
        if CONTROL.search(cell):
            raise refusal(
                "hidden_character",
                _("Baris %(row)s, kolom %(column)s memuat karakter kendali yang tidak terlihat."),
                _("Ketik ulang teksnya di sel itu, lalu unggah kembali."),
                row=str(number),
                column=column_letter(place),
            )


def _decode(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(CONTROL.findall(text)) * 100 > len(text):
            break
        return text
    raise wrong_type(_("berkas biner"))


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    # strict: an unclosed quote must be an error, not swallow all rows below it
    return csv.reader((found[0] for found in LINE.finditer(text)), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """The separator under which most of the first rows have the same, largest number of cells."""
    sample = "".join(found[0] for found in islice(LINE.finditer(text), 40))

    def fit(delimiter: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for cells in _rows(sample, delimiter):
                if len(cells) > 1:
                    widths[len(cells)] += 1
        except csv.Error:
            pass  # the rest of the sample still tells; the error itself is reported when reading
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    best = max(DELIMITERS, key=fit)
    return best if fit(best) != (0, 0) else ","


def _plain(cell: str) -> str:
    text = cell.strip()
    # our own writer puts an apostrophe before what a spreadsheet program would run as a formula
    return text[1:].strip() if text[:1] == "'" and is_formula(text[1:]) else text
