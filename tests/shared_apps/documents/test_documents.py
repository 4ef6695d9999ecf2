"""A document's data is text and nothing else, and the same input gives the same bytes."""

from datetime import date
from decimal import Decimal

import pytest

from shared_apps.documents import pdf
from tests.pdf import text_of

LETTER = "documents/letter.typ"
HOSTILE = [
    '#panic("x")',
    "$x^2$",
    "*tebal* _miring_ `kode`",
    "@acuan <label>",
    "= Judul",
    "- butir",
    "+ nomor",
    "/ Istilah: arti",
    "// catatan",
    "/* catatan */",
    '#import "base.typ": *',
    '#read("/etc/passwd")',
    "\\u{41} \\ baris",
    "[isi] {kode}",
    "\"kutip\" 'satu'",
    "https://contoh.id/?a=1&b=2",
]


def letter(**more: object) -> bytes:
    return pdf(LETTER, {"title": "Surat uji", "date": date(2026, 11, 25), **more})


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_wherever_it_stands(text: str) -> None:
    written = letter(
        title=text,
        number=text,
        foot=text,
        letterhead={"name": text, "agency": text, "initials": "X"},
        paragraphs=[text],
        sections=[{"title": text, "facts": [[text, text]], "table": {"columns": [text], "rows": [[text]]}}],
        signed={"place": text, "role": text, "name": text},
    )
    words = " ".join(text_of(written).split())
    assert words.count(text) >= 9, words


def test_the_same_input_gives_the_same_bytes() -> None:
    first, again, other = letter(paragraphs=["a"]), letter(paragraphs=["a"]), letter(paragraphs=["b"])
    assert first == again
    assert first != other


def test_it_is_made_for_the_archive_and_for_screen_readers() -> None:
    written = letter(title="Sertifikat pemusnahan")
    assert b"<pdfaid:part>2<" in written
    assert b"<pdfaid:conformance>A<" in written
    assert b"<pdfuaid:part>1<" in written
    assert b"/MarkInfo<</Marked true" in written
    assert b"/Lang(id)" in written
    assert "Sertifikat pemusnahan" in written.decode("latin-1")
    assert b"/MediaBox[0 0 595.2756 841.8898]" in written


def test_pages_are_numbered_and_heads_repeated() -> None:
    rows = [[f"Orang {number}", number] for number in range(120)]
    words = text_of(
        letter(sections=[{"title": "Daftar", "table": {"columns": ["Nama orang", "Nilai"], "rows": rows}}])
    )
    pages = words.count("Nama orang")
    assert pages >= 3
    assert f"Halaman {pages} dari {pages}" in " ".join(words.split())
    assert words.count("Orang 119") == 1


def test_days_and_numbers_are_written_as_indonesians_do() -> None:
    words = text_of(pdf("documents/letter.typ", {"title": "x", "date": "2026-08-05", "signed": _SIGNED}))
    assert "Surakarta, 5 Agustus 2026" in " ".join(words.split())


_SIGNED = {"place": "Surakarta", "role": "Kepala", "name": "Ratna"}


def test_digits_are_never_lost() -> None:
    assert "71.00" in text_of(letter(paragraphs=[Decimal("71.00")]))
    with pytest.raises(TypeError):
        letter(paragraphs=[71.0])


def test_a_character_no_font_has_does_not_stop_the_document() -> None:
    written = letter(title="Nama 漢字 😀", paragraphs=["tetap tertulis"])
    assert "tetap tertulis" in text_of(written)


def test_a_template_that_is_not_there_is_a_fault_of_ours() -> None:
    with pytest.raises(FileNotFoundError):
        pdf("documents/tidak-ada.typ", {"title": "x", "date": "2026-11-25"})
