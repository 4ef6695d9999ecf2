"""Regions asked for in one list: refused together, accepted together, afterwards each on its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.errors import ForbiddenError, InvalidError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from tenants.partnerships.models import Agreement
from tenants.regions import abandoning, erasure, tasks
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Batch, BatchLine, Domain, Region
from tenants.regions.together import services
from tenants.regions.together.rules import MOST, Asked, Terms
from tests.at_once import at_once
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import TERMS, host_user, record
from tests.tenants.regions.test_provisioning_runs import door_left_open

CODES = ("33.71", "33.73", "33.74", "33.75", "33.76", "34.71", "35.71", "35.72", "35.73", "35.74", "35.75")
ELEVEN = tuple(f"mitra{place}" for place in range(1, 12))
_KEPT = ("region_code", "host_party", "partner_party", "signed_on", "starts_on", "ends_on", "employee_quota")


def asked(name: str = "mitra1", code: str = "", **changes: Any) -> Asked:
    """A row whose agreement is recorded at the same time."""
    terms = Terms(
        **{key: TERMS[key] for key in _KEPT if key != "region_code"},
        region_code=code or CODES[ELEVEN.index(name)],
        modules=("performance", "talent"),
    )
    row = Asked(
        number=f"PKS/{name}/2026",
        schema_name=name,
        domain=f"{name}.localhost",
        administrator_name=f"Admin {name}",
        administrator_email=f"admin@{name}.example.id",
        terms=terms,
    )
    return replace(row, **changes)


def eleven() -> list[Asked]:
    return [asked(name) for name in ELEVEN]


def ask(rows: Sequence[Asked], **changes: Any) -> Batch:
    with schema_context("public"):
        return services.provision_together(**{"rows": rows, "actor": OPERATOR, "day": TODAY, **changes})


def counts() -> tuple[int, ...]:
    models = (Agreement, Region, Domain, Job, Batch, BatchLine)
    return tuple(model.objects.count() for model in models)


def job_of(name: str) -> Job:
    return Job.objects.get(key=f"provision:{name}")


def answers(name: str) -> bool:
    return bool(Client().get("/masuk/", HTTP_HOST=f"{name}.localhost").status_code == 200)


def test_eleven_from_one_list_one_stopped_and_resumed_one_abandoned_and_asked_again(real_logins: None) -> None:
    batch = ask(eleven())
    assert batch.lines.count() == 11
    for name in ELEVEN[:5]:
        tasks.provision("public", str(job_of(name).id))
    with door_left_open():  # these two are not proved, and stop
        tasks.provision("public", str(job_of("mitra6").id))
        tasks.provision("public", str(job_of("mitra7").id))
    for name in ELEVEN[7:]:
        tasks.provision("public", str(job_of(name).id))
    states = {name: Region.objects.get(schema_name=name).state for name in ELEVEN}
    assert [name for name, state in states.items() if state != Region.State.ACTIVE] == ["mitra6", "mitra7"]
    assert all(answers(name) is (name not in {"mitra6", "mitra7"}) for name in ELEVEN)

    with schema_context("public"):
        jobs.resume(job_id=job_of("mitra6").id)
        tasks.provision("public", str(job_of("mitra6").id))
        region = Region.objects.get(schema_name="mitra7")
        given_up = abandoning.abandon(region_id=region.id, actor=OPERATOR, day=TODAY)
        tasks.abandon("public", str(given_up.id))
        assert erasure.remains("mitra7") == []
        again = services.provision_again(batch_id=batch.id, position=7, actor=OPERATOR, day=TODAY)
        tasks.provision("public", str(again.id))
    assert all(answers(name) for name in ELEVEN)
    with schema_context("public"), as_owner():
        assert roles.broken_promises() == []


def test_agreements_are_recorded_at_the_same_time_or_are_there(regions: None) -> None:
    known = record(number="PKS/mitra1/2026")
    batch = ask([asked("mitra1", terms=None), asked("mitra2")])
    assert [line.agreement.number for line in batch.lines.all()] == ["PKS/mitra1/2026", "PKS/mitra2/2026"]
    assert batch.lines.get(position=1).agreement == known
    assert {job.state for job in Job.objects.filter(kind="provision", key__contains="mitra")} == {"queued"}


def test_an_agreement_already_recorded_with_the_same_facts_is_that_agreement(regions: None) -> None:
    row = asked("mitra1")
    record(number=row.number, partner_party=row.terms.partner_party, region_code=row.terms.region_code)  # type: ignore[union-attr]
    before = Agreement.objects.count()
    ask([row])
    assert Agreement.objects.count() == before


@pytest.mark.parametrize(
    ("place", "change", "field"),
    [
        (1, {"schema_name": "North"}, "schema_name"),
        (1, {"schema_name": "north"}, "schema_name"),
        (1, {"domain": "south.localhost"}, "domain"),
        (1, {"domain": "tanpa titik"}, "domain"),
        (1, {"administrator_email": "bukan surel"}, "administrator_email"),
        (1, {"administrator_name": ""}, "administrator_name"),
        (1, {"time_zone": "Mars"}, "time_zone"),
        (1, {"number": "PKS/TIDAK/ADA", "terms": None}, "number"),
        (2, {"schema_name": "mitra1"}, "schema_name"),
        (2, {"domain": "mitra1.localhost"}, "domain"),
        (2, {"number": "PKS/mitra1/2026"}, "number"),
    ],
)
def test_one_bad_row_and_nothing_of_the_list_is_made(
    regions: None, place: int, change: dict[str, Any], field: str
) -> None:
    rows, before = [asked(name) for name in ELEVEN[:3]], counts()
    rows[place] = replace(rows[place], **change)
    with pytest.raises(InvalidError) as refused:
        ask(rows)
    assert refused.value.code == "rows_invalid"
    assert {number: list(fields) for number, fields in refused.value.details["rows"].items()} == {place: [field]}
    assert counts() == before
    assert services.check(rows=rows, actor=OPERATOR, day=TODAY) == refused.value.details["rows"]
    assert counts() == before


def test_every_bad_row_is_told_at_once(regions: None) -> None:
    rows = eleven()
    rows[3] = replace(rows[3], domain="x")
    rows[8] = replace(rows[8], terms=replace(rows[8].terms, region_code="99.99", employee_quota=0))  # type: ignore[type-var]
    problems = services.check(rows=rows, actor=OPERATOR, day=TODAY)
    assert {place: set(fields) for place, fields in problems.items()} == {
        3: {"domain"},
        8: {"region_code", "employee_quota"},
    }


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2031, 11, 1)])
def test_an_agreement_not_in_force_stops_the_whole_list(regions: None, day: date) -> None:
    before = counts()
    with pytest.raises(InvalidError) as refused:
        ask([asked("mitra1"), asked("mitra2")], day=day)
    assert [list(fields) for fields in refused.value.details["rows"].values()] == [["number"], ["number"]]
    assert counts() == before


def test_other_facts_under_a_known_number_are_refused(regions: None) -> None:
    record(number="PKS/mitra1/2026", employee_quota=5)
    before = counts()
    with pytest.raises(InvalidError) as refused:
        ask([asked("mitra1")])
    assert list(refused.value.details["rows"][0]) == ["employee_quota"]
    assert counts() == before


@pytest.mark.parametrize("rows", [[], [asked("mitra1")] * (MOST + 1)])
def test_no_row_and_too_many_rows(regions: None, rows: list[Asked]) -> None:
    before = counts()
    with pytest.raises(InvalidError):
        ask(rows)
    assert counts() == before


def test_sent_twice_it_is_one_act_and_changed_it_is_another(regions: None) -> None:
    page = uuid4()
    first, before = ask(eleven()[:2], batch_id=page), counts()
    assert ask(eleven()[:2], batch_id=page).id == first.id == page
    assert counts() == before
    assert ask(eleven()[:3], batch_id=page).id != page


def test_two_operators_with_the_same_list_in_the_same_moment_make_each_region_once(real_logins: None) -> None:
    with schema_context("public"):
        before = counts()
    rows = eleven()[:3]
    made = at_once("public", *[lambda: ask(rows)] * 2)
    assert all(isinstance(each, Batch) for each in made), made
    with schema_context("public"):
        assert [now - then for now, then in zip(counts(), before, strict=True)] == [3, 3, 3, 3, 2, 6]
        assert {job.state for job in Job.objects.filter(kind="provision", key__contains="mitra")} == {State.QUEUED}


def test_who_may_not_makes_nothing(regions: None) -> None:
    stranger, before = host_user("Siti Aminah", operator=False), counts()
    for act in (services.check, services.provision_together):
        with pytest.raises(ForbiddenError):
            act(rows=eleven(), actor=stranger, day=TODAY)
    assert counts() == before
