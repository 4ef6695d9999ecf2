"""The day of a grade is its own: told by the sheet, or said where it was taken from."""

from datetime import date

import pytest

from shared_apps.errors import InvalidError
from tenant_apps.people import services
from tenant_apps.people.models import EmployeeGrade
from tenant_apps.people.rules import columns
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import COLUMNS, LURAH, PEOPLE, START, TODAY, id_of, person, sheet

pytestmark = pytest.mark.usefixtures("north")
LATER = date(2026, 6, 1)
NEW = "190009092016091009"
LURAH_ROW = PEOPLE[6]


def take(*rows: dict[str, str], day: date = LATER) -> services.PeopleImport:
    table = sheet(*rows, columns=(*COLUMNS, "tmt_golongan"))
    return services.import_people(table=table, day=day, today=TODAY, actor=OPERATOR)


def grades(number: str) -> list[tuple[str, date]]:
    rows = EmployeeGrade.objects.filter(employee_id=id_of(number)).order_by("starts_on")
    return list(rows.values_list("grade", "starts_on"))


@pytest.mark.parametrize("name", ["tmt_golongan", "tmt_gol", "tmt_pangkat"])
def test_the_columns_of_other_systems_are_known(name: str) -> None:
    assert columns.recognise(["nip", name]).fields["tmt_golongan"] == name


def test_a_grade_starts_on_its_own_day() -> None:
    row = person(NEW, "Joko Susilo", "SETDA", tmt_jabatan="01-03-2021", tmt_golongan="01.04.2019")
    made = take(row)
    assert (grades(NEW), made.notes) == ([("III/c", date(2019, 4, 1))], [])
    promoted = {**LURAH_ROW, "golongan": "III/d", "tmt_golongan": "2026-04-01"}
    made = take(promoted)
    assert grades(LURAH) == [("III/c", START), ("III/d", date(2026, 4, 1))]
    told = {each["field"]: (each["before"], each["after"]) for each in made.changes[0].fields}
    assert told == {"grade": ("III/c", "III/d"), "grade_since": ("2026-01-01", "2026-04-01")}
    assert take(promoted).same == 1


def test_an_earlier_day_corrects_and_a_later_one_is_told() -> None:
    assert take({**LURAH_ROW, "tmt_golongan": "01-10-2022"}).changed == 1
    assert grades(LURAH) == [("III/c", date(2022, 10, 1))]
    made = take({**LURAH_ROW, "tmt_golongan": "01-10-2023"})
    assert (made.same, [warning.column_name for warning in made.warnings]) == (1, ["tmt_golongan"])
    assert grades(LURAH) == [("III/c", date(2022, 10, 1))]


def test_where_the_sheet_tells_no_day_it_is_said_once_where_it_was_taken_from() -> None:
    made = take(
        person(NEW, "Joko Susilo", "SETDA", tmt_jabatan="01-03-2021"),
        person("190009092016092010", "Kiki Amalia", "SETDA", tmt_jabatan="01-03-2021"),
        {**LURAH_ROW, "golongan": "III/d"},
    )
    assert (grades(NEW), grades(LURAH)[-1]) == ([("III/c", date(2021, 3, 1))], ("III/d", LATER))
    assert made.notes == [
        "Berkas tidak menyebut TMT golongan 2 pegawai: tanggalnya diambil dari TMT jabatan.",
        "Berkas tidak menyebut TMT golongan 1 pegawai: tanggalnya diambil dari tanggal impor, 1 Juni 2026.",
    ]


def test_a_day_after_the_import_is_refused() -> None:
    with pytest.raises(InvalidError) as error:
        take({**LURAH_ROW, "tmt_golongan": "01-07-2026"})
    assert error.value.details["errors"][0]["column_name"] == "tmt_golongan"
    assert grades(LURAH) == [("III/c", START)]
