"""Provisioning killed anywhere and started again: the region is never half, and the retry finishes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts.models import Invitation
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.partnerships.models import Agreement
from tenants.regions import provisioning, services
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import spares
from tenants.regions.models import Region
from tests.cast import OPERATOR, TODAY

ALL, ALL_WITH_A_SPARE = 106, 114  # statements of one provisioning; the tests are red when there are more or fewer


class Killed(BaseException):
    """Stands for kill -9: no handler of the product may catch it."""


class KillBefore:
    """Lets n statements through and dies before the next one."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.left == 0:
            raise Killed
        self.left -= 1
        return execute(sql, params, many, context)


def requested() -> Job:
    agreement = Agreement.objects.create(
        number="PKS/east/2026",
        region_code="33.71",
        region_name="Kota East",
        level=Agreement.Level.CITY,
        host_party="Pemerintah Provinsi Jawa Barat",
        partner_party="Pemerintah Kota East",
        signed_on=date(2026, 1, 2),
        starts_on=date(2026, 1, 2),
        ends_on=date(2031, 1, 2),
        modules=["performance"],
        employee_quota=10,
    )
    return services.provision(
        agreement=agreement,
        schema_name="east",
        domain="east.localhost",
        administrator_name="Admin East",
        administrator_email="admin@east.example.id",
        actor=OPERATOR,
        day=TODAY,
    )


def run(job: Job) -> None:
    with schema_context("public"), jobs.working(job.id) as claimed:
        provisioning.run(job=claimed)


@pytest.mark.parametrize("n", [1, 5, 12, 18, 22, 25, 28, 32, 40, 50, 60, 70])
def test_killed_before_a_statement_and_started_again_it_finishes(real_logins: None, n: int) -> None:
    job = requested()
    with pytest.raises(Killed), connection.execute_wrapper(KillBefore(n)):
        run(job)
    retried(job)


@pytest.mark.parametrize("n", [4, 8, 12, 16, 20, 24, 28])
def test_killed_while_a_spare_region_gets_its_name_it_finishes(real_logins: None, n: int) -> None:
    with as_owner():
        spares.tend(1)
    test_killed_before_a_statement_and_started_again_it_finishes(None, n)


@pytest.mark.deep
@pytest.mark.parametrize("n", range(ALL_WITH_A_SPARE + 1))
def test_killed_before_any_statement_with_a_spare_region_it_finishes(real_logins: None, n: int) -> None:
    with as_owner():
        spares.tend(1)
    assert killed(n) == (n < ALL_WITH_A_SPARE)


@pytest.mark.deep
@pytest.mark.parametrize("n", range(ALL + 1))
def test_killed_before_any_statement_and_started_again_it_finishes(real_logins: None, n: int) -> None:
    assert killed(n) == (n < ALL)


def killed(n: int) -> bool:
    """Whether it died before the n-th statement; started again it finishes."""
    job = requested()
    try:
        with connection.execute_wrapper(KillBefore(n)):
            run(job)
    except Killed:
        retried(job)
        return True
    return False


def retried(job: Job) -> None:
    connection.close()
    connection.set_schema_to_public()
    is_active = Region.objects.get(schema_name="east").state == Region.State.ACTIVE
    assert Client().get("/masuk/", HTTP_HOST="east.localhost").status_code == (200 if is_active else 404)
    connection.set_schema_to_public()
    if is_active:  # killed behind the act itself, while the job wrote down that it was done
        assert job.steps.get(name="proved").state == "done"
        with as_owner():
            assert roles.broken_promises() == []

    Job.objects.filter(id=job.id).update(beat_at=timezone.now() - timedelta(minutes=5))
    run(job)

    job.refresh_from_db()
    assert (job.state, {step.state for step in job.steps.all()}) == ("done", {"done"})
    with schema_context("east"):
        assert Invitation.objects.filter(role="personnel_admin").count() == 1
    assert [letter.to for letter in mail.outbox] == [["admin@east.example.id"]]
    with as_owner():
        assert roles.broken_promises() == []
    assert Client().get("/masuk/", HTTP_HOST="east.localhost").status_code == 200


def test_a_job_that_somebody_works_on_is_not_taken_twice(real_logins: None) -> None:
    job = requested()
    with jobs.working(job.id), pytest.raises(jobs.NotClaimed), jobs.working(job.id):
        pass
