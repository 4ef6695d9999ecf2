"""What an untidy sheet means, without a database. Names are invented; the dirt is of the kinds real sheets have."""

import uuid
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenant_apps.organisation.files.rules.accepting import chart, findings, unit_rows
from tenant_apps.organisation.files.rules.deciding import Answers, Decided, Decisions, decide
from tenant_apps.organisation.files.rules.kinds import Certainty, guess_kind, guess_taken, kind_of
from tenant_apps.organisation.files.rules.known import FoundRow, is_apart
from tenant_apps.organisation.files.rules.titles import titled
from tenant_apps.organisation.files.sheets import found_rows
from tenant_apps.organisation.rules.chart import Chart
from tests.tenant_apps.organisation.files.charts import node

CITY = """PEMERINTAH KOTA CONTOH
SEKRETARIAT DAERAH
ASISTEN PEMERINTAHAN DAN KESEJAHTERAAN RAKYAT
ASISTEN PEREKONOMIAN DAN PEMBANGUNAN
ASISTEN ADMINISTRASI UMUM
BAGIAN HUKUM
BAGIAN PENGADAAN BARANG/JASA
BAGIAN ORGANISASI
SEKRETARIAT DPRD
BAGIAN UMUM
INSPEKTORAT
IRBAN I
DINAS KESEHATAN
SEKRETARIAT
SUB BAGIAN UMUM DAN KEPEGAWAIAN
BIDANG P2P
SEKSI SURVEILANS
DINAS PENDIDIKAN
UPTD PUSKESMAS MEKAR
SD NEGERI 12 MEKAR
RSUD BUNGA MEKAR
KECAMATAN MELATI
KELURAHAN ANGGREK
SEKRETARIAT KELURAHAN ANGGREK
KECAMATAN MAWAR
KELURAHAN ANGGREK
SEKRETARIAT KECAMATAN MAWAR""".splitlines()


def rows(*names: str, **columns: tuple[str, ...]) -> list[FoundRow]:
    """A sheet of names, from row 2 on, and other columns beside them."""
    told = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return [FoundRow(place, name, **(told[place - 2] if told else {})) for place, name in enumerate(names, start=2)]


def decided(
    found: list[FoundRow], answers: Answers | None = None, today: Chart | None = None, *, adds: bool = False
) -> Decisions:
    government, day = "Pemerintah Kota Contoh", "2026-01-01"
    return decide(found, answers or {}, today or Chart(), government=government, day=day, adds=adds)


def row(made: Decisions, name: str, *, nth: int = 0) -> Decided:
    return [each for each in made.rows if each.found.name == name][nth]


def parent_of(made: Decisions, name: str, *, nth: int = 0) -> str:
    above = row(made, name, nth=nth).value("parent")
    return made.root_name if above == "0" else made.by_row[int(above)].value("name") if above else ""


@pytest.mark.parametrize(
    ("found", "tidy"),
    [
        ("DINAS PEKERJAAN UMUM DAN PENATAAN RUANG", "Dinas Pekerjaan Umum dan Penataan Ruang"),
        ("UPTD PUSKESMAS MEKAR", "UPTD Puskesmas Mekar"),
        ("RSUD BUNGA MEKAR", "RSUD Bunga Mekar"),
        ("SEKRETARIAT DPRD", "Sekretariat DPRD"),
        ("BAGIAN PENGADAAN BARANG/JASA", "Bagian Pengadaan Barang/Jasa"),
        ("INSPEKTUR PEMBANTU WILAYAH III", "Inspektur Pembantu Wilayah III"),
        ("SMPN 3 MEKAR", "SMPN 3 Mekar"),
        ("bidang p2p", "Bidang P2P"),
        ("Dinas Komunikasi Dan Informatika", "Dinas Komunikasi dan Informatika"),
        ("Dinas Ketahanan PAngan", "Dinas Ketahanan Pangan"),
        ("  Kelurahan   Sindang  Sari ", "Kelurahan Sindang Sari"),
        ("BKPSDM", "BKPSDM"),
        ("", ""),
    ],
)
def test_names_are_written_as_people_write_them(found: str, tidy: str) -> None:
    assert titled(found) == tidy


@given(st.lists(st.sampled_from([*" ".join(CITY).split(), "dan", "PAngan", "di", "(KOTA)", "III"]), max_size=8))
def test_a_tidy_name_stays_as_it_is(words: list[str]) -> None:
    tidy = titled(" ".join(words))
    assert titled(tidy) == tidy


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sekretariat Daerah", "secretariat"),
        ("SETWAN", "council_secretariat"),
        ("Sekretariat DPRD Kota Contoh", "council_secretariat"),
        ("Sekretariat", "office_secretariat"),
        ("Asisten Administrasi Umum", "assistant"),
        ("Biro Umum", "bureau"),
        ("Bagian Hukum Setda", "section"),
        ("Inspektorat Daerah", "inspectorate"),
        ("Irban Wilayah II", "inspector_area"),
        ("Badan Penghubung", "liaison_office"),
        ("Badan Pendapatan Daerah", "board"),
        ("Cabang Dinas Pendidikan Wilayah I", "branch_office"),
        ("RSUD Bunga", "hospital"),
        ("UPT Puskesmas Bunga", "health_centre"),
        ("SMK Negeri 1 Bunga", "school"),
        ("UPTD Metrologi", "service_unit"),
        ("Kec. Melati", "district"),
        ("Kelurahan Anggrek", "subdistrict"),
        ("Sub Bagian Keuangan", "subsection"),
        ("Bidang Mutasi", "division"),
        ("Satpol PP", "police_unit"),
        ("Humas", None),
        ("Sditu Saja", None),
    ],
)
def test_the_kind_is_read_from_how_a_name_begins(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_column_that_says_another_kind_is_asked_about() -> None:
    assert guess_kind("Dinas Sosial", "department").certainty is Certainty.SURE
    differs = guess_kind("Dinas Sosial", "board")
    assert (differs.value, differs.certainty, differs.reason) == ("board", Certainty.LIKELY, "kind_differs")
    assert guess_kind("Humas", "").certainty is Certainty.OPEN


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("KPU Kota Contoh", "body_vertical"),
        ("Kejaksaan Negeri Contoh", "body_vertical"),
        ("Perumda Air Minum Tirta Contoh", "body_company"),
        ("PT. Contoh Makmur", "body_company"),
        ("Badan Amil Zakat Daerah", "body_society"),
        ("DPRD Kota Contoh", "body_council"),
        ("Desa Sukamaju", "body_village"),
        ("Wakil Wali Kota", "body_office_holder"),
    ],
)
def test_bodies_that_are_no_agencies_are_told_and_left_out(name: str, sort: str) -> None:
    guess = guess_taken(name, "")
    assert (guess.value, guess.certainty, guess.reason) == ("no", Certainty.LIKELY, sort)


@pytest.mark.parametrize(
    "name",
    ["Biro BUMD dan Investasi", "Dinas Pemberdayaan Masyarakat dan Desa", "Bagian PKK", "RSUD", "Sekretariat DPRD"],
)
def test_agencies_that_only_speak_of_such_bodies_are_taken(name: str) -> None:
    assert guess_taken(name, "").value == "yes"


def test_without_a_column_of_parents_every_unit_is_given_one() -> None:
    made = decided(rows(*CITY))
    assert findings(made) == []
    assert not any(each.open for each in made.rows)
    assert parent_of(made, "ASISTEN ADMINISTRASI UMUM") == "Sekretariat Daerah"
    assert parent_of(made, "BAGIAN HUKUM") == "Asisten Pemerintahan dan Kesejahteraan Rakyat"
    assert parent_of(made, "BAGIAN PENGADAAN BARANG/JASA") == "Asisten Perekonomian dan Pembangunan"
    assert parent_of(made, "BAGIAN ORGANISASI") == "Asisten Administrasi Umum"
    assert parent_of(made, "BAGIAN UMUM") == "Sekretariat DPRD"
    assert parent_of(made, "IRBAN I") == "Inspektorat"
    assert parent_of(made, "SUB BAGIAN UMUM DAN KEPEGAWAIAN") == "Sekretariat"
    assert parent_of(made, "SEKSI SURVEILANS") == "Bidang P2P"
    assert parent_of(made, "UPTD PUSKESMAS MEKAR") == "Dinas Kesehatan"
    assert parent_of(made, "RSUD BUNGA MEKAR") == "Dinas Kesehatan"
    assert parent_of(made, "SD NEGERI 12 MEKAR") == "Dinas Pendidikan"
    assert parent_of(made, "SEKRETARIAT KECAMATAN MAWAR") == "Kecamatan Mawar"
    assert [parent_of(made, "KELURAHAN ANGGREK", nth=n) for n in (0, 1)] == ["Kecamatan Melati", "Kecamatan Mawar"]
    assert row(made, "SEKRETARIAT KELURAHAN ANGGREK").value("parent") == str(CITY.index("KELURAHAN ANGGREK") + 2)


def test_what_is_only_likely_is_asked_with_its_reason_and_what_is_sure_is_not() -> None:
    made = decided(rows(*CITY))
    assert row(made, "DINAS KESEHATAN").asked == ()
    assert row(made, "BAGIAN HUKUM").cells["parent"].reason == "parent_topic"
    assert row(made, "SEKSI SURVEILANS").asked == ("parent",)


def test_districts_listed_before_all_subdistricts_leave_the_question_open() -> None:
    made = decided(rows("KECAMATAN MELATI", "KECAMATAN MAWAR", "KELURAHAN ANGGREK", "KELURAHAN DAHLIA"))
    assert [row(made, name).open for name in ("KELURAHAN ANGGREK", "KELURAHAN DAHLIA")] == [("parent",)] * 2
    assert row(made, "KELURAHAN ANGGREK").cells["parent"].reason == "parent_district"


def test_today_tells_where_a_unit_stands_and_who_it_is() -> None:
    root = node("PEMDA", None, name="Pemerintah Kota Contoh", unit_type="government")
    mawar = node("KEC-2", root.unit_id, name="Kecamatan Mawar", unit_type="district")
    dahlia = node("KEL-9", mawar.unit_id, name="Kelurahan Dahlia", unit_type="subdistrict")
    sheet = rows("KECAMATAN MELATI", "KECAMATAN MAWAR", "KELURAHAN ANGGREK", "KELURAHAN DAHLIA")
    made = decided(sheet, today=Chart.of([root, mawar, dahlia]))
    assert parent_of(made, "KELURAHAN DAHLIA") == "Kecamatan Mawar"
    assert row(made, "KELURAHAN DAHLIA").code == "KEL-9"
    assert (made.root_row, made.root_code) == (0, "PEMDA")
    new = decided(sheet, answers={4: {"parent": "2"}}, today=Chart.of([root, mawar, dahlia]))
    known = {each.code: each.unit_id for each in (root, mawar, dahlia)}
    after = chart(new, known, uuid.uuid4)
    assert after.nodes[dahlia.unit_id].parent_id == mawar.unit_id
    assert after.root is not None
    assert after.root.unit_id == root.unit_id


def test_a_sheet_that_adds_ends_nothing_and_stands_its_units_below_those_of_today() -> None:
    root = node("PEMDA", None, name="Pemerintah Kota Contoh", unit_type="government")
    mawar = node("KEC-2", root.unit_id, name="Kecamatan Mawar", unit_type="district")
    melati = node("KEC-3", root.unit_id, name="Kecamatan Melati", unit_type="district")
    dahlia = node("KEL-9", mawar.unit_id, name="Kelurahan Dahlia", unit_type="subdistrict")
    today = Chart.of([root, mawar, melati, dahlia])
    sheet = rows(
        "KELURAHAN ANGGREK", "KELURAHAN DAHLIA BARU", "DINAS SOSIAL", "KELURAHAN TANPA INDUK",
        code=("", "KEL-9", "", ""), parent_text=("Kecamatan Melati", "", "", ""),
    )  # fmt: skip
    assert is_apart(rows("DINAS SOSIAL", "PEMERINTAH KOTA CONTOH"), today)
    assert not is_apart(sheet, today)
    open_one = decided(sheet, today=today, adds=True)
    assert [each.found.name for each in open_one.rows if each.open] == ["KELURAHAN TANPA INDUK"]
    made = decided(sheet, {5: {"parent": "@KEC-3"}}, today, adds=True)
    assert (findings(made), [each.code for each in made.staying]) == ([], ["KEC-2", "KEC-3"])
    after = chart(made, {each.code: each.unit_id for each in today.nodes.values()}, uuid.uuid4)
    told = {(each.name, after.nodes[each.parent_id].name) for each in after.nodes.values() if each.parent_id}
    assert told == {
        ("Kecamatan Mawar", "Pemerintah Kota Contoh"),
        ("Kecamatan Melati", "Pemerintah Kota Contoh"),
        ("Dinas Sosial", "Pemerintah Kota Contoh"),
        ("Kelurahan Anggrek", "Kecamatan Melati"),
        ("Kelurahan Tanpa Induk", "Kecamatan Melati"),
        ("Kelurahan Dahlia Baru", "Kecamatan Mawar"),  # known by its code, renamed where it stands
    }
    assert today.nodes.keys() <= after.nodes.keys()
    whole = decided(sheet, {5: {"parent": "@KEC-3"}}, today)
    assert (whole.staying, [each.code for each in whole.missing]) == ((), ["KEC-2", "KEC-3"])
    assert row(whole, "KELURAHAN TANPA INDUK").open == ("parent",)  # the district it was told ends with this sheet


def test_what_a_sheet_that_adds_calls_like_a_unit_there_is_left_out_and_asked() -> None:
    root = node("PEMDA", None, name="Pemerintah Kota Contoh", unit_type="government")
    twins = [node(f"D{place}", root.unit_id, name="Dinas Sosial", unit_type="department") for place in (1, 2)]
    made = decided(rows("DINAS SOSIAL", "PEMERINTAH LAIN"), today=Chart.of([root, *twins]), adds=True)
    assert [(each.is_taken, each.cells["taken"].reason) for each in made.rows] == [(False, "twin_today")] * 2
    assert not findings(made)


def test_units_that_ended_before_the_day_of_the_structure_are_left_out_by_row() -> None:
    table = """NAMA_UNOR;ESELON_ID;EXPIRED_DATE
DINAS LAMA;21;01-01-2020
DINAS BARU;22;01-01-2030
DINAS TETAP;31;
DINAS RAGU;;entah"""
    made = decided(found_rows(table.encode(), name="unor.csv"))
    assert [(each.value("taken"), each.cells["taken"].reason, each.found.echelon) for each in made.rows] == [
        ("no", "expired", "II.a"),
        ("yes", "body_own", "II.b"),
        ("yes", "body_own", "III.a"),
        ("yes", "expired_unread", ""),
    ]
    assert [each.found.name for each in made.rows if each.asked] == ["DINAS LAMA", "DINAS RAGU"]


def test_parents_are_found_by_code_by_name_by_abbreviation_and_by_the_beginning_of_the_code() -> None:
    made = decided(
        rows(
            "Pemerintah Contoh", "Dinas Sosial", "Dinas Kesehatan", "Bidang A", "Bidang B", "Bidang C", "Bidang D",
            code=("1", "1.02", "1.03", "X1", "X2", "X3", "1.03.07"),
            abbreviation=("", "Dinsos", "", "", "", "", ""),
            parent_text=("", "1", "1", "1.02", "DINAS KESEHATAN", "dinsos", ""),
        )
    )  # fmt: skip
    assert [parent_of(made, f"Bidang {letter}") for letter in "ABCD"] == [
        "Dinas Sosial", "Dinas Kesehatan", "Dinas Sosial", "Dinas Kesehatan",
    ]  # fmt: skip
    assert not any(each.asked for each in made.rows)


def test_a_table_of_units_as_bkn_keeps_them_names_parents_by_its_own_keys() -> None:
    table = """KODE_INTERNAL;ID;NAMA_UNOR;ESELON_ID;DIATASAN_ID;UNOR_INDUK;ABBREVIATION;ORDER
K1;A1B2;DINAS SOSIAL;21;;A1B2;DINSOS;1
;A1B3;BIDANG BANTUAN;31;A1B2;A1B2;;2
;A1B4;SEKSI DATA;41;A1B3;A1B2;;3"""
    made = decided(found_rows(table.encode(), name="unor.csv"))
    names = {row.found.row: row.value("name") for row in made.rows}
    above = {row.value("name"): names.get(int(row.value("parent")), "") for row in made.rows}
    assert above == {"Dinas Sosial": "", "Bidang Bantuan": "Dinas Sosial", "Seksi Data": "Bidang Bantuan"}


def test_two_units_with_one_abbreviation_are_asked_about() -> None:
    made = decided(rows("DINAS KEBUDAYAAN DAN PARIWISATA", "DINAS KETAHANAN PANGAN", abbreviation=("DKP", "DKP")))
    second = row(made, "DINAS KETAHANAN PANGAN")
    assert (second.value("abbreviation"), second.asked) == ("", ("abbreviation",))
    assert second.cells["abbreviation"].params["other"] == "Dinas Kebudayaan dan Pariwisata"
    assert {each.code for each in made.rows} == {"DKP", "DKP-2"}


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        (
            "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU SATU PI",
            "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        ),
        ("DINAS PERUMAHAN DAN KAWASAN PERMUKIM", "Dinas Perumahan dan Kawasan Permukiman"),
        (
            "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA",
            "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        ),
    ],
)
def test_a_name_that_was_cut_off_is_completed_and_asked_about(found: str, whole: str) -> None:
    made = row(decided(rows(found)), found)
    assert (made.value("name"), made.asked) == (whole, ("name",))


def test_a_name_cut_off_in_a_way_nobody_knows_is_an_open_question() -> None:
    made = row(decided(rows("DINAS PENGELOLAAN TAMAN DAN")), "DINAS PENGELOLAAN TAMAN DAN")
    assert (made.value("name"), made.open) == ("Dinas Pengelolaan Taman dan", ("name",))


def test_the_same_agency_twice_is_taken_once_and_the_same_subdistrict_in_two_districts_twice() -> None:
    made = decided(rows("DINAS SOSIAL", "Dinas Sosial", "KECAMATAN A", "KELURAHAN X", "KECAMATAN B", "KELURAHAN X"))
    assert [each.is_taken for each in made.rows] == [True, False, True, True, True, True]
    again = decided(rows("KECAMATAN A", "KELURAHAN X", "KELURAHAN X", "KECAMATAN B"))
    assert [each.is_taken for each in again.rows] == [True, True, False, True]


def test_an_answer_counts_and_changes_what_is_proposed_for_others() -> None:
    sheet = rows("DINAS KESEHATAN", "HUMAS", "SEKSI SURVEILANS")
    made = decided(sheet)
    assert row(made, "HUMAS").open == ("unit_type", "parent")
    told = decided(
        sheet, answers={3: {"taken": "yes", "name": "Bidang Humas", "unit_type": "division", "parent": "2"}}
    )
    assert row(told, "HUMAS").asked == ()
    assert parent_of(told, "SEKSI SURVEILANS") == "Bidang Humas"
    assert findings(told) == []


def test_a_parent_that_is_left_out_is_asked_for_again() -> None:
    sheet = rows("DINAS KESEHATAN", "DINAS SOSIAL", "BIDANG P2P")
    made = decided(sheet, answers={4: {"parent": "2"}, 2: {"taken": "no"}})
    again = row(made, "BIDANG P2P")
    assert (again.open, again.cells["parent"].reason, again.value("parent")) == (("parent",), "parent_left_out", "3")


def test_a_circle_of_answers_is_told_and_never_a_structure() -> None:
    made = decided(rows("DINAS A", "BIDANG B"), answers={2: {"parent": "3"}, 3: {"parent": "2"}})
    assert {found.code for found in findings(made)} == {"own_ancestor"}


def test_the_government_is_the_top_whether_the_sheet_has_it_or_not() -> None:
    without = unit_rows(decided(rows("DINAS SOSIAL")))
    assert [(each.row, each.name, each.parent_code) for each in without] == [
        (0, "Pemerintah Kota Contoh", ""),
        (2, "Dinas Sosial", "PEMDA"),
    ]
    inside = unit_rows(decided(rows("PEMERINTAH KOTA CONTOH", "DINAS SOSIAL")))
    assert [(each.row, each.parent_code) for each in inside] == [(2, ""), (3, "PKC")]


@given(st.lists(st.sampled_from([*CITY, "HUMAS", "DINAS X DAN", "KPU", "", "()", "DPRD"]), max_size=25))
def test_whatever_the_sheet_every_row_is_decided_and_no_code_is_given_twice(names: list[str]) -> None:
    made = decided(rows(*names))
    codes = [each.code for each in made.rows]
    assert len(set(codes)) == len(codes) == len(names)
    assert all(each.code for each in made.rows)
    if not findings(made):
        assert len(chart(made, {}, uuid.uuid4).nodes) == len(unit_rows(made))


def test_three_thousand_rows_are_decided_while_one_waits() -> None:
    started = perf_counter()
    decided(rows(*(f"{CITY[place % len(CITY)]} {place} DAN" for place in range(3000))))
    assert perf_counter() - started < 10
