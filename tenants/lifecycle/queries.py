"""How a region stands, for the host's operators; never a person of the region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.jobs.models import Job, State
from tenants.lifecycle import rules
from tenants.regions import queries as regions
from tenants.regions.models import Region


@dataclass(frozen=True)
class Life:
    """The state of a region, what it may become, and the changes that were asked for, the newest first."""

    region: Region
    choices: Sequence[Region.State]
    jobs: Sequence[Job]

    @property
    def under_way(self) -> Job | None:
        """The change the owner's process has not carried out yet, or could not."""
        newest = self.jobs[0] if self.jobs else None
        return newest if newest is not None and newest.state != State.DONE else None


def life(viewer: Viewer, region_id: UUID, day: date) -> Life:
    """One region's life."""
    check(viewer, Action.PROVISION, day)
    region = regions.region_row(viewer, region_id, day).region
    choices = [state for state in Region.State if rules.may_become(region.state, state)]
    jobs = Job.objects.filter(kind="life", arguments__region=region.schema_name).order_by("-requested_at", "-id")
    return Life(region, choices, list(jobs[:20]))
