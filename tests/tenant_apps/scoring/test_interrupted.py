"""Work that dies before any of its statements has changed nothing; two at once give one result."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.jobs.models import Job
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, Run, Scheme
from tenant_apps.scoring.services import following
from tests.at_once import at_once
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import CAMAT, CUTS, RATNA, TYPICAL


class Died(BaseException):
    """The process ended here; no handler of the product may catch it."""


_BRACKETS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")  # in production BEGIN, COMMIT and ROLLBACK


@contextmanager
def dies_before(statement: int) -> Iterator[None]:
    """The n-th statement is never sent; what the service itself had begun is rolled back, nothing else is."""
    left = statement

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        if not sql.startswith(_BRACKETS):
            left -= 1
            if left == -1:
                raise Died
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def everything(period: Period) -> list[Any]:
    rows = [list(model.objects.order_by("pk").values()) for model in (Scheme, Observation, Run)]
    return [*rows, cast.stored(period)]


def interrupted_everywhere(period: Period, work: Callable[[], Any]) -> None:
    """Run the work so that it dies before its first, second, … statement, until it does not die."""
    before = everything(period)
    for statement in range(100):
        try:
            with dies_before(statement):
                work()
        except Died:
            assert everything(period) == before, f"statement {statement} left something behind"
        else:
            assert statement > 3
            return
    pytest.fail("more statements than this needs")


def test_a_run_becomes_current_with_its_rows_or_not_at_all(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    cast.bring(scored, (RATNA, {**TYPICAL, "awards": "Nasional"}), (CAMAT, TYPICAL))
    scheme = Scheme.objects.get(template_key="asn_performance")
    interrupted_everywhere(scored, lambda: services.run_scheme(scheme=scheme, as_of=scored.ends_on, actor=OPERATOR))
    assert Run.objects.filter(scheme=scheme, is_current=True).count() == 1


def test_all_schemes_of_a_period_are_new_or_none_is(scored: Period) -> None:
    """Talent reads the predicate of the performance scheme: a mixture would be nobody's result."""
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    cast.bring(scored, (RATNA, {**TYPICAL, "awards": "Nasional"}), (CAMAT, TYPICAL))
    interrupted_everywhere(scored, lambda: services.run_period(period=scored, actor=OPERATOR))
    assert Run.objects.filter(is_current=True).count() == 2
    assert Run.objects.count() == 4


def test_one_persons_results_and_scores_change_together_or_not_at_all(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    before = everything(scored)
    interrupted_everywhere(
        scored,
        lambda: services.enter_results(
            period=scored,
            employee_id=cast.employee_id(RATNA),
            values={"awards": "international", "work_behaviour": "above_expectation"},
            evidence="Piagam 12",
            actor=OPERATOR,
            at=cast.AT,
        ),
    )
    assert everything(scored) != before


@pytest.mark.parametrize("most", [0, 200])
def test_a_sheet_and_what_follows_it_come_together(most: int, scored: Period, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_AT_ONCE", most)
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    imported = Job.objects.create(kind="import_results", key="uji", task="uji", requested_at=cast.AT)

    def work() -> None:
        services.import_results(
            table=cast.results((RATNA, {**TYPICAL, "tenure": "7"})),
            period=scored,
            actor=OPERATOR,
            at=cast.AT,
            afterwards=lambda changed: services.follow_import(
                period=scored, imported=imported, changed=changed, actor=OPERATOR
            ),
        )

    def with_jobs() -> None:
        try:
            work()
        except Died:
            assert not Job.objects.filter(kind="scoring_run").exists()
            raise

    before = everything(scored)
    interrupted_everywhere(scored, with_jobs)
    assert Job.objects.filter(kind="scoring_run").count() == (0 if most else 1)
    assert (cast.stored(scored) != before[-1]) == bool(most)


def test_a_sheet_is_taken_whole_or_not_at_all(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    interrupted_everywhere(
        scored,
        lambda: cast.bring(
            scored, (RATNA, {**TYPICAL, "awards": "", "tenure": "7"}), (CAMAT, TYPICAL), most_removed=1
        ),
    )
    assert Observation.objects.count() == 29


def test_a_scheme_is_replaced_or_not_at_all(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    interrupted_everywhere(scored, lambda: cast.adopt(scored, "talent_national", "2025.1", CUTS))
    assert Scheme.objects.filter(replaced_at=None).count() == 2


def test_two_runs_at_once_wait_for_each_other_and_one_is_current(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
    with schema_context("north"):
        cast.people_come()
        period = cast.year()
        cast.adopt_both(period)
        cast.bring(period, (RATNA, TYPICAL))

    answers = at_once("north", *[lambda: services.run_period(period=period, actor=OPERATOR)] * 3)
    assert [answer for answer in answers if isinstance(answer, BaseException)] == []
    with schema_context("north"):
        assert Run.objects.count() == 6
        assert Run.objects.filter(is_current=True).count() == 2
        assert len({row.results_hash for row in Run.objects.filter(scheme__template_key="talent_national")}) == 1
