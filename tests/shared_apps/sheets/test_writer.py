"""What is written is text, whatever it looks like, and reads back as it was."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

from shared_apps.sheets import reader, writer
from shared_apps.sheets.rules import CellValue, Sheet
from tests.shared_apps.sheets import cells
from tests.shared_apps.sheets.files import workbook

HOSTILE = [
    *("=1+1", "+62811", "-5", "@SUM(A1)", "\t=1", "http://x.id", "a\x00b", "007", '=HYPERLINK("http://x","y")'),
    *(
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20A1",
        " =1+1",
        "\n=1",
        "\r=1",
    ),  # full-width signs, and space before one
]


def test_a_workbook_never_holds_a_formula_or_a_link() -> None:
    content = writer.write_xlsx([Sheet("Data", ["kolom"], [[text] for text in HOSTILE])])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        xml = packed.read("xl/worksheets/sheet1.xml").decode()
        assert not re.search(r"<f[ />]|<hyperlink", xml)
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in packed.namelist()
    read = [line.cells[0] for line in reader.read(content, name="a.xlsx").lines]
    assert read == ["kolom", *(text.replace("\x00", "").strip() for text in HOSTILE)]


def test_csv_cells_cannot_run_and_read_back() -> None:
    content = writer.write_csv(["kolom", "lain"], [[text, "x"] for text in HOSTILE])
    lines = content.decode("utf-8-sig").splitlines()
    assert cells.formulas(content) == []
    assert lines[1:5] == ["'=1+1;x", "'+62811;x", "'-5;x", "'@SUM(A1);x"]
    read = [line.cells[0] for line in reader.read(content, name="a.csv").lines]
    assert read == ["kolom", *(text.replace("\x00", "").strip() for text in HOSTILE)]


def test_values_keep_their_meaning() -> None:
    row: list[CellValue] = ["190001011920011001", 5, Decimal("82.50"), date(2021, 3, 1), True, None, 10**17, "x"]
    columns = ["a", "b", "c", "d", "e", "f", "g", "h"]
    read = reader.read(writer.write_xlsx([Sheet("Data", columns, [row])]), name="a.xlsx")
    assert read.lines[1].cells == ("190001011920011001", "5", "82.5", "2021-03-01", "Ya", "", "1" + "0" * 17, "x")
    assert not read.marks
    text = writer.write_csv(columns, [row]).decode("utf-8-sig").splitlines()[1]
    assert text == "190001011920011001;5;82,50;2021-03-01;Ya;;100000000000000000;x"
    assert ",82.50," in writer.write_csv(columns, [row], delimiter=",").decode("utf-8-sig")


def test_sheet_names_are_made_fit() -> None:
    content = writer.write_xlsx([Sheet("Data/1?" + "x" * 40, ["a"], []), Sheet("Data/1?" + "x" * 40, ["a"], [])])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = re.findall(r'sheet name="([^"]+)"', packed.read("xl/workbook.xml").decode())
    assert len(set(names)) == 2
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_the_error_sheet_keeps_row_numbers_and_adds_the_reason() -> None:
    table = reader.read(workbook([["REKAP"], [], ["nip", "nama"], ["1", "Siti"], [], ["2", "Budi"]]), name="a.xlsx")
    header = table.find_header(required=("nip",))
    records = list(header.records())
    errors = [
        records[1].error("nip", reason="NIP bukan 18 digit.", repair="Periksa NIP."),
        records[1].error("nama", reason="Nama kembar.", repair="Periksa NIP."),
    ]
    again = reader.read(writer.write_xlsx([writer.error_sheet(header, errors)]), name="b.xlsx")
    fixed = again.find_header(required=("nip", "alasan", "perbaikan"))
    assert fixed.row == 3
    assert [(r.row, r["nip"], r["alasan"], r["perbaikan"]) for r in fixed.records()] == [
        (4, "1", "", ""),
        (6, "2", "nip: NIP bukan 18 digit.\nnama: Nama kembar.", "Periksa NIP."),
    ]
