"""A region given up: nothing of it stays, its agreement is free again, and no active region is ever touched."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.errors import ConflictError, ForbiddenError, NotFoundError
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from tenants.partnerships.models import Agreement
from tenants.regions import abandoning, erasure, provisioning, queries, tasks
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region
from tests.at_once import at_once
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import host_user, record
from tests.tenants.regions.test_asking_for_a_region import ask
from tests.tenants.regions.test_provisioning_crash import KillBefore, Killed
from tests.tenants.regions.test_provisioning_runs import door_left_open

NAME = "magelang"


def stopped() -> Region:
    """A region whose isolation was not proved: it has schema, login, tables, an invitation, and is not active."""
    agreement = record()
    with door_left_open():
        tasks.provision("public", str(ask(agreement).id))
    region = Region.objects.get(schema_name=NAME)
    with schema_context(NAME):
        cache.set("page", NAME)
        files.store(name="a.csv", content=b"rahasia", actor=OPERATOR)
    return region


def abandon(region: Region) -> Job:
    return abandoning.abandon(region_id=region.id, actor=OPERATOR, day=TODAY)


def held() -> tuple[Any, ...]:
    """What must not have changed where abandoning was refused."""
    found = queries.by_name(NAME)
    job = Job.objects.get(key=queries.job_key(found))
    return found.state, job.state, erasure.remains(NAME), Job.objects.count()


def test_nothing_stays_and_the_agreement_is_provisioned_again(real_logins: None) -> None:
    region = stopped()
    job = abandon(region)
    tasks.abandon("public", str(job.id))

    job.refresh_from_db()
    assert (job.state, job.error) == (State.DONE, None)
    assert erasure.remains(NAME) == []
    assert job.result["counts"]["logins_erased"] == job.result["counts"]["files_erased"] == 1
    assert job.result["destroyed"]["tables"]["accounts_invitation"] == 1
    assert not Region.objects.filter(id=region.id).exists()

    agreement = Agreement.objects.get(region_code="33.71")
    tasks.provision("public", str(ask(agreement).id))  # in the process that had been inside: no connection outlived it
    assert Client().get("/masuk/", HTTP_HOST=f"{NAME}.localhost").status_code == 200
    connection.set_schema_to_public()
    with as_owner():
        assert roles.broken_promises() == []


def test_a_region_that_waits_is_given_up_before_anything_was_made(real_logins: None) -> None:
    provision = ask(record())
    region = Region.objects.get(schema_name=NAME)
    tasks.abandon("public", str(abandon(region).id))
    assert erasure.remains(NAME) == []
    tasks.provision("public", str(provision.id))  # its bell rings late
    assert erasure.remains(NAME) == []


def test_what_was_given_up_is_not_gone_on_with(real_logins: None) -> None:
    region = stopped()
    abandon(region)
    provision = queries.provisioning_job(region)
    with pytest.raises(ConflictError) as refused:
        abandoning.resume(region_id=region.id, actor=OPERATOR, day=TODAY)
    assert refused.value.code == "region_abandoned"
    with pytest.raises(ConflictError):
        ask(region.agreement)  # type: ignore[arg-type]  # it has one
    jobs.resume(job_id=provision.id)  # on the job's own page
    tasks.provision("public", str(provision.id))
    assert Job.objects.get(id=provision.id).state == State.FAILED
    assert Region.objects.get(id=region.id).state == Region.State.PREPARING


@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_a_name_is_not_given_again_while_it_may_still_be_erased(real_logins: None, state: str) -> None:
    region = stopped()
    job = abandon(region)
    erasure.erase(NAME)
    erasure.forget(NAME)  # killed here: what runs again would destroy the next of that name
    Job.objects.filter(id=job.id).update(state=state)
    agreement = Agreement.objects.get(region_code="33.71")
    if state == State.DONE:
        ask(agreement)
        return
    with pytest.raises(ConflictError) as refused:
        ask(agreement)
    assert (refused.value.code, list(refused.value.fields)) == ("name_being_erased", ["schema_name"])
    assert not Region.objects.filter(schema_name=NAME).exists()


def test_an_active_region_is_never_given_up(real_logins: None) -> None:
    tasks.provision("public", str(ask(record()).id))
    region, before = Region.objects.get(schema_name=NAME), held()
    for each in (Region.State.ACTIVE, Region.State.READ_ONLY, Region.State.SUSPENDED):
        Region.objects.filter(id=region.id).update(state=each)
        with pytest.raises(ConflictError) as refused:
            abandon(region)
        assert refused.value.code == "region_was_active"
    Region.objects.filter(id=region.id).update(state=Region.State.ACTIVE)
    assert held() == before
    with pytest.raises(ConflictError):
        abandoning.abandon(region_id=queries.host().id, actor=OPERATOR, day=TODAY)


def test_while_a_step_is_running_nothing_is_given_up(real_logins: None) -> None:
    provision = ask(record())
    region = Region.objects.get(schema_name=NAME)
    with jobs.working(provision.id):
        before = held()
        with pytest.raises(ConflictError) as refused:
            abandon(region)
        assert refused.value.code == "step_running"
        assert held() == before
        Job.objects.filter(id=provision.id).update(beat_at=timezone.now() - timedelta(minutes=5))
        abandon(region)  # its worker is dead
        with pytest.raises(ConflictError):
            provisioning.activate(region, {})  # and if it was not, it comes too late
    assert Region.objects.get(id=region.id).state == Region.State.PREPARING


def test_asked_by_two_operators_in_the_same_moment_it_is_one_job(real_logins: None) -> None:
    region = stopped()
    answers = at_once("public", *[lambda: abandon(region)] * 3)
    assert len({answer.id for answer in answers}) == 1, answers
    for answer in answers:
        tasks.abandon("public", str(answer.id))
    assert abandon(region).state == State.DONE
    assert erasure.remains(NAME) == []


def test_who_may_not_and_what_is_not_there(real_logins: None) -> None:
    region, stranger = stopped(), host_user("Siti Aminah", operator=False)
    before = held()
    with pytest.raises(ForbiddenError):
        abandoning.abandon(region_id=region.id, actor=stranger, day=TODAY)
    with pytest.raises(NotFoundError):
        abandoning.abandon(region_id=uuid4(), actor=OPERATOR, day=TODAY)
    assert held() == before


def test_what_still_stands_is_said_and_tried_again(real_logins: None) -> None:
    region = stopped()
    job = abandon(region)
    job.steps.exclude(name="looked_for").update(state=State.DONE)  # somebody wrote that it is done, and it is not
    tasks.abandon("public", str(job.id))
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert f"skema {NAME}" in job.error["message"]  # type: ignore[index]  # it has one
    assert f"login merit_tests_r_{NAME}" in job.error["remains"]  # type: ignore[index]  # it has one


@pytest.mark.parametrize("n", [3, 18, 28, 40, 50, 60])
def test_killed_before_a_statement_and_started_again_nothing_stays(real_logins: None, n: int) -> None:
    killed(n)


@pytest.mark.deep
@pytest.mark.parametrize("n", range(0, 90, 3))  # each of the 90 was run once; all of them take five minutes
def test_killed_before_any_statement_and_started_again_nothing_stays(real_logins: None, n: int) -> None:
    assert killed(n) or n > 70  # it has fewer statements than that


def killed(n: int) -> bool:
    """Whether it died; started again it finishes in any case, and the agreement is provisioned again."""
    region = stopped()
    job, died = abandon(region), False
    try:
        with connection.execute_wrapper(KillBefore(n)):
            tasks.abandon("public", str(job.id))
    except Killed:
        died = True
    connection.close()
    connection.set_schema_to_public()
    assert Client().get("/masuk/", HTTP_HOST=f"{NAME}.localhost").status_code == 404
    connection.set_schema_to_public()

    Job.objects.filter(id=job.id).update(beat_at=timezone.now() - timedelta(minutes=5))
    tasks.abandon("public", str(job.id))

    job.refresh_from_db()
    assert (job.state, {step.state for step in job.steps.all()}) == (State.DONE, {"done"})
    assert erasure.remains(NAME) == []
    with as_owner():
        assert roles.broken_promises() == []
    ask(Agreement.objects.get(region_code="33.71"))
    return died
