"""Runs, through the real services: from a sheet to stored rows."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from shared_apps.errors import ConflictError, ForbiddenError
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period, Run, Score
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, CLERK, HEAD_OF_BOARD, HEAD_OF_DIVISION, RATNA, TYPICAL

BELOW, MEETS, ABOVE = "Di Bawah Ekspektasi", "Sesuai Ekspektasi", "Di Atas Ekspektasi"
TOP_TEAM = "Ketua tim lintas instansi"
LOW = {"work_result": BELOW, "awards": "Tidak Ada"}
TOP = {"work_result": BELOW, "awards": "Internasional", "team_assignments": TOP_TEAM}
NINE = {
    (ABOVE, ABOVE): "very_good",
    (ABOVE, MEETS): "good",
    (ABOVE, BELOW): "poor",
    (MEETS, ABOVE): "good",
    (MEETS, MEETS): "good",
    (MEETS, BELOW): "poor",
    (BELOW, ABOVE): "needs_improvement",
    (BELOW, MEETS): "needs_improvement",
    (BELOW, BELOW): "very_poor",
}


def score_of(number: str, key: str = "talent_national") -> Score:
    return Score.objects.get(run__is_current=True, run__scheme__template_key=key, employee_id=cast.employee_id(number))


def run(period: Period) -> Mapping[str, Run]:
    runs = services.run_period(period=period, actor=OPERATOR)
    return {each.scheme.template_key: each for each in runs}


def bring_and_run(period: Period, **changed: str) -> Score:
    cast.bring(period, (RATNA, {**TYPICAL, **changed}))
    run(period)
    return score_of(RATNA)


def test_the_typical_person(scored: Period) -> None:
    talent = bring_and_run(scored)
    assert (talent.performance, talent.potential, talent.box) == (Decimal("71.00"), Decimal("80.25"), 5)
    assert (talent.status, talent.reasons) == ("complete", [])
    assert score_of(RATNA, "asn_performance").predicate == "good"
    assert talent.predicate is None  # a measure here, not a result


def test_the_predicate_in_all_nine_cells(scored: Period) -> None:
    numbers = list(cast.PEOPLE)
    pairs = list(NINE.items())
    for start in (0, len(numbers)):
        rows = list(zip(numbers, pairs[start:], strict=False))
        cast.bring(
            scored,
            *(
                (number, {**TYPICAL, "work_result": result, "work_behaviour": behaviour})
                for number, ((result, behaviour), _) in rows
            ),
        )
        run(scored)
        for number, (_, predicate) in rows:
            assert score_of(number, "asn_performance").predicate == predicate


@pytest.mark.parametrize(
    ("changed", "performance", "potential", "box"),
    [
        ({**LOW, "team_assignments": "Tidak Ada", "feedback_360": "Sangat Baik"}, "46.00", "80.25", 3),
        ({**LOW, "team_assignments": "Anggota Internal"}, "47.75", "80.25", 5),
        ({**TOP, "feedback_360": "Butuh Perbaikan"}, "72.00", "80.25", 5),
        (TOP, "74.00", "80.25", 7),
        ({"potential_assessment": "100", "competency_assessment": "100"}, "71.00", "90.00", 8),
        ({"potential_assessment": "100", "competency_assessment": "99,97"}, "71.00", "89.99", 5),
        ({"potential_assessment": "34"}, "71.00", "70.00", 5),
        ({"potential_assessment": "33,99"}, "71.00", "70.00", 5),
        ({"potential_assessment": "33,97"}, "71.00", "69.99", 2),
        ({"tenure": "4,99"}, "71.00", "79.58", 5),
        ({"tenure": "4,996"}, "71.00", "80.25", 5),
    ],
)
def test_on_just_under_and_just_over_each_cut(
    scored: Period, changed: dict[str, str], performance: str, potential: str, box: int
) -> None:
    talent = bring_and_run(scored, **changed)
    assert (str(talent.performance), str(talent.potential), talent.box) == (performance, potential, box)


BEST = {
    "acting_post": "Penjabat Kepala Daerah",
    "awards": "Internasional",
    "competency_assessment": "100",
    "feedback_360": "Sangat Baik",
    "formal_education": "S-3",
    "potential_assessment": "100",
    "professional_certifications": "3",
    "team_assignments": "Ketua tim lintas instansi",
    "tenure": "40",
    "training_certificates": "8",
    "variety": "Antarinstansi",
    "work_result": ABOVE,
    "work_behaviour": ABOVE,
}
WORST_PERFORMANCE = {
    "awards": "Tidak Ada",
    "team_assignments": "Tidak Ada",
    "feedback_360": "Sangat Kurang",
    "work_result": BELOW,
    "work_behaviour": BELOW,
}
PERFORMANCE = {
    "below": WORST_PERFORMANCE,
    "meets": {},
    "above": {key: BEST[key] for key in WORST_PERFORMANCE},
}
POTENTIAL = {
    "low": {"potential_assessment": "0"},
    "medium": {},
    "high": {key: text for key, text in BEST.items() if key not in WORST_PERFORMANCE},
}
BOXES = {
    ("above", "low"): 4, ("above", "medium"): 7, ("above", "high"): 9,
    ("meets", "low"): 2, ("meets", "medium"): 5, ("meets", "high"): 8,
    ("below", "low"): 1, ("below", "medium"): 3, ("below", "high"): 6,
}  # fmt: skip


@pytest.mark.parametrize("levels", BOXES, ids="-".join)
def test_the_box_in_all_nine_cells(scored: Period, levels: tuple[str, str]) -> None:
    performance, potential = levels
    assert bring_and_run(scored, **PERFORMANCE[performance], **POTENTIAL[potential]).box == BOXES[levels]


def test_missing_evidence_needs_verification_and_is_never_zero_nor_box_five(scored: Period) -> None:
    talent = bring_and_run(scored, awards="")
    assert (talent.status, talent.reasons) == ("needs_verification", ["awards:missing"])
    assert (talent.performance, talent.box) == (None, None)
    assert talent.potential == Decimal("80.25")


def test_somebody_without_any_result_needs_verification(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    counts = run(scored)["talent_national"].counts
    assert (counts["people"], counts["scored"], counts["needs_verification"]) == (6, 1, 5)
    assert counts["boxes"] == {"5": 1}
    assert "predicate:missing" in score_of(CLERK).reasons


def test_the_predicate_of_one_scheme_is_evidence_of_the_other_only_where_it_is_complete(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL), (CAMAT, {**TYPICAL, "work_behaviour": ""}))
    run(scored)
    assert score_of(CAMAT, "asn_performance").reasons == ["work_behaviour:missing"]
    assert score_of(CAMAT).reasons == ["predicate:missing"]
    assert score_of(CAMAT).box is None
    assert score_of(RATNA).status == "complete"


def test_schemes_run_in_the_order_in_which_they_read_each_other(period: Period) -> None:
    cast.adopt(period, "talent_national", "2025.1", cast.CUTS)
    cast.adopt(period, "asn_performance", "2022.1")
    cast.bring(period, (RATNA, TYPICAL))
    assert list(run(period)) == ["asn_performance", "talent_national"]
    assert score_of(RATNA).box == 5


def test_a_scheme_whose_source_was_not_adopted_gives_no_box_to_anybody(period: Period) -> None:
    cast.adopt(period, "talent_national", "2025.1", cast.CUTS)
    assert bring_and_run(period).reasons == ["predicate:missing"]


def test_run_again_it_gives_the_same_bytes_and_only_the_new_run_is_current(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL), (CAMAT, {**TYPICAL, **BEST}), (CLERK, {**TYPICAL, "awards": ""}))
    first = run(scored)
    rows = cast.stored(scored)
    second = run(scored)
    assert cast.stored(scored) == rows
    for key, old in first.items():
        assert (old.inputs_hash, old.results_hash) == (second[key].inputs_hash, second[key].results_hash)
        assert old.results_hash.startswith("sha256:")
    assert Run.objects.filter(is_current=True).count() == 2
    assert Run.objects.count() == 4


def test_another_input_gives_another_hash(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    first = run(scored)["talent_national"]
    cast.bring(scored, (RATNA, {**TYPICAL, "tenure": "6"}))  # the same points
    second = run(scored)["talent_national"]
    assert first.inputs_hash != second.inputs_hash
    assert first.results_hash == second.results_hash


def test_one_person_alone_gives_what_the_run_gives(scored: Period) -> None:
    everybody = [(number, TYPICAL) for number in cast.PEOPLE]
    cast.bring(scored, *everybody)
    run(scored)
    cast.bring(scored, (RATNA, {**TYPICAL, **BEST}))
    before = cast.stored(scored)
    changed = services.recompute(period=scored, employee_id=cast.employee_id(RATNA), actor=OPERATOR)
    assert changed == 2
    alone = cast.stored(scored)
    assert alone != before
    assert score_of(RATNA).box == 9
    run(scored)
    assert cast.stored(scored) == alone


def test_one_person_without_news_is_not_rewritten(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    run(scored)
    assert services.recompute(period=scored, employee_id=cast.employee_id(RATNA), actor=OPERATOR) == 0


def test_a_closed_period_is_never_computed_again(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    run(scored)
    rows = cast.stored(scored)
    services.close_period(period=scored, actor=OPERATOR, at=AT)
    with pytest.raises(ConflictError) as refusal:
        run(scored)
    assert refusal.value.code == "period_closed"
    with pytest.raises(ConflictError):
        services.recompute(period=scored, employee_id=cast.employee_id(RATNA), actor=OPERATOR)
    assert cast.stored(scored) == rows
    assert Run.objects.count() == 2


def test_a_period_without_a_scheme_has_nothing_to_compute(period: Period) -> None:
    with pytest.raises(ConflictError) as refusal:
        run(period)
    assert refusal.value.code == "no_schemes"


def test_only_who_manages_scoring_runs_it(scored: Period) -> None:
    with pytest.raises(ForbiddenError):
        services.run_period(period=scored, actor=cast.account(HEAD_OF_BOARD))
    assert not Run.objects.exists()


def test_what_came_in_stays_with_the_score(scored: Period) -> None:
    talent = bring_and_run(scored, tenure="4,996")
    scheme = talent.run.scheme
    assert dict(zip(scheme.input_number_keys, talent.input_numbers, strict=True))["tenure"] == Decimal("5.00")
    assert dict(zip(scheme.input_code_keys, talent.input_codes, strict=True))["predicate"] == "good"
    Observation.objects.all().delete()
    talent.refresh_from_db()
    assert talent.box == 5


def test_a_gate_closes_beside_the_score(scored: Period) -> None:
    talent = bring_and_run(scored, discipline_record="Sedang Dijalani")
    assert (talent.gates, talent.status, talent.box) == (["closed"], "complete", 2)
    assert talent.potential == Decimal("65.25")


def test_progress_is_told(scored: Period) -> None:
    cast.bring(scored, (HEAD_OF_DIVISION, TYPICAL))
    told: list[tuple[int, int]] = []
    services.run_period(period=scored, actor=OPERATOR, report=lambda done, total, _note: told.append((done, total)))
    assert told == [(0, 2), (2, 2)]  # nothing in between: both schemes are one transaction
