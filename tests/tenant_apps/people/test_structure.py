"""Structures and the people in their units: nobody is left without one."""

from datetime import date
from typing import Any

import pytest

from shared_apps.errors import ConflictError, InvalidError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import StructureVersion
from tenant_apps.people import services
from tenant_apps.people.models import Assignment
from tests.cast import OPERATOR
from tests.tenant_apps.organisation.sheets import CITY
from tests.tenant_apps.organisation.sheets import sheet as structure
from tests.tenant_apps.people.people import LURAH, PEOPLE, TEACHER, head, id_of, person, take, unit

pytestmark = pytest.mark.usefixtures("north")
JULY, OCTOBER, NEXT_YEAR = date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)
WITHOUT_THE_LAST = CITY[:-1]  # Kelurahan Mojosongo, where two people sit


def reorganise(*rows: tuple[str, ...], day: date, dry_run: bool = False) -> Any:
    return services.import_structure(
        table=structure(*rows), effective_from=day, decree="Perwal 2", actor=OPERATOR, dry_run=dry_run
    )


def they_move(day: date) -> None:
    take(
        head(LURAH, "Hana Safitri", "BKPSDM-MK", jenis_jabatan="Pengawas"),
        person(TEACHER, "Indra Kurnia", "JEBRES", jenis_pegawai="PPPK", golongan="IX", jenis_jabatan="Fungsional"),
        day=day,
    )


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_unit_with_people_cannot_be_dropped(dry_run: bool) -> None:
    with pytest.raises(ConflictError) as refused:
        reorganise(*WITHOUT_THE_LAST, day=JULY, dry_run=dry_run)
    assert refused.value.code == "units_occupied"
    assert "Kelurahan Mojosongo (JEBRES-1): 2" in str(refused.value.message)
    assert refused.value.details["units"] == [{"code": "JEBRES-1", "name": "Kelurahan Mojosongo", "people": 2}]
    assert StructureVersion.objects.count() == 1


def test_a_unit_is_dropped_once_its_people_sit_elsewhere_from_that_day() -> None:
    they_move(OCTOBER)
    with pytest.raises(ConflictError):
        reorganise(*WITHOUT_THE_LAST, day=JULY)  # they are still there then
    reorganise(*WITHOUT_THE_LAST, day=OCTOBER)
    assert "JEBRES-1" not in organisation.chart_on(OCTOBER).by_code


def test_a_unit_into_which_somebody_comes_later_cannot_be_dropped() -> None:
    they_move(JULY)
    take(person("199109092016091009", "Joko", "JEBRES-1"), day=NEXT_YEAR)
    with pytest.raises(ConflictError):
        reorganise(*WITHOUT_THE_LAST, day=OCTOBER)


def test_a_unit_may_be_missing_while_nobody_sits_in_it() -> None:
    they_move(JULY)
    reorganise(*CITY, ("DISDIK", "Dinas Pendidikan", "department", "PEM", "", "II.b"), day=NEXT_YEAR)
    take(person("199109092016091009", "Joko", "JEBRES-1"), day=NEXT_YEAR)
    reorganise(*WITHOUT_THE_LAST, day=OCTOBER)  # the structure of next year has it again
    assert "JEBRES-1" in organisation.chart_on(NEXT_YEAR).by_code


def test_who_left_holds_no_unit() -> None:
    for number in (LURAH, TEACHER):
        services.leave(employee_id=id_of(number), from_day=JULY, actor=OPERATOR)
    reorganise(*WITHOUT_THE_LAST, day=JULY)
    assert "JEBRES-1" not in organisation.chart_on(JULY).by_code


def test_nobody_comes_into_a_unit_that_ends_while_they_are_in_it() -> None:
    they_move(JULY)
    reorganise(*WITHOUT_THE_LAST, day=OCTOBER)
    before = Assignment.objects.count()
    joko = person("199109092016091009", "Joko", "JEBRES-1")
    with pytest.raises(InvalidError) as refused:
        take(joko, day=date(2026, 8, 1))
    (error,) = refused.value.details["errors"]
    assert (error["column_name"], error["reason"]) == (
        "kode_unit",
        "Unit ini tidak ada lagi dalam struktur yang berlaku mulai 1 Oktober 2026.",
    )
    assert Assignment.objects.count() == before
    take({**joko, "kode_unit": "JEBRES"}, day=OCTOBER)
    take(joko, day=date(2026, 8, 1))
    timeline = Assignment.objects.filter(employee_id=id_of("199109092016091009")).order_by("starts_on")
    assert [each.unit_id for each in timeline] == [unit("JEBRES-1"), unit("JEBRES")]


def test_the_same_people_again_are_taken_beside_a_later_structure() -> None:
    reorganise(*CITY, ("DISDIK", "Dinas Pendidikan", "department", "PEM", "", "II.b"), day=NEXT_YEAR)
    assert take(*PEOPLE, day=JULY).same == len(PEOPLE)
