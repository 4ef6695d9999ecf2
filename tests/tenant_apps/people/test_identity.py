"""A number that is another's renames nobody; a name put right stays an update."""

from datetime import date

import pytest

from shared_apps.errors import InvalidError
from tenant_apps.people import services
from tenant_apps.people.models import Employee
from tenant_apps.people.rules.identity import Registered, is_another
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import CLERK, PEOPLE, START, id_of, person, take

BORN, OTHER = date(1900, 5, 5), date(1900, 6, 6)


@pytest.mark.parametrize(
    ("known", "name", "birth_date", "gender", "expected"),
    [
        (Registered("Fitri Handayani", BORN, "female"), "Budi Santoso", BORN, "male", True),
        (Registered("Fitri Handayani", BORN, "female"), "Ratna Sari", OTHER, "female", True),
        (Registered("Fitri Handayani", BORN, "female"), "Ratna Sari", BORN, "female", False),  # a new name
        (Registered("Fitri Handayani", BORN, "female", 2), "Ratna Sari", BORN, "female", True),  # a wrong number
        (Registered("Fitri Handayani", BORN, "female", 2), "FITRI HANDAYANI, S.Pd.", BORN, "female", False),
        (Registered("Fitri Handayani", BORN, "female"), "Fitri Handayani Putri", OTHER, "male", False),
        (Registered("Soekarno", BORN, "male"), "Sukarno", OTHER, "male", False),  # the old spelling
        (Registered("Sulastri", BORN, "female"), "Sulsatri", OTHER, "female", False),  # one slip
        (Registered("Nur Haliza", BORN, "female"), "NURHALIZA", OTHER, "female", False),
        (Registered("Drs. Ahmad Yani", BORN, "male"), "Drs. Budi Santoso", OTHER, "male", True),
        (Registered("Ahmad bin Ali", BORN, "male"), "Umar bin Said", OTHER, "male", True),
        (Registered("A. B.", BORN, "male"), "Budi Santoso", OTHER, "female", False),  # nothing to compare
        (Registered("Budi Santoso", None, ""), "Ratna Sari", OTHER, "female", False),  # nothing known
    ],
)
def test_who_is_somebody_else(known: Registered, name: str, birth_date: date, gender: str, *, expected: bool) -> None:
    assert is_another(known, name=name, birth_date=birth_date, gender=gender) is expected


@pytest.mark.usefixtures("north")
def test_a_wrong_number_of_one_person_does_not_take_the_row_of_its_owner() -> None:
    wrong = "190001012015012998"
    services.change_number(employee_id=id_of(CLERK), number=wrong, starts_on=START, actor=OPERATOR)
    with pytest.raises(InvalidError) as error:
        take(person(wrong, "Ratna Sari", "SETDA"), PEOPLE[0], day=date(2026, 6, 1))
    found = error.value.details["errors"]
    assert [(each["row"], each["column_name"], each["reason"]) for each in found] == [
        (2, "nip", "NIP ini tercatat atas nama Fitri Handayani, sedangkan barisnya berisi Ratna Sari.")
    ]
    assert Employee.objects.get(id=id_of(wrong)).name == "Fitri Handayani"
