"""The one guarded way in for xlsx and CSV: recognised by content, checked, parsed outside this process."""

import io
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from shared_apps.errors import Text
from shared_apps.sheets import limits
from shared_apps.sheets.delimited import read_delimited
from shared_apps.sheets.messages import refusal
from shared_apps.sheets.packages import SAVE_AGAIN, check_zip, is_workbook
from shared_apps.sheets.rules import Line, Mark, column_letter
from shared_apps.sheets.tables import Table

logger = logging.getLogger(__name__)

CHILD = Path(__file__).with_name("child") / "run.py"
CHILD_LIMITS = json.dumps(
    {
        "memory": limits.CHILD_MEMORY,
        "cpu_seconds": limits.CHILD_CPU_SECONDS,
        "rows": limits.MAX_ROWS,
        "columns": limits.MAX_COLUMNS,
        "cells": limits.MAX_CELLS,
        "text": limits.MAX_TEXT,
        "marks": limits.MAX_MARKS,
    }
)
LIMITS = {
    "too_many_rows": limits.MAX_ROWS,
    "too_many_columns": limits.MAX_COLUMNS,
    "too_many_cells": limits.MAX_CELLS,
    "too_many_marks": limits.MAX_MARKS,
}
REFUSALS: dict[str, tuple[Text, Text]] = {
    "damaged_file": (_("Berkas ini rusak atau belum terunggah seluruhnya."), SAVE_AGAIN),
    "document_type": (_("Berkas ini berisi definisi dokumen yang tidak aman, jadi tidak dibuka."), SAVE_AGAIN),
    "sheet_not_found": (
        _("Lembar “%(sheet)s” tidak ada. Lembar yang terlihat: %(sheets)s."),
        _("Periksa nama lembarnya, lalu unggah kembali."),
    ),
    "too_many_rows": (
        _("Lembar ini lebih dari %(limit)s baris: baris %(row)s, kolom %(column)s masih berisi."),
        _("Hapus sel jauh di bawah data atau bagi berkasnya, lalu unggah kembali."),
    ),
    "too_many_columns": (
        _("Lembar ini terlalu lebar, batasnya %(limit)s kolom: baris %(row)s, kolom %(column)s masih berisi."),
        _("Hapus kolom dan sel jauh di kanan data, lalu unggah kembali."),
    ),
    "too_many_cells": (
        _("Lembar ini terlalu luas: %(rows)s baris kali %(columns)s kolom, batasnya %(limit)s sel."),
        _("Hapus kolom yang tidak dipakai dan sel jauh dari data, atau bagi berkasnya, lalu unggah kembali."),
    ),
    "too_many_marks": (
        _(
            "Lebih dari %(limit)s sel berisi galat, rumus tanpa nilai, atau angka terlalu panjang; "
            "baris %(row)s, kolom %(column)s termasuk."
        ),
        _("Perbaiki rumusnya dan tulis NIP atau NIK sebagai teks, simpan, lalu unggah kembali."),
    ),
    "too_much_text": (
        _("Teks di lembar ini terlalu banyak."),
        _("Hapus kolom yang tidak dipakai atau bagi berkasnya, lalu unggah kembali."),
    ),
    "unreadable_sheet": (
        _("Lembar ini tidak dapat dibaca: ada sel yang letaknya sangat jauh atau isinya melampaui batas memori."),
        _("Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah kembali."),
    ),
}


def read(content: bytes, *, name: str, sheet: str | None = None) -> Table:
    """The rows of the wished sheet, or of the first visible one that is not empty."""
    table = _read_workbook(content, name, sheet) if is_workbook(content) else _read_csv(content, name)
    if not table.lines:
        raise refusal(
            "empty_sheet",
            _("Lembar di berkas ini tidak berisi data."),
            _("Isi data di bawah baris judul kolom, lalu unggah kembali."),
        )
    return table


def _read_csv(content: bytes, name: str) -> Table:
    return Table(name=name, sheet="", lines=read_delimited(content))


def _read_workbook(content: bytes, name: str, sheet: str | None) -> Table:
    check_zip(content)
    lines, answer = _ask_child(content, sheet)
    if "refused" in answer:
        code = answer["refused"]
        if code == "empty_sheet":
            return Table(name=name, sheet=answer["facts"]["sheet"], lines=())
        raise refusal(code, *REFUSALS[code], **_facts(code, answer["facts"]))
    marks = {(row, place): Mark(mark) for row, place, mark in answer["marks"]}
    return Table(name=name, sheet=answer["sheet"], lines=lines, marks=marks)


def _facts(code: str, facts: dict[str, str]) -> dict[str, str]:
    """What the words for a refusal name: the limit that was passed, and columns by their letters."""
    if code in LIMITS:
        facts["limit"] = str(LIMITS[code])
    if "column" in facts:
        facts["column"] = column_letter(int(facts["column"]) - 1)
    return facts


def _ask_child(content: bytes, sheet: str | None) -> tuple[tuple[Line, ...], dict[str, Any]]:
    """Parse in a new process: no memory, connection or secret of ours is in reach of a hostile file."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD), CHILD_LIMITS, json.dumps(sheet)],
            input=content,
            capture_output=True,
            timeout=limits.CHILD_WALL_SECONDS,
            env={"LANG": "C.UTF-8"},
            check=True,
        )
        *parts, last = io.BytesIO(done.stdout)
        answer: dict[str, Any] = json.loads(last)
        if "refused" in answer:
            return (), answer
        rows = (row for part in parts for row in json.loads(part))
        return tuple(Line(number=number, cells=tuple(cells)) for number, cells in rows), answer
    except (subprocess.SubprocessError, ValueError) as error:
        logger.warning("the sheet parser ended without an answer: %s", type(error).__name__)
        raise refusal("unreadable_sheet", *REFUSALS["unreadable_sheet"]) from error
