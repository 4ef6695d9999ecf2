"""Departures as the host's operators see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.jobs.models import Job
from tenants.departure import rules
from tenants.departure.models import Departure
from tenants.regions import queries as regions
from tenants.regions.models import Region


@dataclass(frozen=True)
class Standing:
    """A region's departure with its tasks; the region is None once it is gone."""

    departure: Departure | None
    region: Region | None
    packing: Job | None = None
    erasing: Job | None = None

    @property
    def moving(self) -> Job | None:
        """The task that is under way."""
        return next((job for job in (self.erasing, self.packing) if job is not None and not job.is_over), None)


def standing(viewer: Viewer, region_id: UUID, day: date) -> Standing:
    """How it stands with a region, also one that is gone."""
    check(viewer, Action.MANAGE_AGREEMENTS, day)
    found = Departure.objects.filter(region_id=region_id).order_by("-begun_at").first()
    region = Region.objects.filter(id=region_id).exclude(id=regions.host().id).first()
    if found is None and region is None:
        raise NotFoundError("region_unknown", _("Daerah ini tidak ada."))
    return Standing(found, region, pack_job(found), erase_job(found))


def departures(viewer: Viewer, day: date) -> Sequence[Departure]:
    """All of them, those still open first."""
    check(viewer, Action.MANAGE_AGREEMENTS, day)
    return sorted(Departure.objects.order_by("-begun_at"), key=lambda each: not each.is_open)


def certified(viewer: Viewer, departure_id: UUID, day: date) -> Departure:
    """A departure that is over and has its certificate."""
    check(viewer, Action.MANAGE_AGREEMENTS, day)
    found = by_id(departure_id)
    if not found.certificate:
        raise NotFoundError("certificate_unknown", _("Sertifikat ini belum ada."))
    return found


def by_id(departure_id: UUID | str) -> Departure:
    """One departure."""
    found = Departure.objects.filter(id=departure_id).first()
    if found is None:
        raise NotFoundError("departure_unknown", _("Akhir kerja sama ini tidak ada."))
    return found


def holding(schema_name: str) -> Departure:
    """The departure of a region that is not over."""
    found = Departure.objects.filter(schema_name=schema_name, state__in=list(rules.OPEN)).first()
    if found is None:
        raise NotFoundError("departure_unknown", _("Daerah %(name)s tidak sedang keluar.") % {"name": schema_name})
    return found


def pack_key(departure: Departure) -> str:
    """The key of the task that makes the next pack."""
    return f"exit-pack:{departure.id}:{departure.packs}"


def erase_key(departure: Departure) -> str:
    """The key of the task that erases."""
    return f"erase:{departure.id}"


def pack_job(departure: Departure | None) -> Job | None:
    """The task of the newest pack, done or not."""
    if departure is None:
        return None
    keys = [f"exit-pack:{departure.id}:{number}" for number in (departure.packs, departure.packs - 1)]
    return Job.objects.filter(key__in=keys).order_by("-requested_at").first()


def erase_job(departure: Departure | None) -> Job | None:
    """The task of the erasure."""
    return Job.objects.filter(key=erase_key(departure)).first() if departure else None


def in_words(day: date) -> list[str]:
    """What an operator must know, for the doctor: departures that wait for somebody."""
    waiting = Departure.objects.filter(state__in=list(rules.OPEN)).order_by("ends_on", "schema_name")
    return [_line(each, day) for each in waiting]


def _line(departure: Departure, day: date) -> str:
    words = f"{departure.schema_name} ({departure.state}), agreement ends {departure.ends_on:%Y-%m-%d}"
    if departure.state == rules.State.NOTICE and departure.ends_on < day:
        words += f", {(day - departure.ends_on).days} days overdue"
    if departure.erase_on:
        words += f", may be erased from {departure.erase_on:%Y-%m-%d}"
    return words
