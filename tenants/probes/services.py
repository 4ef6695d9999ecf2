"""A night of the probe: canaries planted, every region searched for all of them, every region told."""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import Error, transaction
from django.utils import timezone
from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.assurance import services as assurance
from shared_apps.assurance.prober import prober
from shared_apps.errors import DomainError
from tenants.probes import inside, pages
from tenants.probes.browser import Browser
from tenants.probes.inside import Ids, Log
from tenants.probes.models import Night, Search
from tenants.probes.rules import Tally, Way, canary_of, turn
from tenants.regions import services as regions
from tenants.regions.fleet.versions import code_version
from tenants.regions.grants import SERVED
from tenants.regions.models import Region

logger = logging.getLogger(__name__)
KEPT = 40
"""Nights the host keeps; a region keeps its own reports for itself."""
MOST_SECONDS = 180
"""What the search of one region may take."""
TARGETS = 8
"""Foreign regions whose rows are asked for by id, page after page, in one region and night; every night others."""
LOST = timedelta(minutes=15)
_FAILURES = (DomainError, Error, OSError)
State = Search.State


@transaction.atomic
def forget(schema_name: str) -> dict[str, int]:
    """Take the searches of a region that is erased out of all nights; how many rows."""
    for night in Night.objects.filter(skipped__has_key=schema_name):
        night.skipped.pop(schema_name)
        night.save(update_fields=["skipped"])
    _all, counts = Search.objects.filter(region=schema_name).delete()
    return dict(counts)


@transaction.atomic
def begin(*, at: datetime, only: Sequence[str] = ()) -> Night:
    """Plan a night: the host and all regions that are served, if only to read; the others are skipped and named."""
    public = get_public_schema_name()
    partners = Region.objects.exclude(schema_name=public).order_by("schema_name")
    chosen = [each for each in partners if not only or each.schema_name in only]
    skipped = {each.schema_name: _reason(each) for each in chosen if _reason(each)}
    night = Night.objects.create(begun_at=at, code_version=code_version(), skipped=skipped)
    planned = [each for each in chosen if each.schema_name not in skipped]
    searches = [
        Search(night=night, region=each.schema_name, name=each.name, nonce=secrets.token_hex(8), changed_at=at)
        for each in planned
    ]
    host = Region.objects.get(schema_name=public)
    searches.append(Search(night=night, region=public, name=host.name, state=State.PLANTED, changed_at=at))
    Search.objects.bulk_create(searches)
    surplus = Night.objects.order_by("-begun_at").values_list("id", flat=True)[KEPT:]
    Night.objects.filter(id__in=list(surplus)).delete()
    return night


def plant(*, search_id: UUID, at: datetime) -> None:
    """Put a region's canary into it; a region that cannot be entered is noted, the others go on."""
    if not Search.objects.filter(id=search_id, state=State.PLANNED).update(state=State.PLANTING, changed_at=at):
        return  # another process was faster
    row = Search.objects.select_related("night").get(id=search_id)
    value = canary_of(settings.SECRET_KEY, row.region, timezone.localdate(row.night.begun_at), row.nonce)
    try:
        with regions.inside(row.region, even=SERVED):
            canary = assurance.plant(key=f"isolation:{row.id}", value=value, at=at)
            ids = {"job": str(canary.job_id), "file": str(canary.file_id), "session": canary.session_key}
    except _FAILURES as error:
        _failed(row, error, at)
    else:
        Search.objects.filter(id=row.id).update(state=State.PLANTED, ids=ids, changed_at=at)


def search(
    *, search_id: UUID, at: datetime, most_seconds: int = MOST_SECONDS, clock: Callable[[], float] = time.monotonic
) -> None:
    """Search one region for the canaries of all others, and for its own where it must be."""
    begun = clock()
    if not Search.objects.filter(id=search_id, state=State.PLANTED).update(state=State.RUNNING, changed_at=at):
        return
    row = Search.objects.select_related("night").get(id=search_id)
    every = {each.region: _ids_of(each) for each in row.night.searches.exclude(ids={})}
    others = [ids for name, ids in sorted(every.items()) if name != row.region]
    day = timezone.localdate(row.night.begun_at)
    targets = [every[name] for name in turn(every, row.region, day, TARGETS)]
    log = Log(row.region)
    try:
        _search(log, every.get(row.region), others, targets, until=begun + most_seconds, clock=clock)
    except _FAILURES as error:
        _failed(row, error, at)
        return
    Search.objects.filter(id=row.id).update(
        state=State.DONE,
        tried={way: asdict(tally) for way, tally in log.tried.items()},
        found=log.found,
        blind=sorted(set(log.blind)),
        targets=len(targets),
        milliseconds=round((clock() - begun) * 1000),
        changed_at=at,
    )
    for crossing in log.found:
        logger.error(
            "canary of %s found in %s: %s %s", crossing["owner"], row.region, crossing["way"], crossing["where"]
        )


def give_up_lost(*, night: Night, at: datetime) -> None:
    """A search whose process died is over and said to have failed."""
    lost = night.searches.filter(state__in=[State.PLANTING, State.RUNNING], changed_at__lt=at - LOST)
    lost.update(state=State.FAILED, blind=["interrupted"], changed_at=at)


def _search(
    log: Log,
    own: Ids | None,
    others: Sequence[Ids],
    targets: Sequence[Ids],
    *,
    until: float,
    clock: Callable[[], float],
) -> None:
    public = get_public_schema_name()
    is_host = log.region == public
    with schema_context(public):
        region = Region.objects.get(schema_name=log.region)
    if is_host:
        inside.search(log, own, others)
    else:
        with regions.inside(log.region, even=SERVED):
            inside.search(log, own, others)
    domain, https = region.primary_domain, settings.HTTPS
    browser = Browser(domain, https=https, viewer=prober(host=is_host))
    walk = pages.Walk(log, browser, urlconf=pages.urlconf_of(host=is_host), own=own)
    walk.everything(until=until, clock=clock)
    walk.by_id(targets)
    stranger = Browser(domain, https=https, viewer=None)
    for each in targets:
        answer = stranger.get("/akun-saya/", session_key=each.session)
        log.add(Way.SESSIONS, Tally(1, int(answer.is_refused), int(not answer.is_searched)))
        log.saw(Way.SESSIONS, "my_account", answer.text)


def _ids_of(row: Search) -> Ids:
    return Ids(row.region, UUID(row.ids["job"]), UUID(row.ids["file"]), row.ids["session"])


def _reason(region: Region) -> str:
    """Why a region is not searched; empty when it is."""
    if region.state not in SERVED:
        return str(region.state)
    return "" if region.is_current else "other_version"


def _failed(row: Search, error: Exception, at: datetime) -> None:
    """Noted by its kind alone: its text may tell of data."""
    logger.error("the probe of %s failed: %s", row.region, type(error).__name__)
    Search.objects.filter(id=row.id).update(
        state=State.FAILED, blind=[getattr(error, "code", type(error).__name__)], changed_at=at
    )
