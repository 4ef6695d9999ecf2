"""Agreements: what is recorded, and what is refused before anything is written."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from shared_apps.errors import ForbiddenError, InvalidError, NotFoundError
from shared_apps.rows import new_id
from tenants.partnerships import queries, services
from tenants.partnerships.models import Agreement
from tests.cast import TODAY
from tests.tenants.conftest import TERMS, host_user

Agree = Callable[..., Agreement]


def test_name_and_kind_of_the_government_come_from_its_code(agree: Agree) -> None:
    city = agree()
    province = agree(number="PKS-2", region_code=" 15 ")
    assert (city.region_name, city.level) == ("Kota Magelang", "city")
    assert (province.region_code, province.region_name, province.level) == ("15", "Provinsi Jambi", "province")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "  "),
        ("region_code", "99.99"),
        ("number", "9" * 121),
        ("host_party", "Pemerintah " * 19),
        ("partner_party", "P" * 201),
        ("host_party", " "),
        ("partner_party", ""),
        ("starts_on", date(2026, 9, 30)),
        ("ends_on", date(2026, 11, 1)),
        ("ends_on", date(2026, 10, 31)),
        ("modules", []),
        ("modules", ["performance", "astrology"]),
        ("employee_quota", 0),
        ("employee_quota", -5),
        ("employee_quota", 10**10),
    ],
)
def test_wrong_terms_are_refused_at_their_field(agree: Agree, field: str, value: Any) -> None:
    before = Agreement.objects.count()
    with pytest.raises(InvalidError) as refused:
        agree(**{field: value})
    assert list(refused.value.fields) == [field]
    assert Agreement.objects.count() == before


def test_everything_wrong_is_said_at_once(agree: Agree) -> None:
    with pytest.raises(InvalidError) as refused:
        agree(number="", region_code="x", modules=[], employee_quota=0)
    assert set(refused.value.fields) == {"number", "region_code", "modules", "employee_quota"}


def test_a_number_is_recorded_once(agree: Agree) -> None:
    agree()
    with pytest.raises(InvalidError) as refused:
        agree(region_code="33.73", number=f" {TERMS['number']} ")
    assert list(refused.value.fields) == ["number"]
    assert Agreement.objects.filter(number=TERMS["number"]).count() == 1


def test_only_an_operator_records_and_reads(regions: None) -> None:
    stranger = host_user("Siti Aminah", operator=False)
    before = Agreement.objects.count()
    with pytest.raises(ForbiddenError), transaction.atomic():
        services.record_agreement(**TERMS, actor=stranger, day=TODAY)
    with pytest.raises(ForbiddenError):
        queries.agreements(stranger, TODAY)
    with pytest.raises(ForbiddenError):
        queries.agreement(stranger, Agreement.objects.all()[0].id, TODAY)
    assert Agreement.objects.count() == before


def test_an_agreement_says_whether_a_region_may_be_asked_for(agree: Agree) -> None:
    viewer = host_user()
    mine = agree(ends_on=date(2026, 12, 1))
    states = {
        day: queries.agreement(viewer, mine.id, day).can_provision
        for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))
    }
    assert list(states.values()) == [False, True, True, False]
    used = queries.by_number("PKS/north/2026")
    assert not queries.agreement(viewer, used.id, TODAY).can_provision


def test_open_agreements_come_first(agree: Agree) -> None:
    viewer = host_user()
    agree()
    first, *others = queries.agreements(viewer, TODAY)
    assert first.agreement.number == TERMS["number"]
    assert {row.agreement.number for row in others} == {"PKS/north/2026", "PKS/south/2026"}


def test_an_unknown_agreement_is_not_found(regions: None) -> None:
    with pytest.raises(NotFoundError):
        queries.agreement(host_user(), new_id(), TODAY)
    with pytest.raises(NotFoundError):
        queries.by_number("PKS/nowhere")
