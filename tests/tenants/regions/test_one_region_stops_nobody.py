"""What one region does to its own login, or has on another version, is its own trouble; the others are served."""

import json
import logging
from datetime import timedelta

import pytest
from celery import current_app
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.utils import timezone
from django_tenants.utils import schema_context

from merit.celery import arrive
from merit.commands_doctor import doctor
from merit.starting import check_start
from shared_apps.accounts.models import User
from shared_apps.audit.models import Seal
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.regions import sealing, tasks
from tenants.regions.database import arrival
from tenants.regions.database.base import parking
from tenants.regions.models import Region
from tests.cast import OPERATOR


def close_lines() -> None:
    connection.close()
    parking.sweep(everything=True)


def in_north(statement: str) -> None:
    with schema_context("north"), connection.cursor() as cursor:
        cursor.execute(statement)
    close_lines()


@pytest.fixture
def locked_out(real_logins: None) -> None:
    """A login may do that to itself."""
    in_north("ALTER ROLE CURRENT_USER PASSWORD 'x'")
    with pytest.raises(OperationalError):
        in_north("SELECT 1")


def test_the_clock_goes_on_in_the_others_and_the_login_is_mended(
    locked_out: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_how: rung.append(name))
    with schema_context("south"):
        jobs.enqueue(task="tests.quiet", kind="test", key="quiet", actor=OPERATOR)
        Job.objects.update(rung_at=timezone.now() - timedelta(minutes=5))
        User.objects.create(email="a@example.id", name="A")
    rung.clear()
    tasks.ring_old_jobs("public")
    assert rung == ["tests.quiet"]
    tasks.forget_personal_data("public")
    sealing.seal_audits("public")
    with schema_context("south"):
        assert Seal.objects.exists()
    tasks.mend_logins("public")
    close_lines()
    in_north("SELECT 1")


def test_a_path_set_askew_stops_no_process_and_is_told(
    real_logins: None, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("merit.starting"), "handlers", [caplog.handler])
    in_north("ALTER ROLE CURRENT_USER SET search_path = public")
    assert list(arrival.check_arrival(["public", "north", "south"])) == ["north"]
    check_start()
    assert "north has the path ['public']" in caplog.text
    assert doctor(["--json"]) == 0  # it has repaired the login
    assert arrival.check_arrival(["public", "north", "south"]) == {}


def test_where_no_region_is_where_it_was_asked_for_nothing_is_served(real_logins: None) -> None:
    for name in ("north", "south"):
        with schema_context(name), connection.cursor() as cursor:
            cursor.execute("ALTER ROLE CURRENT_USER SET search_path = public")
    close_lines()
    with pytest.raises(ImproperlyConfigured):
        check_start()
    with pytest.raises(SystemExit):
        arrive()  # a worker


def test_a_region_on_another_version_is_named_by_the_doctor(
    real_logins: None, capsys: pytest.CaptureFixture[str]
) -> None:
    Region.objects.filter(schema_name="north").update(version="of before")
    with schema_context("south"):
        job = jobs.enqueue(task="tests.quiet", kind="test", key="quiet", actor=OPERATOR, steps=("one",))
        job.steps.update(state="failed", error={"message": "disk full"})
    assert doctor(["--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["region_versions"] == {"of before": 1, Region.objects.get(schema_name="south").version: 1}
    assert found["ills"] == [
        "1 region(s) have the tables of another version and answer 503: north; `merit fleet migrate` brings them on",
        "failed step: south: quiet: one (disk full)",
    ]
