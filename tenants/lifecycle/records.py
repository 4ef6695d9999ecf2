"""What the host did to a region, written down inside it under its own login: its auditor reads it there."""

from datetime import datetime

from shared_apps.audit.models import Entry
from shared_apps.jobs.models import Job
from tenants.regions.models import Region
from tenants.regions.provisioning import Provisioner
from tenants.regions.services import inside

METHOD = "HOST"
"""Stands where the method of a request stands: it came through no address of the region."""
EVEN = frozenset({Region.State.READ_ONLY, Region.State.SUSPENDED})


def write(region: Region, job: Job, *, what: str, reason: str) -> None:
    """One row of the audit, once for a job, however often it is tried."""
    who = Provisioner.of(job.requested_by_name, region).name  # said by rows of the host
    with inside(region.schema_name, even=EVEN):
        if Entry.objects.filter(request_id=job.id, method=METHOD).exists():
            return
        Entry.objects.create(
            at=datetime.fromisoformat(job.arguments["at"]),
            actor_name=who,
            method=METHOD,
            path=what,
            status=200,
            request_id=job.id,
            reason=reason,
        )
