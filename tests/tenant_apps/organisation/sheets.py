"""Organisation sheets as a personnel agency would upload them."""

from shared_apps.sheets import reader
from shared_apps.sheets.tables import Table
from shared_apps.sheets.writer import write_csv

COLUMNS = ("kode", "nama", "jenis", "kode_induk", "singkatan", "eselon")
CITY = (
    ("PEM", "Pemerintah Kota North", "government", "", "", ""),
    ("SETDA", "Sekretariat Daerah", "secretariat", "PEM", "Setda", "II.a"),
    ("SETDA-ORG", "Bagian Organisasi", "section", "SETDA", "", "III.a"),
    ("BKPSDM", "Badan Kepegawaian", "board", "PEM", "BKPSDM", "II.b"),
    ("BKPSDM-M", "Bidang Mutasi", "division", "BKPSDM", "", "III.b"),
    ("BKPSDM-MK", "Subbidang Kepangkatan", "subsection", "BKPSDM-M", "", "IV.a"),
    ("JEBRES", "Kecamatan Jebres", "district", "PEM", "", "III.a"),
    ("JEBRES-1", "Kelurahan Mojosongo", "subdistrict", "JEBRES", "", "IV.a"),
)


def sheet(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Table:
    """These rows as the guarded reader gives them."""
    return reader.read(write_csv(columns, rows), name="organisasi.csv")


def city() -> Table:
    """The small city of the tests."""
    return sheet(*CITY)
