"""Runs, through the real services: from a sheet to stored rows."""

from decimal import Decimal

import pytest

from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Run, Score
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import RATNA, TYPICAL


def score_of(number: str, key: str) -> Score:
    return Score.objects.get(run__is_current=True, run__scheme__template_key=key, employee_id=cast.employee_id(number))


def run(period: Period) -> list[Run]:
    return services.run_period(period=period, actor=OPERATOR)


def test_the_typical_person(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    run(scored)
    talent = score_of(RATNA, "talent_national")
    assert (talent.performance, talent.potential, talent.box) == (Decimal("71.00"), Decimal("80.25"), 5)
    assert talent.status == "complete"
