"""Regions as the host sees them: never a person, only rows of `public`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.jobs.models import Job, JobStep, State
from shared_apps.mailbox import queries as mailbox
from shared_apps.scoring_templates import queries as templates
from tenants.regions.database.logins import role_of
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import ProofReport, Region
from tenants.regions.rules import provisioning_key


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

    @property
    def state(self) -> str:
        """`active`, or where its provisioning stands: `queued`, `running`, `stopped`."""
        if self.region.state == Region.State.ACTIVE:
            return "active"
        if self.job is None:
            return "queued"
        return {State.FAILED: "stopped", State.QUEUED: "queued"}.get(State(self.job.state), "running")

    @property
    def is_moving(self) -> bool:
        """Whether its page changes by itself."""
        return self.state in {"queued", "running"}

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
        found = [row for row in self.rows if row.state != "active"]
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


def host() -> Region:
    """The government that runs the installation."""
    return Region.objects.get(schema_name=get_public_schema_name())


def by_name(schema_name: str) -> Region:
    """A region by the name of its schema, whatever its state."""
    region = _partners().filter(schema_name=schema_name).first()
    if region is None:
        raise NotFoundError("region_unknown", _("Daerah %(name)s tidak ada.") % {"name": schema_name})
    return region


def is_served(domain: str) -> bool:
    """Whether an active government answers under this name."""
    return Region.objects.filter(domains__domain=domain, state=Region.State.ACTIVE).exists()


def active_names() -> list[str]:
    """The schema names of all active regions with this code's tables, for tasks that visit each."""
    rows = _partners().filter(state=Region.State.ACTIVE, version=code_version())
    return list(rows.order_by("schema_name").values_list("schema_name", flat=True))


def console(viewer: Viewer, day: date) -> Console:
    """All partner regions, the newest agreement first."""
    check(viewer, Action.PROVISION, day)
    rows = _rows(_partners().order_by(F("agreement__starts_on").desc(nulls_last=True), "name"))
    return Console(rows, latest_proof())


def region_row(viewer: Viewer, region_id: UUID, day: date) -> RegionRow:
    """One partner region."""
    check(viewer, Action.PROVISION, day)
    found = _rows(_partners().filter(id=region_id))
    if not found:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    return replace(found[0], proof=latest_proof(found[0].region.schema_name))


def latest_proof(schema_name: str = "") -> ProofReport | None:
    """The newest proof about a region, its own or the whole one; without a name, of the whole."""
    return ProofReport.objects.filter(region__in={schema_name, ""}).order_by("-at").first()


def job_key(region: Region) -> str:
    """The idempotency key of a region's provisioning."""
    return provisioning_key(region.schema_name)


def provisioning_job(region: Region) -> Job:
    """The job that provisions or provisioned the region."""
    return Job.objects.prefetch_related("steps").get(key=job_key(region))


def _partners() -> QuerySet[Region]:
    return Region.objects.exclude(schema_name=get_public_schema_name())


def _rows(regions: QuerySet[Region]) -> list[RegionRow]:
    found = list(regions.select_related("agreement").prefetch_related("domains"))
    jobs = {job.key: job for job in _jobs_of(found)}
    figures, adopted = mailbox.latest("people_counted"), mailbox.latest("schemes_adopted")
    titles = templates.titles()
    rows = [_row(region, jobs.get(job_key(region)), figures, adopted) for region in found]
    return [replace(row, templates=[titles.get(name, name) for name in row.templates]) for row in rows]


def _jobs_of(regions: Sequence[Region]) -> QuerySet[Job]:
    return Job.objects.filter(key__in=[job_key(region) for region in regions]).prefetch_related("steps")


def _row(
    region: Region,
    job: Job | None,
    figures: dict[str, dict[str, Any]],
    adopted: dict[str, dict[str, Any]],
) -> RegionRow:
    role = role_of(region.schema_name)
    return RegionRow(
        region=region,
        domain=next((row.domain for row in region.domains.all() if row.is_primary), ""),
        job=job,
        steps=list(job.steps.all()) if job else [],
        employees=figures.get(role, {}).get("employees"),
        templates=adopted.get(role, {}).get("templates", []),
    )
