"""How regions stand: one with its provisioning, and all of them as the console counts them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

from shared_apps.jobs.models import Job, JobStep, State
from tenants.regions.models import ProofReport, Region


@dataclass(frozen=True)
class RegionRow:
    """A region with the progress of its provisioning and what it told the host."""

    region: Region
    domain: str
    job: Job | None
    steps: Sequence[JobStep]
    employees: int | None
    templates: Sequence[str]
    proof: ProofReport | None = None
    abandoning: Job | None = None

    @property
    def state(self) -> str:
        """`active`, `read_only`, `suspended`; or of its provisioning: `queued`, `running`, `stopped`, `abandoned`."""
        if self.is_living:
            return self.region.state
        if self.abandoning is not None:
            return "abandoned"
        if self.job is None:
            return "queued"
        return {State.FAILED: "stopped", State.QUEUED: "queued"}.get(State(self.job.state), "running")

    @property
    def is_living(self) -> bool:
        """Whether its provisioning is behind it, however it stands since."""
        return bool(self.region.state != Region.State.PREPARING)

    @property
    def is_moving(self) -> bool:
        """Whether its page changes by itself."""
        is_leaving = self.abandoning is not None and not self.abandoning.is_over
        return self.state in {"queued", "running"} or (self.state == "abandoned" and is_leaving)

    @property
    def can_abandon(self) -> bool:
        """Whether it may be given up: it was never active, and no step of it is running."""
        return self.region.state == Region.State.PREPARING and self.state in {"queued", "stopped"}

    @property
    def steps_done(self) -> int:
        """How many steps are behind it."""
        return sum(step.state == State.DONE for step in self.steps)

    @property
    def steps_all(self) -> int:
        """How many steps there are."""
        return len(self.steps)

    @property
    def step(self) -> JobStep | None:
        """The step it is at: running, stopped, or the next one."""
        return next((step for step in self.steps if step.state != State.DONE), None)

    @property
    def started_at(self) -> Any:
        """When its first step began."""
        return self.steps[0].started_at if self.steps else None

    @property
    def seconds(self) -> float | None:
        """How long it took from the first step to the last; None while it is not over."""
        begun = self.started_at
        if self.job is None or self.job.state != State.DONE or begun is None or self.job.finished_at is None:
            return None
        return float((self.job.finished_at - begun).total_seconds())

    @property
    def address(self) -> str:
        """What people type."""
        return self.region.own_address


@dataclass(frozen=True)
class Console:
    """All partner regions; every figure of the page is counted from its rows."""

    rows: Sequence[RegionRow]
    proof: ProofReport | None = None

    @cached_property
    def active(self) -> int:
        """Regions whose subdomain answers."""
        return self._count("active")

    @cached_property
    def limited(self) -> int:
        """Regions that are only read, or suspended."""
        return self._count(Region.State.READ_ONLY) + self._count(Region.State.SUSPENDED)

    @cached_property
    def stopped(self) -> int:
        """Regions that need somebody."""
        return self._count("stopped")

    @cached_property
    def moving(self) -> int:
        """Regions that are being prepared or wait for their turn."""
        return sum(row.is_moving for row in self.rows)

    @cached_property
    def open_rows(self) -> Sequence[RegionRow]:
        """What is being prepared, the stopped first."""
        found = [row for row in self.rows if not row.is_living]
        return sorted(found, key=lambda row: row.state != "stopped")

    @cached_property
    def reporting(self) -> int:
        """Regions that told how many employees they have."""
        return sum(row.employees is not None for row in self.rows)

    @cached_property
    def employees(self) -> int | None:
        """All employees regions told of; None while none did."""
        told = [row.employees for row in self.rows if row.employees is not None]
        return sum(told) if told else None

    @cached_property
    def templates(self) -> int:
        """Different templates in use."""
        return len({name for row in self.rows for name in row.templates})

    @cached_property
    def adopting(self) -> int:
        """Regions that use at least one template."""
        return sum(bool(row.templates) for row in self.rows)

    @cached_property
    def usual_seconds(self) -> float | None:
        """The median of how long provisioning took."""
        taken = [row.seconds for row in self.rows if row.seconds is not None]
        return median(taken) if taken else None

    def _count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)
