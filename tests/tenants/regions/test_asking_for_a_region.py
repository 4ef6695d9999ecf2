"""Asking for a region: what is refused, and that asking twice is asking once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError, InvalidError
from shared_apps.jobs.models import Job
from tenants.partnerships.models import Agreement
from tenants.regions import services
from tenants.regions.models import Domain, Region
from tenants.regions.rules import STEPS
from tests.at_once import at_once
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import record

Agree = Callable[..., Agreement]


def ask(agreement: Agreement, **changes: Any) -> Job:
    names: dict[str, Any] = {
        "schema_name": "magelang",
        "domain": "magelang.localhost",
        "administrator_name": "Admin Magelang",
        "administrator_email": "admin@magelang.example.id",
        "day": TODAY,
    }
    return services.provision(agreement=agreement, actor=OPERATOR, **{**names, **changes})


def test_asked_for_by_two_in_the_same_moment_it_is_one_region(real_logins: None) -> None:
    with schema_context("public"):
        agreement, before = record(), counts()
    answers = at_once("public", *[lambda: ask(agreement)] * 4)
    assert all(isinstance(answer, Job) for answer in answers), answers
    assert len({answer.id for answer in answers}) == 1
    with schema_context("public"):
        assert counts() == tuple(number + 1 for number in before)


def test_a_name_two_agreements_want_in_the_same_moment_goes_to_one(real_logins: None) -> None:
    with schema_context("public"):
        agreements = [record(), record(number="PKS-2", region_code="33.73", partner_party="Pemerintah Kota Salatiga")]
    answers = at_once("public", *[lambda each=each: ask(each) for each in agreements])
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "Job"], answers


def counts() -> tuple[int, int, int]:
    return Region.objects.count(), Domain.objects.count(), Job.objects.count()


def test_a_region_is_prepared_and_its_steps_wait(agree: Agree) -> None:
    job = ask(agree())
    region = Region.objects.get(schema_name="magelang")
    assert (region.name, region.code, region.state) == ("Kota Magelang", "33.71", Region.State.PREPARING)
    assert tuple(step.name for step in job.steps.all()) == STEPS
    assert (job.queue, job.state) == ("owner", "queued")


@pytest.mark.parametrize(("code", "zone"), [("91.71", "Asia/Jayapura"), ("64.72", "Asia/Makassar")])
def test_without_a_time_zone_it_is_that_of_its_province(agree: Agree, code: str, zone: str) -> None:
    agreement = agree(region_code=code)
    ask(agreement)
    assert Region.objects.get(agreement=agreement).time_zone == zone


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2031, 11, 1), date(2035, 1, 1)])
def test_an_agreement_not_in_force_carries_no_region(agree: Agree, day: date) -> None:
    agreement, before = agree(), counts()
    with pytest.raises(ConflictError) as refused:
        ask(agreement, day=day)
    assert refused.value.code == "agreement_not_in_force"
    assert counts() == before


@pytest.mark.parametrize(
    ("field", "value"), [("schema_name", "north"), ("domain", "south.localhost"), ("domain", "host.localhost")]
)
def test_a_taken_name_is_refused_at_its_field(agree: Agree, field: str, value: str) -> None:
    agreement, before = agree(), counts()
    with pytest.raises(ConflictError) as refused:
        ask(agreement, **{field: value})
    assert list(refused.value.fields) == [field]
    assert counts() == before


def test_a_government_has_one_region(agree: Agree) -> None:
    agreement, before = agree(region_code="33.72", number="PKS-second"), counts()
    with pytest.raises(ConflictError):
        ask(agreement)
    assert counts() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("schema_name", "public"),
        ("schema_name", "pg_solo"),
        ("schema_name", "Solo"),
        ("schema_name", "s"),
        ("schema_name", 'solo"; DROP SCHEMA north; --'),
        ("domain", "solo"),
        ("domain", "https://solo.localhost"),
        ("domain", "solo.localhost:8000"),
    ],
)
def test_a_bad_name_is_refused_at_its_field(agree: Agree, field: str, value: str) -> None:
    agreement, before = agree(), counts()
    with pytest.raises(InvalidError) as refused:
        ask(agreement, **{field: value})
    assert list(refused.value.fields) == [field]
    assert counts() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("administrator_name", " "),
        ("administrator_name", "A" * 201),
        ("administrator_email", "a" * 250 + "@magelang.example.id"),
        ("personnel_agency", ""),
        ("personnel_agency", "Badan " * 11),
        ("time_zone", "Europe/Paris"),
        ("accent", "neon"),
    ],
)
def test_what_would_stop_the_job_is_refused_now(agree: Agree, field: str, value: str) -> None:
    agreement, before = agree(), counts()
    with pytest.raises(InvalidError) as refused:
        ask(agreement, **{field: value})
    assert list(refused.value.fields) == [field]
    assert counts() == before


def test_asking_twice_is_asking_once(agree: Agree) -> None:
    agreement = agree()
    first, before = ask(agreement), counts()
    assert ask(agreement).id == first.id
    assert counts() == before


@pytest.mark.parametrize(("field", "value"), [("schema_name", "other"), ("domain", "other.localhost")])
def test_an_agreement_already_used_does_not_answer_to_other_names(agree: Agree, field: str, value: str) -> None:
    agreement = agree()
    ask(agreement)
    before = counts()
    with pytest.raises(ConflictError) as refused:
        ask(agreement, **{field: value})
    assert (refused.value.code, list(refused.value.fields)) == ("agreement_used", [field])
    assert "magelang" in str(refused.value.message)
    assert counts() == before
