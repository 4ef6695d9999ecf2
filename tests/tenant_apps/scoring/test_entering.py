"""One person's results entered by hand: stored, attributed, computed again in the same act; or nothing at all."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, Score
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, RATNA, TYPICAL


@pytest.fixture
def computed(scored: Period) -> Period:
    cast.bring(scored, (RATNA, {**TYPICAL}), (CAMAT, {**TYPICAL}))
    services.run_period(period=scored, actor=OPERATOR)
    return scored


def enter(
    period: Period, values: Mapping[str, str], number: str = RATNA, evidence: str = "Piagam 12"
) -> services.Entered:
    return services.enter_results(
        period=period,
        employee_id=cast.employee_id(number),
        values=values,
        evidence=evidence,
        actor=OPERATOR,
        at=AT,
    )


def talent(number: str = RATNA) -> Score:
    return Score.objects.get(
        run__is_current=True, run__scheme__template_key="talent_national", employee_id=cast.employee_id(number)
    )


def known(number: str = RATNA) -> set[tuple[str, str]]:
    rows = Observation.objects.filter(employee_id=cast.employee_id(number))
    return {(each.measure, each.code or str(each.number)) for each in rows}


def test_a_leader_sees_the_new_score_at_once_and_nobody_elses_changes(computed: Period) -> None:
    other = Score.objects.filter(employee_id=cast.employee_id(CAMAT)).order_by("run_id").values()
    before, mine = list(other), talent().performance
    entered = enter(computed, {"awards": "international"})
    assert (entered.changed, entered.scores) == (1, 1)
    assert talent().performance > mine
    assert list(other) == before
    row = Observation.objects.get(employee_id=cast.employee_id(RATNA), measure="awards")
    assert (row.source, row.evidence, row.entered_by_name) == ("entered", "Piagam 12", OPERATOR.name)


def test_the_predicate_reaches_the_scheme_that_reads_it(computed: Period) -> None:
    assert enter(computed, {"work_result": "below_expectation", "work_behaviour": "below_expectation"}).scores == 2
    score = talent()
    assert (score.status, score.performance < Decimal("71.00")) == ("complete", True)


def test_words_as_in_the_sheet_and_decimals_as_people_write_them(computed: Period) -> None:
    enter(computed, {"awards": "Internasional", "potential_assessment": "80,5"})
    assert {("awards", "international"), ("potential_assessment", "80.5")} <= known()


def test_an_emptied_measure_has_no_evidence_and_the_person_needs_verification(computed: Period) -> None:
    enter(computed, {"potential_assessment": ""})
    assert not Observation.objects.filter(employee_id=cast.employee_id(RATNA), measure="potential_assessment").exists()
    assert (talent().status, talent().potential) == ("needs_verification", None)


def test_the_same_again_changes_nothing_not_even_who_entered_it(computed: Period) -> None:
    assert enter(computed, {"awards": TYPICAL["awards"]}) == services.Entered(0, 0)
    assert Observation.objects.get(employee_id=cast.employee_id(RATNA), measure="awards").source == "import"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"potential_assessment": "101"}, {"potential_assessment"}),
        ({"potential_assessment": "banyak", "awards": "juara"}, {"potential_assessment", "awards"}),
        ({"performance": "90"}, {"performance"}),
        ({"awards": "international", "tenure": "-1"}, {"tenure"}),
    ],
)
def test_one_bad_value_keeps_all_of_them_out(computed: Period, values: Mapping[str, str], fields: set[str]) -> None:
    before, score = known(), talent().numbers
    with pytest.raises(InvalidError) as refused:
        enter(computed, values)
    assert set(refused.value.fields) == fields
    assert (known(), talent().numbers) == (before, score)


@pytest.mark.parametrize("evidence", ["", "  ", "x" * 301, "Piagam\x00"])
def test_without_a_ground_nothing_is_entered(computed: Period, evidence: str) -> None:
    before = known()
    with pytest.raises(InvalidError) as refused:
        enter(computed, {"awards": "international"}, evidence=evidence)
    assert set(refused.value.fields) == {"evidence"}
    assert known() == before


def test_a_closed_period_stays(computed: Period) -> None:
    services.close_period(period=computed, actor=OPERATOR, at=AT)
    before = known()
    with pytest.raises(ConflictError):
        enter(computed, {"awards": "international"})
    assert known() == before


def test_nobody_of_the_period_is_not_there(computed: Period) -> None:
    with pytest.raises(NotFoundError):
        services.enter_results(
            period=computed, employee_id=computed.id, values={"tenure": "5"}, evidence="x", actor=OPERATOR, at=AT
        )


def test_an_employee_may_not_enter(computed: Period) -> None:
    before = known()
    with pytest.raises(ForbiddenError):
        services.enter_results(
            period=computed,
            employee_id=cast.employee_id(RATNA),
            values={"awards": "international"},
            evidence="x",
            actor=cast.account(RATNA),
            at=AT,
        )
    assert known() == before
