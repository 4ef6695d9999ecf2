"""Scores that are shown follow the results: a few people at once with their sheet, many by a run of its own."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.jobs.models import Job
from tenant_apps.scoring import replaying, services, tasks
from tenant_apps.scoring.models import Period, Run, Score
from tenant_apps.scoring.services import following
from tenant_apps.scoring.services.periods import take_turn
from tests.at_once import at_once
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, RATNA, TYPICAL
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


def current() -> list[Run]:
    return list(Run.objects.filter(is_current=True).order_by("scheme_id"))


def others_than(number: str, period: Period) -> list[Any]:
    return [
        row for _key, rows in sorted(cast.stored(period).items()) for row in rows if row[0] != cast.employee_id(number)
    ]


def predicate_of(number: str) -> str | None:
    scores = Score.objects.filter(run__is_current=True, run__scheme__template_key="asn_performance")
    return scores.get(employee_id=cast.employee_id(number)).predicate


def test_a_few_changed_people_are_scored_with_their_sheet(admin: Client, shown: Period) -> None:
    before, others = predicate_of(RATNA), others_than(RATNA, shown)
    job = bring(admin, (RATNA, BETTER))
    assert predicate_of(RATNA) != before
    assert others_than(RATNA, shown) == others
    assert waiting_runs() == []
    assert job.result["counts"]["Dihitung ulang"] == 1
    assert "Dihitung ulang" in admin.get(f"/tugas/{job.id}/").content.decode()


def test_they_are_what_a_run_over_everybody_gives(admin: Client, shown: Period) -> None:
    bring(admin, (RATNA, BETTER), (CAMAT, {**TYPICAL, "discipline_record": "Sedang Dijalani"}))
    alone, counts = cast.stored(shown), {run.scheme_id: run.counts for run in current()}
    services.run_period(period=shown, actor=OPERATOR)
    assert cast.stored(shown) == alone
    assert {run.scheme_id: run.counts for run in current()} == counts


def test_many_changed_people_are_scored_by_a_run(
    admin: Client, shown: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST_AT_ONCE", 1)
    before = cast.stored(shown)
    job = bring(admin, (RATNA, BETTER), (CAMAT, BETTER))
    (run,) = waiting_runs()
    assert job.result["url"] == f"/tugas/{run.id}/"
    assert "Lihat penghitungan ulang" in admin.get(f"/tugas/{job.id}/").content.decode()
    assert cast.stored(shown) == before
    tasks.run_period.run("north", str(run.id))
    run.refresh_from_db()
    assert run.state == "done", run.error
    assert cast.stored(shown) != before


def test_a_scheme_that_was_not_computed_yet_waits_for_everybody(admin: Client, shown: Period) -> None:
    cast.adopt(shown, "talent_national", "2025.1", cast.CUTS)
    before = predicate_of(RATNA)
    bring(admin, (RATNA, BETTER))
    assert len(waiting_runs()) == 1
    assert predicate_of(RATNA) == before


def test_who_was_computed_alone_takes_the_hashes_of_the_run_with_them(admin: Client, shown: Period) -> None:
    """They were those of other rows. A period that closes has them again."""
    before = {run.id: (run.inputs_hash, run.results_hash) for run in current()}
    bring(admin, (RATNA, BETTER))
    assert [(run.inputs_hash, run.results_hash) for run in current()] == [("", ""), ("", "")]
    assert [replaying.replay(run=run).hashes_agree for run in current()] == [None, None]
    services.close_period(period=shown, actor=OPERATOR, at=AT)
    assert [replaying.replay(run=run).hashes_agree for run in current()] == [True, True]
    assert all(before[run.id] != (run.inputs_hash, run.results_hash) for run in current())


def test_nobody_waits_for_a_run_over_everybody(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
    with schema_context("north"):
        cast.people_come()
        period = cast.year()
        cast.adopt_both(period)
        cast.bring(period, (RATNA, TYPICAL))
        services.run_period(period=period, actor=OPERATOR)
        imported = Job.objects.create(kind="import_results", key="uji", task="uji", requested_at=AT)

        def follow(changed: Collection[UUID]) -> services.Followed:
            return services.follow_import(period=period, imported=imported, changed=changed, actor=OPERATOR)

        def bring_meanwhile() -> list[services.Followed]:
            found: list[services.Followed] = []
            with transaction.atomic():
                services.import_results(
                    table=cast.results((RATNA, {**TYPICAL, "tenure": "7"})),
                    period=period,
                    actor=OPERATOR,
                    at=AT,
                    afterwards=lambda changed: found.append(follow(changed)),
                )
            return found

        with transaction.atomic():
            take_turn(period)
            ((meanwhile,),) = at_once("north", bring_meanwhile)
        assert meanwhile.run is not None
        assert meanwhile.computed == 0


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
