"""How the regions of one list stand, from the rows of `public` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.jobs.models import Job, State
from tenants.regions import queries
from tenants.regions.models import Batch, BatchLine
from tenants.regions.rules import abandoning_key
from tenants.regions.standing import RegionRow

_LATEST = 5


@dataclass(frozen=True)
class Line:
    """One region of the list: as it stands, or given up and gone."""

    line: BatchLine
    row: RegionRow | None
    leaving: Job | None

    @property
    def state(self) -> str:
        """`active`, `queued`, `running`, `stopped`, `abandoned` while it is being removed, `gone` afterwards."""
        if self.row is not None:
            return self.row.state
        return "gone" if self.leaving is None or self.leaving.state == State.DONE else "abandoned"

    @property
    def is_moving(self) -> bool:
        """Whether it changes by itself."""
        return self.row.is_moving if self.row is not None else self.state == "abandoned" and not self.is_stuck

    @property
    def is_stuck(self) -> bool:
        """Whether removing it has stopped."""
        return self.leaving is not None and self.leaving.state == State.FAILED


@dataclass(frozen=True)
class Together:
    """All regions of one list; every figure of the page is counted from its lines."""

    batch: Batch
    lines: Sequence[Line]

    @cached_property
    def active(self) -> int:
        """Regions whose address answers."""
        return self._count("active")

    @cached_property
    def stopped(self) -> int:
        """Regions that need somebody."""
        return self._count("stopped") + sum(line.is_stuck for line in self.lines)

    @cached_property
    def running(self) -> int:
        """Regions somebody works on, be it to remove them."""
        return sum(line.is_moving for line in self.lines) - self.queued

    @cached_property
    def queued(self) -> int:
        """Regions that wait for their turn."""
        return self._count("queued")

    @cached_property
    def gone(self) -> int:
        """Regions that were given up; nothing of them is left."""
        return self._count("gone")

    @cached_property
    def is_moving(self) -> bool:
        """Whether the page changes by itself."""
        return any(line.is_moving for line in self.lines)

    @cached_property
    def steps_done(self) -> int:
        """Steps behind all of them."""
        return sum(line.row.steps_done for line in self.lines if line.row)

    @cached_property
    def steps_all(self) -> int:
        """All steps there are; who was given up has none."""
        return sum(line.row.steps_all for line in self.lines if line.row)

    def _count(self, state: str) -> int:
        return sum(line.state == state for line in self.lines)


def together(viewer: Viewer, batch_id: UUID, day: date) -> Together:
    """One list, the stopped first."""
    check(viewer, Action.PROVISION, day)
    batch = Batch.objects.filter(id=batch_id).first()
    if batch is None:
        raise NotFoundError("batch_unknown", _("Daftar ini tidak ada."))
    lines = list(batch.lines.select_related("agreement"))
    rows = queries.rows_by_agreement([line.agreement_id for line in lines])
    keys = {abandoning_key(line.region_id): line.position for line in lines}
    jobs = Job.objects.filter(key__in=keys).prefetch_related("steps")
    leaving = {keys[job.key]: job for job in jobs}
    found = [Line(line, rows.get(line.agreement_id), leaving.get(line.position)) for line in lines]
    return Together(batch, sorted(found, key=lambda line: not (line.state == "stopped" or line.is_stuck)))


def line(viewer: Viewer, batch_id: UUID, position: int, day: date) -> BatchLine:
    """One row of a list; where somebody asked for the region again, by the page of its agreement too, that region."""
    check(viewer, Action.PROVISION, day)
    found = BatchLine.objects.filter(batch_id=batch_id, position=position).first()
    if found is None:
        raise NotFoundError("row_unknown", _("Baris ini tidak ada di daftar."))
    row = queries.rows_by_agreement([found.agreement_id]).get(found.agreement_id)
    found.region_id = row.region.id if row else found.region_id
    return found


def latest(viewer: Viewer, day: date) -> Sequence[Batch]:
    """The newest lists, to come back to; each with its `size`."""
    check(viewer, Action.PROVISION, day)
    return list(Batch.objects.annotate(size=Count("lines")).order_by("-requested_at")[:_LATEST])
