"""Good files are read as a person sees them."""

from datetime import date, datetime

import pytest

from shared_apps.errors import InvalidError
from shared_apps.sheets import reader
from shared_apps.sheets.rules import Mark
from tests.shared_apps.sheets.files import raw_workbook, workbook

PEOPLE = "nip;nama;golongan\n190001011920011001;Siti;III/a\n;;\n190001011920011002;Budi;IX\n"


def test_a_workbook_keeps_row_numbers_and_texts() -> None:
    table = reader.read(
        workbook([["NIP", "Nama", None, "Nilai"], [], ["190001011920011001", " Siti ", None, 82.5]]), name="a.xlsx"
    )
    assert table.sheet == "Data"
    assert [(line.number, line.cells) for line in table.lines] == [
        (1, ("NIP", "Nama", "", "Nilai")),
        (3, ("190001011920011001", "Siti", "", "82.5")),
    ]


def test_numbers_dates_and_flags_become_plain_text() -> None:
    row = [5.0, 123456789, 0.1 + 0.2, date(2021, 3, 1), datetime(2021, 3, 1, 7, 30), True]  # noqa: DTZ001
    table = reader.read(workbook([row]), name="a.xlsx")
    assert table.lines[0].cells == ("5", "123456789", "0.3", "2021-03-01", "2021-03-01T07:30:00", "TRUE")


def test_the_header_is_found_at_row_eight_whatever_its_case_and_spacing() -> None:
    rows: list[list[object]] = [
        ["REKAP KINERJA"],
        [],
        ["Kota Surakarta"],
        [],
        [],
        [],
        [],
        ["No", " N I P", "Gelar  Depan *"],
    ]
    table = reader.read(workbook([*rows[:7], ["No", "NIP ", "GELAR  Depan *"], [1, "19", "Dr."]]), name="a.xlsx")
    header = table.find_header(required=("nip", "gelar_depan"))
    record = next(header.records())
    assert (header.row, record.row, record["nip"], record["gelar_depan"]) == (8, 9, "19", "Dr.")
    assert header.letter("gelar_depan") == "C"


def test_a_table_that_starts_away_from_the_corner_keeps_its_letters() -> None:
    table = reader.read(workbook([[None, None, "nip"], [None, None, "19"]], first_row=5), name="a.xlsx")
    header = table.find_header(required=("nip",))
    error = next(header.records()).error("nip", reason="salah", repair="perbaiki")
    assert (error.row, error.column, error.column_name, error.value) == (6, "C", "nip", "19")


def test_an_alias_names_a_column() -> None:
    table = reader.read(b"NIP Baru,Nama Lengkap\n1,Siti\n", name="a.csv")
    header = table.find_header(required=("nip",), aliases={"nip": ["nip baru"], "nama": ["nama lengkap"]})
    assert [(record["nip"], record["nama"], record["email"]) for record in header.records()] == [("1", "Siti", "")]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InvalidError) as refused:
        reader.read(b"nip,nama\n1,Siti\n", name="a.csv").find_header(required=("nip", "golongan", "kode_unit"))
    assert refused.value.code == "header_not_found"
    assert "golongan, kode_unit" in str(refused.value.message)
    assert "Tidak ada data yang diubah." in str(refused.value.message)


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(InvalidError) as refused:
        reader.read(b"nip,nama,NIP\n1,Siti,2\n", name="a.csv").find_header(required=("nip",))
    assert refused.value.code == "column_twice"
    assert "A, C" in str(refused.value.message)


def test_a_nip_stored_as_number_is_marked() -> None:
    table = reader.read(
        workbook([["nip", "nama"], [190001011920011001, "Siti"], ["190001011920011001", "Budi"]]), name="a.xlsx"
    )
    first, second = table.find_header(required=("nip",)).records()
    assert (first["nip"], first.mark("nip")) == ("1.90001011920011E+17", Mark.LONG_NUMBER)
    assert (second["nip"], second.mark("nip")) == ("190001011920011001", None)


def test_a_formula_gives_its_stored_value_and_is_an_error_without_one() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>nilai</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f>1+2</f></c></row>'
        '<row r="4"><c r="A4"><f>1+2</f><v/></c></row>'
        '<row r="5"><c r="A5" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="6"><c r="A6" t="str"><f>T("")</f><v></v></c></row>'
    )
    header = reader.read(raw_workbook(cells), name="a.xlsx").find_header(required=("nilai",))
    assert [(record.row, record["nilai"]) for record in header.records()] == [(2, "2")]
    errors = header.marked()
    assert [(error.row, error.column) for error in errors] == [(3, "A"), (4, "A"), (5, "A")]
    assert "rumus yang belum pernah dihitung" in errors[0].reason
    assert "galat" in errors[2].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_whatever_its_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    table = reader.read(PEOPLE.replace(";", delimiter).encode(encoding), name="pegawai.csv")
    assert [(line.number, line.cells) for line in table.lines] == [
        (1, ("nip", "nama", "golongan")),
        (2, ("190001011920011001", "Siti", "III/a")),
        (4, ("190001011920011002", "Budi", "IX")),
    ]


def test_an_old_windows_file_is_read() -> None:
    table = reader.read("nama;unit\nRené;“Biro” – Umum\n".encode("cp1252"), name="a.csv")
    assert table.lines[1].cells == ("René", "“Biro” – Umum")


def test_decimal_commas_do_not_hide_the_semicolon() -> None:
    table = reader.read(b"nip;kompetensi;potensi\n1;82,50;75,00\n2;80,00;70,25\n", name="a.csv")
    assert table.lines[2].cells == ("2", "80,00", "70,25")


def test_a_declared_separator_is_no_row() -> None:
    assert reader.read(b"sep=|\r\nnip|nama\r\n1|Siti\r\n", name="a.csv").lines[1].cells == ("1", "Siti")


def test_the_content_decides_not_the_name() -> None:
    assert reader.read(PEOPLE.encode(), name="pegawai.xlsx").lines
    assert reader.read(workbook([["nip"], ["1"]]), name="pegawai.csv").lines


def test_a_wished_sheet_is_read_or_the_choices_are_told() -> None:
    content = workbook([["nip"], ["1"]], name="Pegawai")
    assert reader.read(content, name="a.xlsx", sheet="Pegawai").lines
    with pytest.raises(InvalidError) as refused:
        reader.read(content, name="a.xlsx", sheet="Unit")
    assert "Pegawai" in str(refused.value.message)
