"""Regions as the host sees them: never a person, only rows of `public`."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, NotFoundError
from shared_apps.jobs.models import Job, State
from shared_apps.mailbox import queries as mailbox
from shared_apps.scoring_templates import queries as templates
from tenants.regions.database.logins import role_of
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import ProofReport, Region
from tenants.regions.rules import ABANDON, abandoning_key, provisioning_key
from tenants.regions.standing import Console, RegionRow


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
    """Whether a government answers under this name, be it that it is only read, suspended, or has moved."""
    return Region.objects.filter(domains__domain=domain).exclude(state=Region.State.PREPARING).exists()


def active_names(*, even: Collection[str] = frozenset()) -> list[str]:
    """The schema names of all active regions with this code's tables, for tasks that visit each.

    `even`: states in which the visitor has business there as well.
    """
    rows = _partners().filter(state__in={Region.State.ACTIVE, *even}, version=code_version())
    return list(rows.order_by("schema_name").values_list("schema_name", flat=True))


def living_names() -> list[str]:
    """The schema names of all regions that were brought to life, whatever their state and version, for repairs."""
    rows = _partners().exclude(state=Region.State.PREPARING)
    return list(rows.order_by("schema_name").values_list("schema_name", flat=True))


def why_closed(region: Region) -> str:
    """What a program is told that wants to work in a region which is not active."""
    if region.state == Region.State.PREPARING:
        return _("Daerah %(name)s belum aktif.") % {"name": region.name}
    text = _("Daerah %(name)s: %(state)s. Alasan: %(reason)s. Tidak ada yang diubah.")
    facts = {"name": region.name, "state": region.get_state_display().lower(), "reason": region.state_reason}
    return text % facts


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


def rows_by_agreement(agreement_ids: Collection[UUID]) -> dict[UUID, RegionRow]:
    """The regions that stand on these agreements, for pages that are guarded themselves."""
    rows = _rows(_partners().filter(agreement_id__in=agreement_ids))
    return {row.region.agreement_id: row for row in rows if row.region.agreement_id}


def latest_proof(schema_name: str = "") -> ProofReport | None:
    """The newest proof about a region, its own or the whole one; without a name, of the whole."""
    return ProofReport.objects.filter(region__in={schema_name, ""}).order_by("-at").first()


def job_key(region: Region) -> str:
    """The idempotency key of a region's provisioning."""
    return provisioning_key(region.schema_name)


def provisioning_job(region: Region) -> Job:
    """The job that provisions or provisioned the region."""
    return Job.objects.prefetch_related("steps").get(key=job_key(region))


def abandonment(region_id: UUID) -> Job | None:
    """The job that gives a region up, or has done so."""
    return Job.objects.prefetch_related("steps").filter(key=abandoning_key(region_id)).first()


def abandoned(viewer: Viewer, region_id: UUID, day: date) -> Job:
    """The same for whoever may provision."""
    check(viewer, Action.PROVISION, day)
    job = abandonment(region_id)
    if job is None:
        raise NotFoundError("not_abandoned", _("Penyiapan daerah ini tidak dibatalkan."))
    return job


def gone(viewer: Viewer, region_id: UUID, day: date) -> str | None:
    """The name of a region that was given up and of which nothing is left; None for any other."""
    check(viewer, Action.PROVISION, day)
    job = abandonment(region_id)
    return str(job.arguments["name"]) if job is not None and job.state == State.DONE else None


def check_kept(region: Region) -> None:
    """Refuse what belongs to a region's life where somebody gave it up."""
    if abandonment(region.id) is not None:
        raise ConflictError(
            "region_abandoned",
            _("Penyiapan %(name)s dibatalkan dan sedang dihapus. Sesudah selesai, daerah dapat disiapkan lagi.")
            % {"name": region.name},
        )


def is_being_erased(schema_name: str) -> bool:
    """Whether something of a region that was given up may still have to go under this name."""
    return Job.objects.filter(kind=ABANDON, arguments__region=schema_name).exclude(state=State.DONE).exists()


def _partners() -> QuerySet[Region]:
    return Region.objects.exclude(schema_name=get_public_schema_name())


def _rows(regions: QuerySet[Region]) -> list[RegionRow]:
    found = list(regions.select_related("agreement").prefetch_related("domains"))
    jobs = {job.key: job for job in _jobs_of(found)}
    figures, adopted = mailbox.latest("people_counted"), mailbox.latest("schemes_adopted")
    titles = templates.titles()
    rows = [_row(region, jobs.get(job_key(region)), figures, adopted) for region in found]
    return [
        replace(
            row,
            templates=[titles.get(name, name) for name in row.templates],
            abandoning=jobs.get(abandoning_key(row.region.id)),
        )
        for row in rows
    ]


def _jobs_of(regions: Sequence[Region]) -> QuerySet[Job]:
    keys = [key for region in regions for key in (job_key(region), abandoning_key(region.id))]
    return Job.objects.filter(key__in=keys).prefetch_related("steps")


def _row(
    region: Region,
    job: Job | None,
    figures: dict[str, dict[str, Any]],
    adopted: dict[str, dict[str, Any]],
) -> RegionRow:
    role = role_of(region.schema_name)
    told = adopted.get(role, {}).get("templates")  # a region may have written anything
    return RegionRow(
        region=region,
        domain=next((row.domain for row in region.domains.all() if row.is_primary), ""),
        job=job,
        steps=list(job.steps.all()) if job else [],
        employees=number if isinstance(number := figures.get(role, {}).get("employees"), int) else None,
        templates=[name for name in told if isinstance(name, str)] if isinstance(told, list) else [],
    )
