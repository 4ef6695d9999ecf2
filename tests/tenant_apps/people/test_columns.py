"""Which column of a sheet becomes which field, and which unit a name means."""

import pytest

from shared_apps.rows import new_id
from shared_apps.sheets.rules import normalise_header
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.people.rules import columns
from tenant_apps.people.rules.columns import Columns
from tenant_apps.people.rules.units import Units

SIMPEG = "NIP;Nama Lengkap;Jenis Pegawai;Golongan;Jabatan;Kelas Jabatan;Jenis Jabatan;Unit Kerja;Status;No HP"
SIASN = "PNS ID;NIP BARU;NAMA;GELAR DEPAN;STATUS CPNS PNS;GOL AKHIR NAMA;JENIS JABATAN NAMA;JABATAN NAMA;UNOR NAMA"
MASTER = "PNS_ID;NIP_LAMA;NIP_BARU;NAMA;JENIS_PEGAWAI_ID;GOL_ID;TMT_GOLONGAN;JENIS_JABATAN_ID;JABATAN_ID;UNOR_ID"
TALENT = "nip;nama;pangkat;jabatan;jenis_jabatan;unit_kerja;pendidikan;masa_kerja;nine_box;role"


def names(text: str) -> list[str]:
    return [normalise_header(name) for name in text.split(";")]


@pytest.mark.parametrize(
    ("sheet", "lacking"),
    [
        (SIMPEG, ()),
        (SIASN, ()),
        (MASTER, ("jenis_pegawai", "jabatan", "jenis_jabatan")),
        (TALENT, ("jenis_pegawai",)),
    ],
)
def test_the_sheets_people_have_are_known_or_can_be_completed(sheet: str, lacking: tuple[str, ...]) -> None:
    found = columns.recognise(names(sheet))
    assert found.lacking == lacking
    assert columns.may_be_completed(names(sheet), found)


def test_of_two_columns_for_one_field_the_better_known_is_taken() -> None:
    assert columns.recognise(["status_kepegawaian", "jenis_pegawai", "nama_lengkap"]).fields == {
        "jenis_pegawai": "jenis_pegawai",
        "nama": "nama_lengkap",
    }


def test_a_value_for_all_rows_stands_in_for_a_column() -> None:
    told = columns.recognise(names(TALENT))
    assert Columns(told.fields, {"jenis_pegawai": "pns"}).lacking == ()


def test_too_few_columns_can_never_become_people() -> None:
    few = ["nip", "nama", "catatan"]
    assert not columns.may_be_completed(few, columns.recognise(few))


def test_a_choice_is_remembered_whatever_the_order_and_our_own_columns() -> None:
    assert columns.signature(["a", "b", ""]) == columns.signature(["b", "alasan", "a", "perbaikan"])
    assert columns.signature(["a", "b"]) != columns.signature(["a", "c"])


def test_the_row_of_names_stands_below_titles() -> None:
    rows = [["daftar_pegawai"], ["kabupaten", "tirtasari"], names(SIMPEG), ["199001012015011001", "ani", "pns", "iii"]]
    assert columns.header_place(rows) == 2
    assert columns.header_place([["judul"], ["kolom_a", "kolom_b", "kolom_c"], ["x", "y", "z"]]) == 1


def test_a_name_that_several_units_bear_needs_the_unit_above() -> None:
    top, a, b, c, d = (new_id() for _ in range(5))
    units = Units(
        Chart.of(
            [
                Node(top, None, "PEM", "Pemerintah"),
                Node(a, top, "A", "Dinas Pendidikan", "Disdik"),
                Node(b, top, "B", "Dinas Kesehatan"),
                Node(c, a, "A1", "Subbagian Umum"),
                Node(d, b, "B1", "Subbagian  Umum"),
            ]
        )
    )
    assert units.by_name("dinas  PENDIDIKAN").node == units.chart.nodes[a]
    assert units.by_name("Subbagian Umum").problem == "unit_name_ambiguous"
    assert units.by_name("Subbagian Umum", "DISDIK").node == units.chart.nodes[c]
    assert units.by_name("Subbagian Umum", "Dinas Kesehatan").node == units.chart.nodes[d]
    assert units.by_name("Subbagian Umum", "Badan Lain").problem == "unit_name_ambiguous"
    near = units.by_name("DINAS PENDIDIKN")
    assert (near.problem, near.nearest) == ("unknown_unit_name", "Dinas Pendidikan")
    assert units.by_code("B1").node == units.chart.nodes[d]
    assert units.by_code("X").problem == "unknown_unit"
