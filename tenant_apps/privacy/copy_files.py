"""A copy as files: JSON for machines, CSV for sheets, a PDF to read, all in one zip; no clock but the given one."""

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.documents import pdf
from shared_apps.sheets.writer import write_csv
from shared_apps.ui.formats import moment
from tenant_apps.privacy.queries.collecting import Collected
from tenant_apps.privacy.queries.register import register

_MOST_ON_PAPER = 200  # rows of one table in the PDF; JSON and CSV have them all
_FIXED = (2026, 1, 1, 0, 0, 0)


def packed(*, name: str, government: str, made_at: datetime, tables: Sequence[Collected]) -> bytes:
    """The zip's bytes."""
    target = io.BytesIO()
    told = {
        "made_at": made_at,
        "government": government,
        "name": name,
        "tables": {each.key: [dict(zip(each.columns, row, strict=True)) for row in each.rows] for each in tables},
        "register": [
            {
                "model": line.entry.model,
                "fields": line.entry.fields,
                "purpose": line.purpose,
                "basis": line.basis,
                "retention": line.retention,
                "category": line.entry.category,
            }
            for section in register()
            for line in section.lines
        ],
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "data.json", json.dumps(told, default=_plain, ensure_ascii=False, indent=1).encode())
        _add(archive, "salinan-data.pdf", _paper(name, government, made_at, tables))
        for each in tables:
            if each.rows:
                _add(archive, f"csv/{each.key}.csv", write_csv(each.columns, map(_cells, each.rows)))
    return target.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _FIXED), content, zipfile.ZIP_DEFLATED)


def _paper(name: str, government: str, made_at: datetime, tables: Sequence[Collected]) -> bytes:
    sections: list[dict[str, Any]] = [
        {
            "title": _("Untuk apa data Anda disimpan"),
            "table": {
                "columns": [_("Data"), _("Untuk apa"), _("Disimpan")],
                "rows": [
                    [f"{line.table}: {line.fields}", line.purpose, line.retention]
                    for section in register()
                    for line in section.lines
                ],
            },
        }
    ]
    sections += [_section(each) for each in tables if each.rows]
    data = {
        "title": _("Salinan data pribadi %(name)s") % {"name": name},
        "date": made_at,
        "foot": f"{name} · {government}",
        "paragraphs": [
            _("Dibuat %(at)s oleh %(government)s atas permintaan Anda sendiri (UU 27/2022 Pasal 7).")
            % {"at": moment(made_at, "long"), "government": government},
            _("Tanda *** berarti: disimpan, tetapi tidak diberitahukan kepada siapa pun, misalnya kata sandi")
            + " "
            + _("atau nilai yang dapat membuka jawaban anonim orang lain."),
        ],
        "sections": sections,
    }
    return pdf("documents/letter.typ", data)


def _section(each: Collected) -> dict[str, Any]:
    """A table of few columns as a table, of many as facts of each row."""
    more = len(each.rows) - _MOST_ON_PAPER
    lines = [
        "; ".join(f"{column}: {_text(value)}" for column, value in zip(each.columns, row, strict=True) if _has(value))
        for row in each.rows[:_MOST_ON_PAPER]
    ]
    if more > 0:
        lines.append(_("Dan %(number)s baris lagi dalam data.json.") % {"number": more})
    return {"title": each.title, "paragraphs": lines}


def _has(value: Any) -> bool:
    return value not in (None, "", [], {})


def _cells(row: Sequence[Any]) -> list[Any]:
    return [value if isinstance(value, str | int | Decimal | date) or value is None else _text(value) for value in row]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, dict | list | tuple | set):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(type(value).__name__)
