"""What a scheme would change, before anything changes: exactly what a run would show afterwards."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from shared_apps.scoring_templates.rules import document
from tenant_apps.scoring import services
from tenant_apps.scoring.impact import Impact, impact_of
from tenant_apps.scoring.models import Observation, Period, Run, Score
from tenant_apps.scoring.schemes import document_of
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, CLERK, CUTS, RATNA, TYPICAL


@pytest.fixture
def run(scored: Period) -> Run:
    cast.bring(
        scored,
        (RATNA, {**TYPICAL}),
        (CAMAT, {**TYPICAL, "potential_assessment": "90", "competency_assessment": "95"}),
        (CLERK, {**TYPICAL, "potential_assessment": "40", "competency_assessment": "50"}),
    )
    services.run_period(period=scored, actor=OPERATOR)
    return Run.objects.select_related("scheme", "period").get(is_current=True, scheme__template_key="talent_national")


def with_cut(run: Run, value: int) -> document.Template:
    """The region's own scheme with another cut of the potential."""
    plain = json.loads(run.scheme.document)
    plain["ratings"]["potential_level"]["cuts"]["medium"]["value"] = str(value)
    found, problems = document.parse(plain)
    assert found is not None, problems
    return found


def rows() -> list[dict[str, Any]]:
    return list(Score.objects.order_by("run_id", "subject_id").values())


def test_nothing_changes_nothing(run: Run) -> None:
    found = impact_of(run=run, scheme=document_of(run.scheme))
    assert (found.people, found.changed, found.movers) == (6, 0, [])
    assert not found.is_live


@pytest.mark.parametrize("cut", [30, 75, 80, 85])
def test_it_says_exactly_what_a_run_shows_afterwards(run: Run, cut: int) -> None:
    before = {each["employee_id"]: each for each in rows() if each["run_id"] == run.id}
    predicted = impact_of(run=run, scheme=with_cut(run, cut))
    overrides = [
        {**each, "value": Decimal(cut)} if each["path"].endswith("potential_level/cuts/medium/value") else each
        for each in CUTS
    ]
    services.adopt_scheme(
        period=run.period, template_key="talent_national", version="2025.1", overrides=overrides, actor=OPERATOR, at=AT
    )
    services.run_period(period=run.period, actor=OPERATOR)
    after = Score.objects.filter(run__is_current=True, run__scheme__template_key="talent_national")
    moved = {each.employee_id for each in after if each.box != before[each.employee_id]["box"]}
    assert {each.employee_id for each in predicted.movers if each.is_placed_otherwise} == moved
    assert predicted.placed_otherwise == len(moved)


def test_boxes_are_counted_from_and_to(run: Run) -> None:
    found = impact_of(run=run, scheme=with_cut(run, 85))
    assert sum(found.codes.values()) >= found.placed_otherwise > 0
    assert all(old != new for _key, old, new in found.codes)
    assert {key for key, _old, _new in found.codes} <= set(document_of(run.scheme).results)


def test_what_was_entered_since_the_run_does_not_blur_the_comparison(run: Run) -> None:
    expected = impact_of(run=run, scheme=with_cut(run, 85))
    Observation.objects.filter(measure="potential_assessment").update(number=Decimal(1))
    again = impact_of(run=run, scheme=with_cut(run, 85))
    assert (again.codes, again.changed) == (expected.codes, expected.changed)


def test_a_scheme_that_reads_something_new_is_compared_on_what_stands_now(run: Run) -> None:
    plain = json.loads(run.scheme.document)
    plain["measures"]["courses"] = {**plain["measures"]["training_certificates"], "title": {"id": "Kursus"}}
    scheme, problems = document.parse(plain)
    assert scheme is not None, problems
    found = impact_of(run=run, scheme=scheme)
    assert (found.is_live, found.placed_otherwise) == (True, 0)


def test_each_room_is_read_once_for_both_schemes_with_the_same_effect(run: Run) -> None:
    """A measure that moved to another room must be read for each; here one table serves both rooms."""
    asked: list[str] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    plain = json.loads(document.canonical(with_cut(run, 85)))
    plain["measures"]["courses"] = {**plain["measures"]["training_certificates"], "title": {"id": "Kursus"}}
    once, _problems = document.parse(plain)
    plain["measures"]["tenure"]["source"] = "service"
    twice, _problems = document.parse(plain)
    assert once is not None
    assert twice is not None
    Observation.objects.filter(measure="potential_assessment").update(number=Decimal("99.5"))
    with connection.execute_wrapper(listen):
        found, expected = impact_of(run=run, scheme=once), impact_of(run=run, scheme=twice)
    assert [sql.count("FROM scoring_observation") for sql in asked if "AS old JOIN" in sql] == [1, 2]
    assert found.is_live
    assert found.placed_otherwise > 0
    assert found == expected


def test_it_cannot_write_even_if_it_wanted(run: Run) -> None:
    before = rows()
    found: Impact = impact_of(run=run, scheme=with_cut(run, 85))
    assert found.changed > 0
    assert rows() == before
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("off",)  # only for as long as it looks
