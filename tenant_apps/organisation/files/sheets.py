"""An uploaded structure read into rows whatever its columns are called; nothing is judged here."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shared_apps.errors import InvalidError
from shared_apps.reference import queries as reference
from shared_apps.sheets import limits, reader
from shared_apps.sheets.messages import refusal
from shared_apps.sheets.rules import parse_date, parse_whole
from tenant_apps.organisation.files.rules import portable
from tenant_apps.organisation.files.rules.known import UNREAD, FoundRow
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.organisation.sheet import read_cell

MOST_ROWS = 3000
_MOST_KEPT = 500  # letters of a cell; what is longer than a name may be is told later
_ALIASES: Mapping[str, Sequence[str]] = {
    "nama": ("nama_unit", "nama_unor", "unit_kerja", "nama_unit_kerja", "unit", "opd", "nama_opd", "skpd", "nama_skpd",
             "perangkat_daerah", "nama_perangkat_daerah", "satuan_kerja", "nama_satuan_kerja", "instansi", "uraian",
             "unit_name", "unit_organisasi", "nama_unit_organisasi", "unit_name_as_found", "name"),
    "kode": ("kode_unit", "kode_unor", "kode_internal", "kode_opd", "kode_skpd", "code", "id_unor"),
    "jenis": ("jenis_unit", "jenis_unor", "tipe", "tipe_unit", "kategori", "level", "unit_type"),
    "kode_induk": ("induk", "kode_atasan", "kode_unit_induk", "diatasan", "atasan", "parent", "parent_code",
                   "unit_induk", "nama_induk", "unor_induk"),
    "singkatan": ("abbreviation", "akronim", "abbr", "nama_singkat"),
    "eselon": ("eselonering", "eselon_id"),
    "urutan": ("order", "no_urut"),
    "berakhir": ("expired_date", "tanggal_berakhir", "tgl_berakhir", "berlaku_sampai"),
    "id": (),  # of BKN's tables of units, where `diatasan_id` names the unit above by it
    "id_induk": ("diatasan_id",),
}  # fmt: skip


def found_rows(content: bytes, *, name: str) -> list[FoundRow]:
    """The rows of an xlsx, CSV or JSON file. Raises InvalidError for what is none, has no names, or is too large."""
    rows = list(_of_json(content) if _is_json(content, name) else _of_table(content, name))
    if not rows:
        raise refusal("no_rows", _("Berkas tidak memuat satu unit pun."), _("Isi barisnya, lalu unggah kembali."))
    if len(rows) > MOST_ROWS:
        raise refusal(
            "too_many_units",
            _("Berkas memuat lebih dari %(most)s unit."),
            _("Bagi berkasnya, lalu unggah kembali."),
            most=str(MOST_ROWS),
        )
    return rows


def _is_json(content: bytes, name: str) -> bool:
    return name.casefold().endswith(".json") or content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _of_table(content: bytes, name: str) -> Iterator[FoundRow]:
    header = reader.read(content, name=name).find_header(required=("nama",), aliases=_ALIASES)
    records = [record for record in header.records() if _text(record["nama"]) or _text(record["kode"])]
    known = {record["id"]: record["kode"] or record["nama"] for record in records if record["id"]}
    for record in records:
        told = record["id_induk"] or record["kode_induk"]
        above = "" if told == record["id"] else known.get(told, told)  # an agency's table names itself
        yield _row(record.row, {**{key: record[key] for key in (*portable.COLUMNS, "berakhir")}, "kode_induk": above})


def _of_json(content: bytes) -> Iterator[FoundRow]:
    if len(content) > limits.MAX_UPLOAD:
        raise _no_structure()
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _no_structure() from error
    units = told.get("units") if isinstance(told, dict) else None
    if not isinstance(units, list) or not all(isinstance(unit, dict) for unit in units):
        raise _no_structure()
    for number, unit in enumerate(units, start=1):
        values = {column: unit.get(key) for column, key in portable.KEYS.items()}
        if not all(isinstance(value, str | int | None) for value in values.values()):
            raise _no_structure()
        yield _row(number, {column: "" if value is None else str(value) for column, value in values.items()})


def _no_structure() -> InvalidError:
    return refusal(
        "json_not_structure",
        _("JSON ini bukan berkas struktur: daftar “units” dengan code dan name tidak ditemukan."),
        _("Unggah berkas yang disimpan dari halaman berkas struktur, atau lembar xlsx/CSV."),
    )


def _row(number: int, cells: Mapping[str, str]) -> FoundRow:
    kind = reference.unit_type(_text(cells["jenis"]).replace("_", " ")) or reference.unit_type(cells["jenis"])
    echelon = reference.echelon(cells["eselon"]) if cells["eselon"] else None
    order = parse_whole(cells["urutan"]) if cells["urutan"] else None
    ended = parse_date(cells["berakhir"]) if cells.get("berakhir") else None
    return FoundRow(
        row=number,
        name=_text(cells["nama"]),
        code=_text(cells["kode"])[:40],
        abbreviation=_text(cells["singkatan"]),
        kind_text=_text(cells["jenis"]),
        kind=kind.code if kind else "",
        parent_text=_text(cells["kode_induk"]),
        echelon_text=_text(cells["eselon"]),
        echelon=echelon.code if echelon else "",
        order=order if order is not None and 0 <= order < 1_000_000 else None,
        ended=ended.isoformat() if ended else UNREAD if cells.get("berakhir") else "",
    )


def _text(cell: str) -> str:
    return read_cell(printable(cell))[:_MOST_KEPT]


def printable(text: str) -> str:
    """One line without what nobody types; a break inside a cell is a space."""
    spaced = "".join(" " if letter in "\r\n\t" else letter for letter in text)
    return "".join(letter for letter in spaced if not odd_characters(letter))


def kept(value: Any) -> FoundRow:
    """A row as it was kept."""
    return FoundRow(**value)
