"""A city nobody has configured yet, and the sheets its personnel agency has lying about: real shapes, invented people.

The structure has the columns of lists found on public pages, the people those of a talent map: names in capitals, one
cut off, an abbreviation twice, bodies that are no agencies, no parents, titles above the columns, numbers with spaces
and apostrophes. The people are born in 1900: nobody alive has such a number.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

from python_calamine import CalamineWorkbook

from merit.demo import mails
from merit.demo.browser import Person
from merit.demo.job import HOST, PASSWORD, MainJob, identifier_in
from shared_apps.sheets.rules import Sheet
from shared_apps.sheets.writer import write_csv, write_xlsx
from tests.browser.installation import OPERATOR, Account, Installation

YEAR = datetime.now(tz=UTC).year
NEWCOMER = "newcomer"
CITIES = {"magelang": "33.71", "salatiga": "33.73", "pekalongan": "33.75", "tegal": "33.76"}

_UNIT_COLUMNS = ("region_code", "region_name", "seq", "unit_name_as_found", "abbr", "unit_type", "parent", "source")
_UNITS = (
    ("SEKRETARIAT DAERAH", "SEKDA", "sekretariat_daerah"),
    ("BAGIAN PEREKONOMIAN SETDA", "BAG. EKONOMI", "bagian_setda"),
    ("SEKRETARIAT DPRD", "Sekretariat DPRD", "sekretariat_dprd"),
    ("Inspektorat", "Inspektorat", "inspektorat"),
    ("BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA", "BKPSDM", "badan"),
    ("DINAS PARIWISATA DAN KEBUDAYAAN", "DKP", "dinas"),
    ("DINAS KEARSIPAN DAN PERPUSTAKAAN", "DKP", "dinas"),
    ("DINAS PENDIDIKAN", "DISDIK", "dinas"),
    ("BADAN AMIL ZAKAT", "BAZNAS", "lembaga_lain"),
    ("PERUMDA AIR MINUM", "PERUMDA", ""),
    ("Kecamatan Mawar", "Kec. Mawar", "kecamatan"),
    ("Kecamatan Melati", "Kec. Melati", "kecamatan"),
    ("KELURAHAN KENANGA", "", "kelurahan"),
    ("PUSAT LAYANAN WARGA", "", ""),
)
UNITS = len(_UNITS) - 2 + 1  # two bodies are no agencies; the government stands above the rest

CLERK, CLERK_NUMBER = "Bagas Contoh", "190005021925031002"  # has no e-mail: his account is opened by a letter
BAD = {"12345": "190007041926031004", "III/e": "III/b", "DINAS PENDIDIKN": "DINAS PENDIDIKAN"}  # cell: as it should be
_TITLES = ("PEMERINTAH KOTA", "DAFTAR PEMETAAN TALENTA", "", f"Keadaan {YEAR}", "", "", "Rahasia")
_PEOPLE_COLUMNS = (
    "NO", "NIP", "NAMA", "PANGKAT", "JABATAN", "JENIS JABATAN", "UNIT KERJA", "PENDIDIKAN", "MASA KERJA",
    "KOTAK SURAT", "NINE BOX",
)  # fmt: skip
_PEOPLE = (
    ("19000417 192403 2 001", "WULAN CONTOH", "Pembina Utama Muda / IV/c", "Kepala Dinas Pendidikan", "JPT Pratama",
     "DINAS PENDIDIKAN"),
    (f"'{CLERK_NUMBER}", CLERK, "Penata / III/c", "Analis Kurikulum", "Fungsional", "Dinas  Pendidikan"),
    ("19000603 192603 2 003", "Citra Contoh", "Penata Muda / III/a", "Pengelola Layanan", "Pelaksana",
     "KECAMATAN MAWAR"),
    ("12345", "Dimas Contoh", "Penata / III/c", "Pengelola Arsip", "Pelaksana", "KECAMATAN MELATI"),
    ("19000805 192703 1 005", "Endah Contoh", "III/e", "Pengelola Arsip", "Pelaksana", "INSPEKTORAT"),
    ("19000906 192703 2 006", "Fajar Contoh", "Penata / III/c", "Pengelola Arsip", "Pelaksana", "DINAS PENDIDIKN"),
)  # fmt: skip
PEOPLE, GOOD = len(_PEOPLE), len(_PEOPLE) - len(BAD)


@dataclass(frozen=True)
class City:
    """A region as its administrator first hears of it."""

    name: str
    address: str
    link: str  # of the invitation: the only thing a newcomer has


def provisioned(merit: Installation) -> City:
    """The host agrees with a city and has it prepared; the newcomer's invitation waits in the mail."""
    port = merit.home.port
    schema = next(each for each in CITIES if _answers(each, port) == HTTPStatus.NOT_FOUND)
    name, email = f"Kota {schema.title()}", f"pengelola@{schema}.example.id"
    with Person(HOST, port) as operator:
        operator.submit("/masuk/", {"login": merit.accounts[OPERATOR].login, "password": PASSWORD})
        agreed = operator.submit("/perjanjian/baru/", {
            "number": f"PKS-{uuid4().hex[:8]}/{YEAR}", "region_code": CITIES[schema], "employee_quota": "100",
            "host_party": "Badan Kepegawaian Daerah", "partner_party": f"BKPSDM {name}",
            "signed_on": f"{YEAR}-01-05", "starts_on": f"{YEAR}-01-05", "ends_on": f"{YEAR + 5}-01-05",
            "modules": ["performance", "talent"],
        })  # fmt: skip
        operator.submit(f"/perjanjian/{identifier_in(agreed.url.path)}/siapkan/", {
            "schema_name": schema, "domain": f"{schema}.localhost", "administrator_name": "Sari Contoh",
            "administrator_email": email, "personnel_agency": "BKPSDM", "time_zone": "Asia/Jakarta",
            "accent": "indigo",
        })  # fmt: skip
    MainJob.wait_for(lambda: _answers(schema, port) == HTTPStatus.OK, f"{name} to be active")
    link = MainJob.wait_for(lambda: mails.invitation_for(merit.home.folder / "mail", email), f"a letter to {email}")
    address = f"http://{schema}.localhost:{port}"
    merit.accounts[NEWCOMER] = Account(address, email, PASSWORD)
    return City(name, address, link)


def _answers(schema: str, port: int) -> int:
    with Person(f"{schema}.localhost", port) as passer_by:
        return passer_by.status("/masuk/")


def structure_sheet(city: City) -> bytes:
    """The list of agencies as it hangs on the city's page."""
    rows = [
        ("33", city.name, place, name, short, kind, "", "laman kota")
        for place, (name, short, kind) in enumerate(_UNITS, start=1)
    ]
    return write_xlsx([Sheet("OPD", _UNIT_COLUMNS, rows)])


def people_sheet(city: City) -> bytes:
    """The talent map, its columns named in row 8; everybody but the clerk has an address."""
    mailboxes = city.address.partition("//")[2].partition(".")[0] + ".example.id"
    rows = [
        (str(place), *facts, "S-1 Manajemen", "2 Thn 3 Bln",
         "" if facts[1] == CLERK else f"pegawai{place}@{mailboxes}", "5")
        for place, facts in enumerate(_PEOPLE, start=1)
    ]  # fmt: skip
    width = len(_PEOPLE_COLUMNS)
    above = [(title, *[""] * (width - 1)) for title in _TITLES]
    return write_csv(above[0], [*above[1:], _PEOPLE_COLUMNS, *rows])


def mended(path: Path) -> bytes:
    """The downloaded sheet of reasons, its bad cells put right, everything else as it came."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    first, *rest = [[BAD.get(str(cell), str(cell)) for cell in row] for row in rows]
    return write_xlsx([Sheet("Pegawai", first, rest)])
