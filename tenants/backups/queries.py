"""Backups as the host sees them, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.jobs.models import Job
from tenants.backups.models import Backup, Recipient, Restore
from tenants.backups.rules import DRILL_TOO_OLD_DAYS, KINDS, TOO_OLD_HOURS
from tenants.regions.models import Region

_SHOWN = 40


@dataclass(frozen=True)
class Page:
    """A region's backups, the copies beside it, the last drills, and what is under way."""

    region: Region
    backups: Sequence[Backup]
    copies: Sequence[Restore]
    reports: Sequence[Restore]
    recipient: Recipient | None
    job: Job | None

    @property
    def last(self) -> Backup | None:
        """The newest that is there."""
        return next((each for each in self.backups if each.state == Backup.State.MADE), None)

    @property
    def drill(self) -> Restore | None:
        """The newest drill."""
        return next((each for each in self.reports if each.is_drill), None)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self.job is not None and not self.job.is_over


def page(viewer: Viewer, region_id: UUID, day: date) -> Page:
    """One region's backups."""
    check(viewer, Action.PROVISION, day)
    region = Region.objects.exclude(schema_name=get_public_schema_name()).filter(id=region_id).first()
    if region is None:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    name = region.schema_name
    restores = Restore.objects.filter(region=name).order_by("-started_at")
    jobs = Job.objects.filter(kind__in=KINDS, arguments__region=name)
    return Page(
        region=region,
        backups=list(Backup.objects.filter(region=name).order_by("-at")[:_SHOWN]),
        copies=list(restores.filter(dropped_at=None, is_drill=False)),
        reports=list(restores[:_SHOWN]),
        recipient=Recipient.objects.filter(region=name).first(),
        job=jobs.order_by("-requested_at").first(),
    )


def in_words(at: datetime) -> tuple[str, list[str]]:
    """For the doctor: one sentence, and what somebody must do something about."""
    regions = Region.objects.exclude(schema_name=get_public_schema_name()).exclude(state=Region.State.PREPARING)
    names = dict(regions.values_list("schema_name", "id"))
    made = Backup.objects.filter(state=Backup.State.MADE, region__in=names).order_by("at")
    drills = Restore.objects.filter(is_drill=True, region__in=names).order_by("started_at")
    last, drilled = dict(made.values_list("region", "at")), {each.region: each for each in drills}
    ills = []
    for name, moment in last.items():
        if at - moment > timedelta(hours=TOO_OLD_HOURS):
            ills.append(
                f"the last backup of {name} is of {moment:%Y-%m-%d %H:%M}: look at the owner's worker and beat"
            )
    for name in sorted(names.keys() - last.keys()):
        if at - _born(names[name]) > timedelta(hours=TOO_OLD_HOURS):
            ills.append(f"{name} has no backup: merit backup make {name}")
    for name, drill in drilled.items():
        if not drill.holds:
            failed = next((each["check"] for each in drill.checks if not each["holds"]), "nothing was checked")
            ills.append(f"the last drill of {name} failed ({failed}): merit backup drill {name}")
        elif at - drill.started_at > timedelta(days=max(DRILL_TOO_OLD_DAYS, 2 * len(names))):
            ills.append(f"the last drill of {name} is of {drill.started_at:%Y-%m-%d}: merit backup drill {name}")
    return _sentence(len(names), last, drilled), ills


def _sentence(regions: int, last: dict[str, datetime], drilled: dict[str, Restore]) -> str:
    if not last:
        return "none yet"
    newest, oldest = max(last.values()), min(last.values())
    told = f"{len(last)} of {regions} regions, the newest {newest:%Y-%m-%d %H:%M}, the oldest {oldest:%Y-%m-%d %H:%M}"
    if not drilled:
        return f"{told}; no drill yet"
    latest = max(drilled.values(), key=lambda each: each.started_at)
    verdict = "everything held" if latest.holds else "failed"
    return f"{told}; last drill {latest.region} {latest.started_at:%Y-%m-%d %H:%M}, {verdict}"


def _born(region_id: UUID) -> datetime:
    """When the region was asked for: its key tells the millisecond (UUIDv7)."""
    return datetime.fromtimestamp((region_id.int >> 80) / 1000, tz=UTC)
