"""Builds the files people and attackers upload."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def workbook(rows: Sequence[Sequence[object]], *, first_row: int = 1, name: str = "Data") -> bytes:
    """An xlsx as a spreadsheet program writes it; None leaves the cell away."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet(name)
        for number, cells in enumerate(rows, first_row - 1):
            for place, value in enumerate(cells):
                if isinstance(value, str):
                    page.write_string(number, place, value)
                elif value is not None:
                    page.write(number, place, value)
    return target.getvalue()


def raw_workbook(sheet_data: str, *, prologue: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """An xlsx put together by hand, with whatever XML an attacker likes."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": (
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{NS}" xmlns:r="{RELATIONS}"><sheets>'
            '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.xml": (
            f'{prologue}<worksheet xmlns="{NS}"><sheetData>{sheet_data}</sheetData></worksheet>'
        ).encode(),
    }
    parts.update(extra or {})
    return archive(parts)


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()
