"""The grid of nine boxes, and how many stand in each."""

import pytest

from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period
from tenant_apps.scoring.schemes import document_of
from tenant_apps.talent import queries
from tenant_apps.talent.rules import grid_of
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import CAMAT, HEAD_OF_BOARD, RATNA, TYPICAL


def test_the_numbers_stand_where_the_document_says(period: Period) -> None:
    grid = grid_of(document_of(cast.adopt(period, "talent_national", "2025.1", cast.CUTS)))
    assert grid is not None
    assert (grid.performance_levels, grid.potential_levels) == (("above", "meets", "below"), ("low", "medium", "high"))
    assert [cell.number for cell in grid.cells] == [4, 7, 9, 2, 5, 8, 1, 3, 6]


def test_a_scheme_without_boxes_has_no_grid(period: Period) -> None:
    assert grid_of(document_of(cast.adopt(period, "asn_performance", "2022.1"))) is None


def test_a_leader_counts_the_own_subtree_alone(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL), (CAMAT, TYPICAL), (HEAD_OF_BOARD, {**TYPICAL, "awards": ""}))
    services.run_period(period=scored, actor=OPERATOR)
    grid = queries.grid_counts(cast.account(HEAD_OF_BOARD), scored, None, TODAY)
    assert {box.number: box.count for box in grid.boxes if box.count} == {5: 1}
    assert (grid.people, grid.without_box) == (3, 2)
    five = next(box for box in grid.boxes if box.number == 5)
    assert (five.performance, five.potential) == ("Sesuai ekspektasi", "Menengah")
    assert five.recommendations[0] == "Penempatan yang sesuai"
    everybody = queries.grid_counts(cast.account(role="regional_head"), scored, None, TODAY)
    assert {box.number: box.count for box in everybody.boxes if box.count} == {5: 2}


def test_a_unit_narrows_it_and_one_elsewhere_is_not_there(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    units = organisation.chart_on(TODAY).by_code
    head = cast.account(HEAD_OF_BOARD)
    assert queries.grid_counts(head, scored, units["BKPSDM-M"].unit_id, TODAY).people == 2
    with pytest.raises(NotFoundError):
        queries.grid_counts(head, scored, units["JEBRES"].unit_id, TODAY)


def test_a_stranger_counts_nobody(scored: Period) -> None:
    cast.bring(scored, (RATNA, TYPICAL))
    services.run_period(period=scored, actor=OPERATOR)
    assert queries.grid_counts(cast.account(), scored, None, TODAY).people == 0


def test_before_any_run_there_are_no_boxes(scored: Period) -> None:
    with pytest.raises(NotFoundError):
        queries.grid_counts(cast.account(role="regional_head"), scored, None, TODAY)
