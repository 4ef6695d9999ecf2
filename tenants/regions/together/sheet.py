"""The list as a sheet: its columns, how they are read into the form, and the example to fill in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shared_apps.errors import InvalidError
from shared_apps.reference.rules import WIB, WIT, WITA, time_zone_of
from shared_apps.sheets import reader, writer
from shared_apps.sheets.rules import RowError, Sheet
from tenants.partnerships.models import Agreement
from tenants.regions.forms import suggestions
from tenants.regions.together.rules import MOST

COLUMNS: dict[str, tuple[str, ...]] = {  # field of the form: names of its column, the first is written
    "number": ("Nomor perjanjian", "nomor", "nomor pks"),
    "schema_name": ("Nama singkat",),
    "domain": ("Alamat", "subdomain"),
    "administrator_name": ("Nama administrator",),
    "administrator_email": ("Surel administrator", "email administrator"),
    "time_zone": ("Zona waktu",),
    "personnel_agency": ("Sebutan kepegawaian",),
    "region_code": ("Kode wilayah",),
    "host_party": ("Pihak kesatu",),
    "partner_party": ("Pihak kedua",),
    "signed_on": ("Ditandatangani",),
    "starts_on": ("Berlaku sejak",),
    "ends_on": ("Berlaku sampai",),
    "employee_quota": ("Kuota pegawai",),
    "modules": ("Modul",),
}
REQUIRED = ("number", "schema_name", "domain", "administrator_name", "administrator_email")
ZONES = {"wib": WIB, "wita": WITA, "wit": WIT}
_ZONE_NAMES = {zone: name.upper() for name, zone in ZONES.items()}
_WIDTHS = (24, 16, 28, 26, 30, 12, 20, 13, 32, 32, 15, 15, 15, 14, 24)
_EXPLAINED = (
    ("number", "Seperti tertulis di perjanjian. Bila sudah tercatat, kolom setelah Sebutan kepegawaian boleh kosong."),
    ("schema_name", "2–40 huruf kecil, angka, atau garis bawah, diawali huruf. Tidak dapat diubah kemudian."),
    ("domain", "Alamat yang diketik pegawai, tanpa https://."),
    ("administrator_name", "Yang pertama; ia mengundang yang lain."),
    ("administrator_email", "Undangan dikirim ke sini begitu data awal siap."),
    ("time_zone", "WIB, WITA, atau WIT. Kosong berarti WIB."),
    ("personnel_agency", "Misalnya BKPSDM atau BKD. Kosong berarti BKPSDM."),
    ("region_code", "Kode Kemendagri, misalnya 33.72."),
    ("signed_on", "Tanggal, misalnya 01-10-2026."),
    ("ends_on", "Hari pertama perjanjian tidak berlaku lagi."),
    ("modules", "Dipisah titik koma, misalnya Kinerja; Talenta."),
)


@dataclass(frozen=True)
class Listed:
    """Every row by field, with its number in the sheet as `row`; the letters of the columns; cells without a value."""

    rows: list[dict[str, str]]
    letters: dict[str, str]
    marked: list[RowError]


def read(content: bytes, *, name: str) -> Listed:
    """The list as uploaded. Raises InvalidError where the file is none, or holds too much."""
    aliases = {_key(field): names for field, names in COLUMNS.items()}
    header = reader.read(content, name=name).find_header([_key(field) for field in REQUIRED], aliases)
    rows = []
    for record in header.records():
        cells = {field: record[_key(field)].strip() for field in COLUMNS}
        cells["time_zone"] = ZONES.get(cells["time_zone"].casefold(), cells["time_zone"])
        rows.append({**cells, "row": str(record.row)})
    if not rows:
        raise InvalidError("no_rows", _("Daftar ini tidak berisi baris. Isi di bawah judul kolom, lalu unggah lagi."))
    if len(rows) > MOST:
        raise InvalidError(
            "too_many_rows",
            _("Daftar ini berisi %(rows)s baris; paling banyak %(most)s. Bagi daftarnya, lalu unggah lagi.")
            % {"rows": len(rows), "most": MOST},
        )
    letters = {field: header.letter(_key(field)) for field in COLUMNS}
    return Listed(rows, letters, header.marked())


def example(agreements: Sequence[Agreement], host_domain: str) -> bytes:
    """The sheet to fill in: with every agreement that waits for its region, else with one that shows how."""
    rows = [_waiting(agreement, host_domain) for agreement in agreements] or [_SHOWN]
    columns = [names[0] for names in COLUMNS.values()]
    explained = [(COLUMNS[field][0], text) for field, text in _EXPLAINED]
    return writer.write_xlsx(
        [
            Sheet(name="Daftar", columns=columns, rows=_cells(rows), widths=_WIDTHS),
            Sheet(name="Penjelasan", columns=("Kolom", "Cara mengisi"), rows=explained, widths=(26, 90)),
        ]
    )


def waiting(agreement: Agreement, host_domain: str) -> dict[str, str]:
    """What can be proposed for an agreement without a region."""
    return {
        "number": agreement.number,
        "time_zone": time_zone_of(agreement.region_code),
        **suggestions(agreement.region_name, agreement.level, host_domain),
    }


def column_of(field: str) -> str:
    """What a field is called in the sheet."""
    return COLUMNS.get(field, (field,))[0]


def _key(field: str) -> str:
    return COLUMNS[field][0]


def _waiting(agreement: Agreement, host_domain: str) -> dict[str, str]:
    row = waiting(agreement, host_domain)
    return {**row, "time_zone": _ZONE_NAMES[row["time_zone"]]}


def _cells(rows: Iterable[dict[str, str]]) -> list[list[str]]:
    return [[row.get(field, "") for field in COLUMNS] for row in rows]


_SHOWN = {
    "number": "120.23/PKS-01/2026",
    "schema_name": "contohkota",
    "domain": "contohkota.example.id",
    "administrator_name": "Nama Lengkap",
    "administrator_email": "nama@contohkota.example.id",
    "time_zone": "WIB",
    "personnel_agency": "BKPSDM",
    "region_code": "33.72",
    "host_party": "Pemerintah Provinsi Contoh",
    "partner_party": "Pemerintah Kota Contoh",
    "signed_on": "01-10-2026",
    "starts_on": "01-11-2026",
    "ends_on": "01-11-2031",
    "employee_quota": "4000",
    "modules": "Kinerja; Talenta",
}
