"""Regions as the host sees them: never a person, only rows of `public`."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from shared_apps.errors import NotFoundError
from shared_apps.jobs.models import Job
from shared_apps.mailbox import queries as mailbox
from tenants.regions.database.logins import role_of
from tenants.regions.models import Region


@dataclass(frozen=True)
class RegionRow:
    """A line of the console."""

    region: Region
    domain: str
    address: str
    job: Job | None
    steps_done: int
    steps_all: int
    employees: int | None
    templates: Sequence[str]


def host() -> Region:
    """The government that runs the installation."""
    return Region.objects.get(schema_name=get_public_schema_name())


def by_name(schema_name: str) -> Region:
    """A region by the name of its schema, whatever its state."""
    region = Region.objects.exclude(schema_name=get_public_schema_name()).filter(schema_name=schema_name).first()
    if region is None:
        raise NotFoundError("region_unknown", _("Daerah %(name)s tidak ada.") % {"name": schema_name})
    return region


def active_names() -> list[str]:
    """The schema names of all active regions, for tasks that visit each."""
    rows = Region.objects.exclude(schema_name=get_public_schema_name()).filter(state=Region.State.ACTIVE)
    return list(rows.order_by("schema_name").values_list("schema_name", flat=True))


def console() -> list[RegionRow]:
    """All partner regions with the progress of their provisioning and what they told the host."""
    regions = (
        Region.objects.exclude(schema_name=get_public_schema_name())
        .select_related("agreement")
        .prefetch_related("domains")
        .order_by(F("agreement__starts_on").desc(nulls_last=True), "name")
    )
    jobs = {job.key: job for job in Job.objects.filter(kind="provision").prefetch_related("steps")}
    figures, adopted = mailbox.latest("people_counted"), mailbox.latest("schemes_adopted")
    return [_row(region, jobs.get(job_key(region)), figures, adopted) for region in regions]


def region_row(region_id: UUID) -> RegionRow:
    """One line of the console."""
    found = next((row for row in console() if row.region.id == region_id), None)
    if found is None:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    return found


def job_key(region: Region) -> str:
    """The idempotency key of a region's provisioning."""
    return f"provision:{region.schema_name}"


def provisioning_job(region: Region) -> Job:
    """The job that provisions or provisioned the region."""
    return Job.objects.prefetch_related("steps").get(key=job_key(region))


def _row(region: Region, job: Job | None, figures: dict[str, dict[str, int]], adopted: dict[str, dict[str, list[str]]]) -> RegionRow:
    steps = list(job.steps.all()) if job else []
    domain = next((row.domain for row in region.domains.all() if row.is_primary), "")
    role = role_of(region.schema_name)
    return RegionRow(
        region=region,
        domain=domain,
        address=region.own_address,
        job=job,
        steps_done=sum(step.state == "done" for step in steps),
        steps_all=len(steps),
        employees=figures.get(role, {}).get("employees"),
        templates=adopted.get(role, {}).get("templates", []),
    )
