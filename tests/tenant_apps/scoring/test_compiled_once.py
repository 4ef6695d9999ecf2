"""The text of a scheme is composed once, reads the observations once, and never outlives a change of the scheme."""

from decimal import Decimal

from shared_apps.scoring_templates.rules.statement import Statement
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, Run, Score
from tenant_apps.scoring.services import statement
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, CUTS, RATNA, TYPICAL

TALENT = "talent_national"


def current() -> Run:
    return Run.objects.select_related("scheme", "period").get(is_current=True, scheme__template_key=TALENT)


def level(number: str) -> tuple[Decimal | None, int | None]:
    score = Score.objects.get(run=current(), employee_id=cast.employee_id(number))
    return score.potential, score.box


def adopt(period: Period, cut: int) -> None:
    overrides = [
        {**each, "value": Decimal(cut)} if each["path"].endswith("potential_level/cuts/medium/value") else each
        for each in CUTS
    ]
    services.adopt_scheme(
        period=period, template_key=TALENT, version="2025.1", overrides=overrides, actor=OPERATOR, at=AT
    )


def compiled(run: Run, *numbers: str) -> Statement:
    only = [cast.employee_id(number) for number in numbers] or None
    return statement._compiled(run, run.as_of, only)


def test_the_text_is_kept_and_what_is_bound_is_not(scored: Period) -> None:
    cast.bring(scored, (RATNA, {**TYPICAL}), (CAMAT, {**TYPICAL, "potential_assessment": "90"}))
    services.run_period(period=scored, actor=OPERATOR)
    run = current()
    statement._text.cache_clear()
    everybody, one, other = compiled(run), compiled(run, RATNA), compiled(run, CAMAT)
    assert everybody.sql.count("scoring_observation") == 1
    assert one.sql == other.sql != everybody.sql
    assert one.params["only_subjects"] == [cast.employee_id(RATNA)]
    assert other.params["only_subjects"] == [cast.employee_id(CAMAT)]
    assert statement._text.cache_info().misses == 2
    before = level(CAMAT)
    Observation.objects.filter(period=scored, measure="potential_assessment").update(number=40)
    services.recompute(period=scored, employee_id=cast.employee_id(RATNA), actor=OPERATOR)
    assert level(CAMAT) == before  # the one asked for before is not the one computed now
    services.recompute(period=scored, employee_id=cast.employee_id(CAMAT), actor=OPERATOR)
    assert level(CAMAT) != before


def test_another_scheme_is_another_text(scored: Period) -> None:
    cast.bring(scored, (RATNA, {**TYPICAL}))
    services.run_period(period=scored, actor=OPERATOR)
    potential, box = level(RATNA)
    first = compiled(current(), RATNA)
    adopt(scored, 85)
    services.run_period(period=scored, actor=OPERATOR)
    second = compiled(current(), RATNA)
    assert (first.sql, first.params) != (second.sql, second.params)
    assert level(RATNA)[0] == potential
    assert level(RATNA)[1] != box
