"""Imports are written down, tell what they changed, take the good rows if asked, and are undone while they may be."""

from datetime import date
from typing import Any

import pytest

from shared_apps.accounts.models import User
from shared_apps.audit.acting import acting
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError
from shared_apps.rows import new_id
from tenant_apps.people import queries, services
from tenant_apps.people.imported import ImportedChange, SheetImport
from tenant_apps.people.models import (
    Assignment,
    Employee,
    EmployeeGrade,
    EmployeeNumber,
    NameWord,
    SearchName,
)
from tenant_apps.people.services import undoing
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import (
    CLERK,
    HEAD_BKPSDM,
    HEAD_ORG,
    LURAH,
    PEOPLE,
    SEKDA,
    TODAY,
    head,
    id_of,
    person,
    sheet,
)

pytestmark = pytest.mark.usefixtures("north")
LATER, LATEST = date(2026, 6, 1), date(2026, 9, 1)
NEW, OTHER = "199109092016091009", "199109092016091010"


def everything() -> list[Any]:
    tables = (Employee, EmployeeNumber, EmployeeGrade, Assignment)
    words = [
        sorted(SearchName.objects.values_list("employee_id", "words")),
        sorted(NameWord.objects.values_list("word")),
    ]
    return [*(list(model.objects.order_by("pk").values()) for model in tables), *words]


def take(*rows: dict[str, str], day: date = LATER, only_good: bool = False) -> services.PeopleImport:
    """As a request of its own, which the audit tells apart."""
    wish = services.Wish(only_good=only_good)
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        return services.import_people(table=sheet(*rows), day=day, today=TODAY, actor=OPERATOR, wish=wish)


def undo(made: services.PeopleImport) -> undoing.Undone:
    assert made.record is not None
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        return undoing.undo(import_id=made.record.id, actor=OPERATOR, today=TODAY)


def refused(made: services.PeopleImport) -> str:
    before = everything()
    with pytest.raises(ConflictError) as error:
        undo(made)
    assert everything() == before
    assert "tidak ada data yang diubah" in str(error.value.message)
    return str(error.value.message)


CORRECTED = (
    {**PEOPLE[4], "nama": "Fitri Handayani Putri", "golongan": "III/d"},
    head(CLERK[:-1] + "9", "Joko Baru", "BKPSDM-MK"),
)


def test_what_a_corrected_sheet_changes_is_told_person_by_person() -> None:
    moved = person(LURAH, "Hana Safitri", "JEBRES", kepala_unit="tidak")
    made = take({**PEOPLE[4], "nama": "Fitri Putri", "golongan": "III/d"}, moved)
    told = {
        each.name: {line["field"]: (line["before"], line["after"]) for line in each.fields} for each in made.changes
    }
    assert told["Fitri Putri"] == {"name": ("Fitri Handayani", "Fitri Putri"), "grade": ("III/c", "III/d")}
    assert told["Hana Safitri"]["unit_id"] == ("Kelurahan Mojosongo", "Kecamatan Jebres")
    assert told["Hana Safitri"]["is_head"] == ("Ya", "Tidak")
    assert told["Hana Safitri"]["chair_since"] == ("2026-01-01", "2026-06-01")
    assert list(ImportedChange.objects.order_by("row").values_list("name", flat=True)) == [
        "Fitri Putri",
        "Hana Safitri",
    ]


def test_an_import_is_written_down_and_one_that_changes_nothing_is_not() -> None:
    already = SheetImport.objects.count()
    assert take(*PEOPLE).record is None
    made = take(*PEOPLE[:2], *CORRECTED).record
    assert made is not None
    assert SheetImport.objects.count() == already + 1
    assert (made.new, made.changed, made.same, made.made_by_name, made.file_name) == (1, 1, 2, OPERATOR.name, "p.csv")


def test_the_good_rows_go_in_and_the_bad_ones_are_told() -> None:
    rows = (
        person(NEW, "Joko", "SETDA"),
        person("123", "Salah", "SETDA"),
        person(OTHER, "Kiki", "SETDA", golongan="V/z", email="kiki@north.example.id"),
        {**PEOPLE[4], "nama": "Fitri Putri", "nip_atasan": OTHER},  # needs a row that stays out
        person("199109092016091011", "Lala", "SETDA"),
        person("199109092016091011", "Lala Dua", "SETDA"),  # which of the two is right nobody knows
    )
    made = take(*rows, only_good=True)
    assert (made.rows, made.new, made.changed) == (1, 1, 0)
    assert sorted({error.row for error in made.left_out}) == [3, 4, 5, 6, 7]
    assert Employee.objects.get(id=id_of(NEW)).name == "Joko"
    assert Employee.objects.get(id=id_of(CLERK)).name == "Fitri Handayani"
    assert not EmployeeNumber.objects.filter(number__in=[OTHER, "199109092016091011"]).exists()
    assert SheetImport.objects.latest("made_at").left_out == 5


def test_a_dry_run_says_what_the_good_rows_would_do() -> None:
    before = everything()
    with pytest.raises(InvalidError) as error:
        services.import_people(
            table=sheet(person(NEW, "Joko", "SETDA"), PEOPLE[0], person("1", "Salah", "SETDA")),
            day=LATER,
            today=TODAY,
            actor=OPERATOR,
            dry_run=True,
        )
    assert error.value.details["good"] == {"rows": 2, "new": 1, "changed": 0, "same": 1, "left_out": 1}
    assert everything() == before


def test_undone_everything_is_as_it_was() -> None:
    before = everything()
    swap = (
        head(HEAD_ORG, "Citra Dewi", "SETDA-ORG", email="fitri@north.example.id", golongan="IV/a"),
        person(CLERK, "Fitri Putri", "SETDA", email="citra@north.example.id", nip_atasan=NEW),
    )
    made = take(*swap, head(NEW, "Joko Susilo", "BKPSDM-MK", tmt_jabatan="01-03-2021"))
    assert everything() != before
    assert undo(made) == undoing.Undone(taken_back=1, restored=2)
    assert everything() == before
    assert made.record is not None
    kept = SheetImport.objects.get(id=made.record.id)
    assert kept.undone_by_name == OPERATOR.name
    assert kept.undone_at is not None
    with pytest.raises(ConflictError, match="sudah dibatalkan"):
        undo(made)
    assert take(*swap, head(NEW, "Joko Susilo", "BKPSDM-MK", tmt_jabatan="01-03-2021")).changed == 2  # and again


def test_a_later_import_goes_first() -> None:
    start = everything()
    first = take(person(NEW, "Joko", "SETDA"), {**PEOPLE[4], "nama": "Fitri Putri"})
    middle = everything()
    second = take({**PEOPLE[4], "nama": "Fitri Ayu"}, person(NEW, "Joko", "JEBRES"), day=LATEST)
    assert "diubah lagi" in refused(first)
    assert "dicatat sesudahnya" in refused(first)
    undo(second)
    assert everything() == middle
    undo(first)
    assert everything() == start


def test_what_depends_on_it_keeps_it(account: Any) -> None:
    made = take(person(NEW, "Joko", "SETDA", email="joko@north.example.id"))
    User.objects.create(email="joko@north.example.id", name="Joko", employee_id=id_of(NEW))
    assert "1 pegawai baru sudah diundang atau punya akun." in refused(made)
    other = take(person(OTHER, "Kiki", "SETDA"))
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        services.leave(employee_id=id_of(OTHER), from_day=LATEST, actor=OPERATOR)
    assert "dicatat sesudahnya" in refused(other)


def test_a_chair_taken_since_is_not_given_twice() -> None:
    moved = take(person(HEAD_BKPSDM, "Dewi Lestari", "SETDA"))
    take(head(NEW, "Joko", "BKPSDM"), day=LATEST)
    assert "dikepalai orang lain" in refused(moved)


def test_only_who_may_import_lists_and_undoes(account: Any) -> None:
    made = take(person(NEW, "Joko", "SETDA"))
    assert made.record is not None
    viewer = account(SEKDA)
    before = everything()
    with pytest.raises(ForbiddenError):
        queries.imports(viewer, TODAY)
    with pytest.raises(ForbiddenError):
        queries.one_import(viewer, TODAY, made.record.id)
    with pytest.raises(ForbiddenError):
        undoing.undo(import_id=made.record.id, actor=viewer, today=TODAY)
    assert everything() == before
