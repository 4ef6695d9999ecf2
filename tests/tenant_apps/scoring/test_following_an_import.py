"""Scores that are shown follow the results: a sheet that changes something asks for the next run by itself."""

from typing import Any

import pytest
from django.test import Client

from shared_apps.jobs.models import Job
from tenant_apps.scoring import services, tasks
from tenant_apps.scoring.models import Period, Score
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import CAMAT, RATNA, TYPICAL
from tests.tenant_apps.scoring.test_pages import browser, sheet

BETTER = {**TYPICAL, "work_result": "above_expectation", "work_behaviour": "above_expectation"}


@pytest.fixture
def admin(city: None) -> Client:
    """The personnel agency's browser."""
    return browser(cast.account(role="personnel_admin"))


@pytest.fixture
def shown(scored: Period, admin: Client) -> Period:
    """Results came, and everybody was scored once."""
    bring(admin, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    return scored


def bring(admin: Client, *rows: Any, **more: str) -> Job:
    """Upload a sheet and let a worker take it in."""
    location = admin.post("/periode/2026/unggah/", {"file": sheet(*rows), **more}).headers["Location"]
    job = Job.objects.get(id=location.split("/")[2])
    tasks.import_results.run("north", str(job.id))
    job.refresh_from_db()
    return job


def waiting_runs() -> list[Job]:
    return list(Job.objects.filter(kind="scoring_run"))


def predicate_of(number: str) -> str | None:
    scores = Score.objects.filter(run__is_current=True, run__scheme__template_key="asn_performance")
    return scores.get(employee_id=cast.employee_id(number)).predicate


def test_changed_results_are_scored_without_a_click(admin: Client, shown: Period) -> None:
    before = predicate_of(RATNA)
    job = bring(admin, (RATNA, BETTER))
    (run,) = waiting_runs()
    assert job.result["url"] == f"/tugas/{run.id}/"
    assert "Lihat penghitungan ulang" in admin.get(f"/tugas/{job.id}/").content.decode()
    tasks.run_period.run("north", str(run.id))
    run.refresh_from_db()
    assert run.state == "done", run.error
    assert predicate_of(RATNA) != before


def test_the_first_run_stays_a_decision(admin: Client, scored: Period) -> None:
    job = bring(admin, (RATNA, TYPICAL))
    assert job.result["url"] == "/periode/2026/"
    assert waiting_runs() == []


@pytest.mark.parametrize("what", ["same", "tried", "waits", "refused"])
def test_a_sheet_that_changes_nothing_asks_for_nothing(what: str, admin: Client, shown: Period) -> None:
    if what == "same":
        bring(admin, (RATNA, TYPICAL))
    elif what == "tried":
        bring(admin, (CAMAT, BETTER), dry_run="on")
    elif what == "waits":
        assert bring(admin, (RATNA, {**BETTER, "awards": ""})).result["waits"]
    else:
        assert bring(admin, (RATNA, {**BETTER, "tenure": "lama"})).state == "failed"
    assert waiting_runs() == []
