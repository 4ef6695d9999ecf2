"""People sheets: taken whole, told apart from what is known, refused in words."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from tenant_apps.organisation.models import Government
from tenant_apps.people import services
from tenant_apps.people.models import Assignment, Employee, EmployeeGrade, EmployeeNumber, SearchName
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import (
    CLERK,
    HEAD_BKPSDM,
    HEAD_ORG,
    LURAH,
    PEOPLE,
    SEKDA,
    START,
    TEACHER,
    TODAY,
    head,
    id_of,
    person,
    sheet,
    take,
    unit,
)

pytestmark = pytest.mark.usefixtures("north")
LATER = date(2026, 6, 1)
NEW = "199109092016091009"


def everything() -> list[Any]:
    """All rows of the room, to see that nothing changed."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Employee, EmployeeNumber, EmployeeGrade, Assignment)
    ]


def refused(*rows: dict[str, str], day: date = LATER) -> list[tuple[int, str, str]]:
    """The errors of a sheet that must change nothing."""
    before = everything()
    with pytest.raises(InvalidError) as error:
        take(*rows, day=day)
    assert everything() == before
    assert "Tidak ada data yang diubah." in str(error.value.message)
    return [(each["row"], each["column_name"], each["reason"]) for each in error.value.details["errors"]]


def test_a_sheet_becomes_people_with_grades_and_chairs() -> None:
    sekda = Employee.objects.get(id=id_of(SEKDA))
    assert sekda.full_name == "Drs. Budi Santoso"
    assert (sekda.birth_date, sekda.gender) == (date(1970, 1, 1), "male")
    chair = Assignment.objects.get(employee=sekda)
    assert (chair.unit_id, chair.is_head, chair.position_type) == (unit("SETDA"), True, "jpt_pratama")
    assert EmployeeGrade.objects.get(employee=sekda).grade == "IV/d"
    assert EmployeeGrade.objects.get(employee_id=id_of(TEACHER)).grade == "IX"


def test_the_same_sheet_again_changes_nothing() -> None:
    before = everything()
    again = take(*PEOPLE, day=LATER)
    assert (again.new, again.changed, again.same) == (0, 0, len(PEOPLE))
    assert everything() == before


def test_a_corrected_sheet_changes_only_what_differs() -> None:
    corrected = [dict(row) for row in PEOPLE]
    corrected[4]["nama"] = "Fitri Handayani Putri"
    corrected[6]["golongan"] = "III/d"
    made = take(*corrected, person(NEW, "Joko Susilo", "SETDA"), day=LATER)
    assert (made.new, made.changed, made.same) == (1, 2, len(PEOPLE) - 2)
    assert Employee.objects.get(id=id_of(CLERK)).name == "Fitri Handayani Putri"
    grades = EmployeeGrade.objects.filter(employee_id=id_of(LURAH)).order_by("starts_on")
    assert [(grade.grade, grade.starts_on) for grade in grades] == [("III/c", START), ("III/d", LATER)]
    assert Assignment.objects.filter(employee_id=id_of(LURAH)).count() == 1


def test_a_new_chair_ends_the_old_one() -> None:
    moved = head(CLERK, "Fitri Handayani", "BKPSDM-MK", email="fitri@north.example.id", jenis_jabatan="Pengawas")
    take(moved, day=LATER)
    timeline = Assignment.objects.filter(employee_id=id_of(CLERK)).order_by("starts_on")
    assert [(each.starts_on, each.is_head) for each in timeline] == [(START, False), (LATER, True)]


def test_the_date_of_the_position_starts_the_chair() -> None:
    take(person(NEW, "Joko Susilo", "SETDA", tmt_jabatan="01-03-2021"), day=LATER)
    assert Assignment.objects.get(employee_id=id_of(NEW)).starts_on == date(2021, 3, 1)
    corrected = person(NEW, "Joko Susilo", "SETDA", tmt_jabatan="2020-04-01")
    assert take(corrected, day=LATER).changed == 1
    assert Assignment.objects.get(employee_id=id_of(NEW)).starts_on == date(2020, 4, 1)
    assert take(corrected, day=LATER).same == 1


def test_a_later_date_of_the_same_position_is_told_and_changes_no_past() -> None:
    before = everything()
    made = take({**PEOPLE[4], "tmt_jabatan": "01-06-2026"}, day=LATER)
    assert (made.changed, made.same) == (0, 1)
    assert [(warning.row, warning.column_name, warning.reason) for warning in made.warnings] == [
        (
            2,
            "tmt_jabatan",
            "Jabatan yang sama sudah tercatat sejak 1 Januari 2026; TMT yang lebih akhir tidak mengubahnya.",
        )
    ]
    assert everything() == before


def test_a_dry_run_counts_and_writes_nothing() -> None:
    before = everything()
    would = take(*PEOPLE[:3], person(NEW, "Joko Susilo", "SETDA"), day=LATER, dry_run=True)
    assert (would.new, would.changed, would.same, would.dry_run) == (1, 0, 3, True)
    assert everything() == before


def test_above_the_quota_nothing_is_taken_and_both_figures_are_told() -> None:
    Government.objects.update(employee_quota=9)
    before = everything()
    rows = (person(NEW, "Joko Susilo", "SETDA"), person("199109092016091010", "Kiki Amalia", "SETDA"))
    with pytest.raises(ConflictError) as error:
        take(*rows, day=LATER)
    assert error.value.code == "quota_exceeded"
    assert error.value.details == {"after": 10, "quota": 9}
    assert "menjadi 10" in str(error.value.message)
    assert "adalah 9" in str(error.value.message)
    assert everything() == before
    assert take(rows[0], day=LATER).new == 1  # exactly the quota


def test_somebody_who_left_does_not_count() -> None:
    Government.objects.update(employee_quota=8)
    services.leave(employee_id=id_of(CLERK), from_day=date(2026, 5, 1), actor=OPERATOR)
    assert take(person(NEW, "Joko Susilo", "SETDA"), day=LATER).new == 1


def test_an_earlier_day_does_not_get_around_the_quota() -> None:
    crew = [person(f"19910909201609{number:04}", f"Orang {number}", "SETDA") for number in range(12)]
    Government.objects.update(employee_quota=len(PEOPLE) + 6)
    take(*crew[:6], day=TODAY)
    before = everything()
    with pytest.raises(ConflictError) as error:
        take(*crew[6:], day=LATER)
    assert error.value.details == {"after": len(PEOPLE) + 12, "quota": len(PEOPLE) + 6}
    assert everything() == before


def test_a_later_day_with_earlier_positions_does_not_get_around_the_quota() -> None:
    Government.objects.update(employee_quota=len(PEOPLE))
    services.leave(employee_id=id_of(CLERK), from_day=date(2027, 1, 1), actor=OPERATOR)
    with pytest.raises(ConflictError):
        take(person(NEW, "Joko Susilo", "SETDA", tmt_jabatan="01-03-2021"), day=date(2027, 1, 1))
    assert take(person(NEW, "Joko Susilo", "SETDA"), day=date(2027, 1, 1)).new == 1


def test_the_same_sheet_again_is_taken_above_the_quota_too() -> None:
    Government.objects.update(employee_quota=2)
    assert take(*PEOPLE, day=LATER).same == len(PEOPLE)
    assert take({**PEOPLE[4], "jabatan": "Analis"}, day=LATER).changed == 1


def test_who_comes_back_counts_again() -> None:
    Government.objects.update(employee_quota=len(PEOPLE) - 1)
    services.leave(employee_id=id_of(CLERK), from_day=date(2026, 5, 1), actor=OPERATOR)
    with pytest.raises(ConflictError):
        take(PEOPLE[4], day=LATER)


def test_bad_cells_are_told_in_words() -> None:
    assert refused(
        person("1,9E+17", "Joko", "SETDA"),
        person("19910909201609100", "Kiki", "SETDA"),
        person("19910909201609100X", "Lala", "SETDA"),
        person("", "Mia", "SETDA"),
        person(NEW, "", "DINAS-X", golongan="V/a", jenis_jabatan="Raja", kepala_unit="mungkin", jenis_pegawai="PNS"),
        person(
            "199109092016091011", "Nino", "SETDA", jenis_pegawai="Honorer", email="nino@", tmt_jabatan="31-02-2020"
        ),
        person("199109092016091012", "Oki", "SETDA", tmt_jabatan="2027-01-01", nip_atasan="123"),
        person("199109092016091013", "Peni\x0b", "SETDA", jabatan=""),
    ) == [
        (2, "nip", "NIP tersimpan sebagai angka, sehingga angka-angka terakhirnya hilang."),
        (3, "nip", "NIP tidak terdiri atas 18 angka."),
        (4, "nip", "NIP berisi tanda selain angka."),
        (5, "nip", "NIP kosong."),
        (6, "nama", "Sel ini kosong."),
        (6, "golongan", "Golongan tidak dikenal untuk jenis pegawai ini."),
        (6, "jenis_jabatan", "Jenis jabatan tidak dikenal."),
        (6, "kode_unit", "Kode unit tidak ada dalam struktur organisasi yang berlaku."),
        (6, "kepala_unit", "Isinya bukan ya atau tidak."),
        (7, "jenis_pegawai", "Jenis pegawai tidak dikenal."),
        (7, "email", "Alamat surel tidak sah."),
        (7, "tmt_jabatan", "Tanggal tidak dapat dibaca."),
        (8, "nip_atasan", "NIP tidak terdiri atas 18 angka."),
        (8, "tmt_jabatan", "Tanggal ini sesudah tanggal berlakunya impor, 1 Juni 2026."),
        (9, "jabatan", "Sel ini kosong."),
    ]


def test_a_pppk_has_no_grade_of_a_pns() -> None:
    row = person("199208082024211010", "Rudi", "SETDA", jenis_pegawai="PPPK", golongan="III/a")
    assert refused(row) == [(2, "golongan", "Golongan tidak dikenal untuk jenis pegawai ini.")]


def test_rows_that_cannot_stand_beside_each_other() -> None:
    assert refused(
        person(NEW, "Joko", "SETDA", email="sama@north.example.id"),
        person(NEW, "Joko", "SETDA"),
        head("199109092016091010", "Kiki", "BKPSDM-MK", email="Sama@north.example.id"),
        head("199109092016091011", "Lala", "BKPSDM-MK"),
    ) == [
        (3, "nip", "NIP ini sudah ada di baris 2."),
        (4, "email", "Alamat surel ini sudah ada di baris 2."),
        (5, "kepala_unit", "Unit BKPSDM-MK sudah punya kepala di baris 4."),
    ]


def test_rows_that_cannot_stand_beside_people_outside_the_sheet() -> None:
    assert refused(head(NEW, "Joko", "BKPSDM", email="citra@north.example.id")) == [
        (2, "kepala_unit", "Unit ini sudah dikepalai Dewi Lestari, yang tidak ada di berkas ini."),
        (2, "email", "Alamat surel ini dipakai Citra Dewi, yang tidak ada di berkas ini."),
    ]


def test_a_chair_and_an_address_may_change_hands_inside_one_sheet() -> None:
    made = take(
        person(HEAD_BKPSDM, "Dewi Lestari", "SETDA"),
        head(NEW, "Joko", "BKPSDM", email="citra@north.example.id"),
        head(HEAD_ORG, "Citra Dewi", "SETDA-ORG", email="citra.baru@north.example.id"),
        day=LATER,
    )
    assert (made.new, made.changed) == (1, 2)
    assert Employee.objects.get(id=id_of(NEW)).email == "citra@north.example.id"


def test_who_gets_an_address_must_see_it_given_up() -> None:
    assert refused(
        head(NEW, "Joko", "BKPSDM-MK", email="citra@north.example.id"), head(HEAD_ORG, "Citra Dewi", "SETDA-ORG")
    ) == [(2, "email", "Alamat surel ini milik pegawai di baris 3, yang sel surelnya kosong.")]
    assert refused(
        head(NEW, "Joko", "BKPSDM-MK", email="citra@north.example.id"),
        head(HEAD_ORG, "Citra Dewi", "SETDA-ORG", email="citra@north.example.id"),
    ) == [(3, "email", "Alamat surel ini sudah ada di baris 2.")]


def test_two_people_may_swap_their_addresses() -> None:
    take(
        head(HEAD_ORG, "Citra Dewi", "SETDA-ORG", email="fitri@north.example.id"),
        person(CLERK, "Fitri Handayani", "BKPSDM-MK", email="citra@north.example.id"),
        day=LATER,
    )
    assert Employee.objects.get(id=id_of(CLERK)).email == "citra@north.example.id"


def test_an_empty_address_is_missing_and_forgets_nothing() -> None:
    take(person(CLERK, "Fitri Handayani", "BKPSDM-MK"), day=LATER)
    assert Employee.objects.get(id=id_of(CLERK)).email == "fitri@north.example.id"


def test_superiors_are_checked() -> None:
    assert refused(
        person(NEW, "Joko", "SETDA", nip_atasan=NEW), person(CLERK, "Fitri", "SETDA", nip_atasan="199109092016091999")
    ) == [
        (2, "nip_atasan", "Pegawai ini menjadi atasan dirinya sendiri."),
        (3, "nip_atasan", "NIP atasan tidak ditemukan di berkas ini maupun di data pegawai."),
    ]


def test_a_superior_may_be_new_in_the_same_sheet() -> None:
    take(
        person(CLERK, "Fitri Handayani", "BKPSDM-MK", email="fitri@north.example.id", nip_atasan=NEW),
        person(NEW, "Joko", "SETDA"),
        day=LATER,
    )
    latest = Assignment.objects.filter(employee_id=id_of(CLERK)).latest("starts_on")
    assert latest.superior_override_id == id_of(NEW)


def test_old_and_new_number_of_one_person_in_two_rows() -> None:
    services.change_number(employee_id=id_of(CLERK), number=NEW, starts_on=date(2026, 2, 1), actor=OPERATOR)
    assert refused(person(CLERK, "Fitri", "SETDA"), person(NEW, "Fitri", "SETDA")) == [
        (3, "nip", "NIP ini dan NIP di baris 2 adalah nomor lama dan baru dari orang yang sama.")
    ]
    assert id_of(CLERK) == id_of(NEW)


def test_oddities_warn_and_do_not_block() -> None:
    made = take(person("190001011920011001", "Kakek Tua", "SETDA"), person("199013992009991009", "Aneh", "SETDA"))
    assert made.new == 2
    assert [(warning.row, warning.reason) for warning in made.warnings] == [
        (2, "Pegawai ini berusia 126 tahun, di atas batas usia pensiun 58 tahun."),
        (3, "Delapan angka pertama NIP bukan tanggal lahir yang ada di kalender."),
        (3, "Bulan pengangkatan di dalam NIP bukan 01 sampai 12."),
    ]


def test_a_sheet_without_a_needed_column_is_refused() -> None:
    before = everything()
    with pytest.raises(InvalidError) as error:
        services.import_people(
            table=sheet(*PEOPLE, columns=("nip", "nama", "golongan")), day=LATER, today=TODAY, actor=OPERATOR
        )
    assert error.value.code == "header_not_found"
    assert everything() == before


def test_hostile_names_are_kept_as_text() -> None:
    name = "<img src=x onerror=alert(1)> '; DROP TABLE people_employee; --"
    take(person(NEW, name, "SETDA"), day=LATER)
    assert Employee.objects.get(id=id_of(NEW)).name == name


def test_marks_of_the_database_are_kept_as_text_and_found_again() -> None:
    """What COPY and arrays give a meaning of their own: backslash, quotation mark, comma, brace, NULL."""
    name, address = 'Null {a,"b"} \\N \\t', '"a\\"b,{c}"@north.example.id'
    row = person(NEW, name, "SETDA", email=address)
    take(row, day=LATER)
    assert list(Employee.objects.filter(id=id_of(NEW)).values_list("name", "email")) == [(name, address)]
    assert SearchName.objects.get(employee_id=id_of(NEW)).words == ["null", "a", "b", "n", "t"]
    assert take(row, day=LATER).same == 1
    assert refused(person("199109092016091010", "Kiki", "SETDA", email=address)) == [
        (2, "email", f"Alamat surel ini dipakai {name}, yang tidak ada di berkas ini.")
    ]


def test_only_an_administrator_imports(account: Any) -> None:
    before = everything()
    with pytest.raises(ForbiddenError):
        services.import_people(table=sheet(*PEOPLE), day=LATER, today=TODAY, actor=account(SEKDA))
    assert everything() == before


def test_a_larger_sheet_takes_no_more_queries() -> None:
    def queries_of(*rows: dict[str, str]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            take(*rows, day=LATER)
        return len(seen)

    few = queries_of(*(person(f"19910909201609{number:04}", f"A {number}", "SETDA") for number in range(2)))
    many = queries_of(*(person(f"19910909201709{number:04}", f"B {number}", "SETDA") for number in range(100)))
    assert many == few
