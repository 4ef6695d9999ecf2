"""How many people stand in which box, as far as the viewer leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates import wording
from tenant_apps.scoring.models import Period
from tenant_apps.scoring.queries.periods import run_filling
from tenant_apps.scoring.queries.scores import recommendations, subtree_scores
from tenant_apps.scoring.rules.typed import BOX
from tenant_apps.scoring.schemes import document_of
from tenant_apps.talent.rules import grid_of


@dataclass(frozen=True)
class BoxCount:
    """One box with its people and what follows from standing in it."""

    number: int
    performance: str
    potential: str
    count: int
    recommendations: Sequence[str]


@dataclass(frozen=True)
class GridCounts:
    """The nine boxes in the order they are drawn, and who stands in none."""

    period: Period
    boxes: Sequence[BoxCount]
    without_box: int

    @property
    def people(self) -> int:
        """Everybody in view."""
        return self.without_box + sum(box.count for box in self.boxes)


def grid_counts(viewer: Any, period: Period, unit_id: UUID | None, day: date) -> GridCounts:
    """The grid of a unit with all under it; without a unit of everybody the viewer may see. Two counting queries."""
    run = run_filling(period, "box")
    grid = grid_of(document_of(run.scheme)) if run else None
    if run is None or grid is None:
        raise NotFoundError(
            "no_boxes", _("Belum ada kotak talenta untuk periode %(period)s.") % {"period": period.title}
        )
    scheme = document_of(run.scheme)
    rows = subtree_scores(viewer, period, unit_id, day).order_by()
    counted = dict(rows.values_list("box").annotate(Count("employee_id")))
    return GridCounts(
        period=period,
        boxes=[
            BoxCount(
                number=cell.number,
                performance=wording.code_text(scheme, grid.performance_key, cell.performance),
                potential=wording.code_text(scheme, grid.potential_key, cell.potential),
                count=counted.get(cell.number, 0),
                recommendations=recommendations(scheme, BOX, cell.code),
            )
            for cell in grid.cells
        ],
        without_box=counted.get(None, 0),
    )
