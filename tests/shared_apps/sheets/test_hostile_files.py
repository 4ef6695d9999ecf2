"""Whatever is uploaded, the answer is a message; the process lives and nothing changed."""

import io
import os
import struct
import zipfile

import pytest

from shared_apps.errors import InvalidError
from shared_apps.sheets import limits, reader
from tests.shared_apps.sheets.files import archive, raw_workbook, workbook


def refused(content: bytes, name: str = "data.xlsx") -> InvalidError:
    with pytest.raises(InvalidError) as caught:
        reader.read(content, name=name)
    error = caught.value
    assert "Tidak ada data yang diubah." in str(error.message)
    assert "file" in error.fields
    return error


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(content: bytes) -> None:
    assert refused(content).code == "empty_file"


def test_a_sheet_without_data() -> None:
    assert refused(workbook([])).code == "empty_sheet"
    assert refused(b";;;\n;;\n").code == "empty_sheet"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
        (b"<!DOCTYPE html><table><tr><td>nip</td></tr></table>", "HTML"),
        (b"  <html><body>", "HTML"),
        (b"<table border=1>", "HTML"),
        (b"\x89PNG\r\n\x1a\n", "gambar"),
        (b"\x01\x02\x03\x00\x00nip,nama\n", "biner"),
        (archive({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<t/>"}), "Word"),
        (archive({"mimetype": b"x", "content.xml": b"<x/>"}), "OpenDocument"),
        (archive({"xl/workbook.bin": b"x"}), "xlsb"),
        (archive({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}), "makro"),
        (archive({"readme.txt": b"hello"}), "zip"),
        (archive({}), "zip"),
    ],
)
def test_a_wrong_type_is_named(content: bytes, found: str) -> None:
    error = refused(content)
    assert error.code == "wrong_file_type"
    assert found in str(error.message)


def test_a_control_character_is_told_by_row_and_column() -> None:
    rows = b"nip,nama\r\n1,Ani\r\n2,Bu%sdi\r\n" + b"3,Cici Contoh Panjang\r\n" * 20
    for hidden in (b"\x00", b"\x1b", b"\x7f"):
        error = refused(rows % hidden, "p.csv")
        assert error.code == "hidden_character"
        assert "Baris 3, kolom B" in str(error.message)


def test_a_file_over_the_upload_limit() -> None:
    error = refused(b"a,b\n" * (limits.MAX_UPLOAD // 4 + 1))
    assert error.code == "file_too_large"
    assert "21 MB" in str(error.message)


def test_a_truncated_workbook() -> None:
    content = workbook([["nip"], ["1"]])
    assert refused(content[: len(content) // 2]).code == "damaged_file"
    assert refused(content[:200] + b"\x00" * 20 + content[220:]).code == "damaged_file"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refused(raw_workbook("", extra={"xl/media/a.bin": bytes(60 * limits.MEGABYTE)})).code == "zip_bomb"
    assert refused(raw_workbook("", extra={"xl/media/a.bin": bytes(5 * limits.MEGABYTE)})).code == "zip_bomb"
    assert refused(raw_workbook("", extra={f"xl/media/{n}": b"" for n in range(2001)})).code == "zip_bomb"
    stored = archive({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>", "a.bin": _mostly_zeros(55)})
    assert refused(stored).code == "unpacked_too_large"


def _mostly_zeros(megabytes: int) -> bytes:
    return b"".join(os.urandom(50_000) + bytes(950_000 + 48_576) for _ in range(megabytes))


def test_a_zip_whose_directory_lies_about_sizes() -> None:
    content = bytearray(raw_workbook(" " * 3_000_000, extra={"xl/media/noise.bin": os.urandom(100_000)}))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    claimed = content.replace(struct.pack("<L", size), struct.pack("<L", 1000))
    assert refused(bytes(claimed)).code == "damaged_file"


def test_cells_in_opposite_corners_are_told_before_what_lies_between_is_filled() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    error = refused(raw_workbook(cells))
    assert error.code == "too_many_rows"
    assert "baris 1048576, kolom XFD" in str(error.message)


def test_too_many_rows_and_columns() -> None:
    far_row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row>'
    assert refused(raw_workbook(far_row)).code == "too_many_rows"
    far_column = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>'
    assert refused(raw_workbook(far_column)).code == "too_many_columns"
    assert refused(b"x" + b",x" * 300).code == "too_many_columns"
    assert refused(b"x\n" * (limits.MAX_ROWS + 1)).code == "too_many_rows"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_a_document_type_is_refused(prologue: str) -> None:
    assert refused(raw_workbook('<row r="1"><c r="A1"><v>1</v></c></row>', prologue=prologue)).code == "document_type"


def test_broken_xml_beside_a_formula() -> None:
    assert refused(raw_workbook('<row r="1"><c r="A1"><f>1</f></row>')).code == "damaged_file"


def test_one_long_text_in_every_cell_is_not_multiplied() -> None:
    strings = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 32_000}</t></si></sst>'
    )
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3001))
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        b' Target="worksheets/sheet1.xml"/>'
        b'<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        b' Target="sharedStrings.xml"/></Relationships>'
    )
    content = raw_workbook(
        rows, extra={"xl/sharedStrings.xml": strings.encode(), "xl/_rels/workbook.xml.rels": relations}
    )
    assert refused(content).code in ("too_much_text", "unreadable_sheet")


def test_an_unclosed_quote_is_told_and_not_swallowed() -> None:
    error = refused(b'nip,nama\n1,"Siti\n2,Budi\n')
    assert error.code == "damaged_csv"
    assert "baris 2" in str(error.message)
