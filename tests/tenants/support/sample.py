"""Grants as the builder of governments makes them: one waits, one lives; at the host one is asked."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from shared_apps.rows import new_id
from shared_apps.support import services
from shared_apps.support.models import Grant
from tenants.regions.models import Region
from tenants.support.models import Request

if TYPE_CHECKING:
    from tests.government import Government

ROOMS = ["organisation", "people"]


def of_region(made: "Government") -> None:
    """One to decide on, one that lives with a page that was opened, and a way in for as long as tests may take."""
    now, day = timezone.now(), timezone.localdate()
    for name in ("asked_grant", "living_grant"):
        grant = services.receive(
            grant_id=new_id(),
            asked_by_name=made.text(f"{name}-penolong"),
            asked_by_email=f"{made.word}.{name}@host.example.id",
            government=made.text("penyelenggara"),
            reason=made.text(f"{name}-alasan"),
            rooms=ROOMS,
            hours=24,
            at=now,
        )
        made.ids[name] = grant.id
    services.approve(grant_id=grant.id, hours=24, rooms=ROOMS, actor=made.users["administrator"], at=now, day=day)
    services.record(
        grant=Grant.objects.get(id=grant.id),
        at=now,
        method="GET",
        path=f"/pegawai/?q={made.word}-dicari",
        status=200,
        milliseconds=12,
        address="192.0.2.1",
        asked=[{"statement": "SELECT 1", "fingerprint": "0" * 16, "rows": 1}],
    )
    later = now + timedelta(hours=12)
    made.tokens["support"] = services.issue_pass(grant_id=grant.id, operator=new_id(), at=later)


def of_host(made: "Government", region: Region) -> None:
    """What the operator asked of north and is not decided."""
    operator = made.users["operator"]
    request = Request.objects.create(
        region=region,
        reason=made.text("alasan dukungan"),
        rooms=ROOMS,
        hours=2,
        asked_by=operator.id,
        asked_by_name=operator.name,
        asked_by_email=operator.email,
        asked_at=timezone.now(),
        delivered_at=timezone.now(),
    )
    made.ids["support_request"] = request.id
