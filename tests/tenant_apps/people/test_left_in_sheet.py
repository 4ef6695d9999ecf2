"""Whoever a sheet calls retired, dead or dismissed does not become active by it."""

from datetime import date

import pytest

from shared_apps.errors import InvalidError
from tenant_apps.people import services
from tenant_apps.people.queries import employee_id_for_number
from tenant_apps.people.rules.standing_words import has_left
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import COLUMNS, TODAY, person, sheet

NEW = "190009092016091009"


@pytest.mark.parametrize("text", ["Pensiun", "PENSIUN BUP", "Meninggal  Dunia", "Berhenti", "Telah diberhentikan"])
def test_words_that_say_somebody_has_left(text: str) -> None:
    assert has_left(text)


@pytest.mark.parametrize("text", ["", "Aktif", "CLTN", "Masa Persiapan Pensiun", "Pemberhentian Sementara", "01"])
def test_words_that_do_not(text: str) -> None:
    assert not has_left(text)


@pytest.mark.usefixtures("north")
def test_a_retired_newcomer_is_refused_and_an_active_one_taken() -> None:
    def take(standing: str) -> services.PeopleImport:
        row = person(NEW, "Joko Susilo", "SETDA", kedudukan_hukum=standing)
        table = sheet(row, columns=(*COLUMNS, "kedudukan_hukum"))
        return services.import_people(table=table, day=date(2026, 6, 1), today=TODAY, actor=OPERATOR)

    with pytest.raises(InvalidError) as error:
        take("Pensiun")
    found = error.value.details["errors"]
    assert [(each["column_name"], each["reason"]) for each in found] == [
        ("kedudukan_hukum", "Menurut kolom ini pegawai tidak lagi bertugas: Pensiun.")
    ]
    assert employee_id_for_number(NEW) is None
    assert take("Aktif").new == 1
