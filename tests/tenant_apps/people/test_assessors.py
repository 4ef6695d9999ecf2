"""Who rates somebody when it is not the superior: named for a time, with a reason."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared_apps.errors import ConflictError, DomainError, ForbiddenError
from tenant_apps.people import queries, services
from tenant_apps.people.queries import timeline
from tenant_apps.people.records import NamedAssessor
from tests.cast import OPERATOR
from tests.tenant_apps.people.conftest import Account
from tests.tenant_apps.people.people import CLERK, HEAD_JEBRES, HEAD_ORG, LURAH, SEKDA, TEACHER, TODAY, id_of

pytestmark = pytest.mark.usefixtures("north")
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)


def assessor(number: str, day: date) -> UUID | None:
    return queries.assessor_of(id_of(number), day)


def name(number: str = HEAD_ORG, *, of: str = TEACHER, starts_on: date = JULY, **more: Any) -> None:
    services.name_assessor(
        employee_id=id_of(of), number=number, starts_on=starts_on, reason="SK 7", actor=OPERATOR, **more
    )


def test_the_superior_rates_until_somebody_is_named_and_again_afterwards() -> None:
    name(until=date(2026, 8, 31))
    days = (date(2026, 6, 30), JULY, date(2026, 8, 31), SEPTEMBER)
    lurah, named = id_of(LURAH), id_of(HEAD_ORG)
    assert [assessor(TEACHER, day) for day in days] == [lurah, named, named, lurah]
    assert queries.superior_of(id_of(TEACHER), JULY).employee_id == lurah  # type: ignore[union-attr]


def test_after_a_time_within_another_whoever_was_named_before_rates_again() -> None:
    name()
    name(SEKDA, starts_on=SEPTEMBER, until=date(2026, 9, 30))
    days = (JULY, SEPTEMBER, date(2026, 10, 1))
    assert [assessor(TEACHER, day) for day in days] == [id_of(HEAD_ORG), id_of(SEKDA), id_of(HEAD_ORG)]


def test_an_end_and_the_same_day_again() -> None:
    name()
    with pytest.raises(ConflictError, match="sudah tercatat “Citra Dewi”") as refused:
        name(SEKDA)
    for _twice in range(2):
        name(SEKDA, replaces=UUID(refused.value.details["replaces"]))
    assert NamedAssessor.objects.count() == 1
    for day in (SEPTEMBER, date(2026, 10, 1)):
        services.end_named_assessor(employee_id=id_of(TEACHER), from_day=day, actor=OPERATOR)
    assert NamedAssessor.objects.count() == 2
    assert [assessor(TEACHER, day) for day in (JULY, SEPTEMBER)] == [id_of(SEKDA), id_of(LURAH)]


def test_somebody_named_who_leaves_does_not_block_rating() -> None:
    name()
    services.leave(employee_id=id_of(HEAD_ORG), from_day=SEPTEMBER, actor=OPERATOR)
    assert [assessor(TEACHER, day) for day in (JULY, SEPTEMBER)] == [id_of(HEAD_ORG), id_of(LURAH)]


def test_where_nobody_is_above_somebody_can_be_named() -> None:
    assert assessor(SEKDA, JULY) is None
    name(HEAD_ORG, of=SEKDA)
    assert assessor(SEKDA, JULY) == id_of(HEAD_ORG)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": TEACHER}, "menilai dirinya sendiri"),
        ({"number": "199909092026091009"}, "Tidak ada pegawai"),
        ({"reason": "  "}, "alasannya"),
        ({"until": date(2026, 6, 30)}, "mendahului"),
        ({"starts_on": date(2025, 1, 1)}, "Tidak ada pegawai"),  # nobody is in office yet
        ({"until": date(2026, 9, 30)}, "sudah ditetapkan lagi"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(changed: dict[str, Any], words: str) -> None:
    name(SEKDA, starts_on=SEPTEMBER)
    before = list(NamedAssessor.objects.values())
    wish: dict[str, Any] = {"number": HEAD_ORG, "starts_on": JULY, "until": None, "reason": "SK 7", **changed}
    with pytest.raises(DomainError) as refused:
        services.name_assessor(employee_id=id_of(TEACHER), actor=OPERATOR, **wish)
    assert words in str([refused.value.message, refused.value.fields])
    assert list(NamedAssessor.objects.values()) == before


def test_only_who_looks_after_people_names_assessors(account: Account) -> None:
    for user in (account(LURAH), account(role="regional_head"), account(role="auditor")):
        with pytest.raises(ForbiddenError):
            services.name_assessor(
                employee_id=id_of(TEACHER), number=HEAD_JEBRES, starts_on=JULY, reason="SK", actor=user
            )
    assert NamedAssessor.objects.count() == 0


def test_the_page_says_who_rates_since_when_and_why(account: Account) -> None:
    name()
    page = queries.employee(account(TEACHER), id_of(TEACHER), TODAY)
    assert (page.superior_name, page.assessor_name) == ("Hana Safitri", "Citra Dewi")
    (entry,) = [each for each in page.entries if each.kind == timeline.ASSESSOR]
    assert (entry.title, entry.detail, entry.starts_on, entry.known_late) == ("Citra Dewi", "SK 7", JULY, True)
    assert queries.employee(account(CLERK), id_of(CLERK), TODAY).assessor_name == "Eko Prasetyo"
