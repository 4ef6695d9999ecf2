"""How a region stands, for the host's operators; never a person of the region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.jobs.models import Job, State
from tenants.lifecycle import rules
from tenants.regions import queries as regions
from tenants.regions.models import Domain, Region
from tenants.regions.services import inside


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


@dataclass(frozen=True)
class Addresses:
    """A region's addresses, the primary one first, and what depends on them."""

    region: Region
    domains: Sequence[Domain]
    passkeys: int | None


def addresses(viewer: Viewer, region_id: UUID, day: date, *, count_passkeys: bool = False) -> Addresses:
    """One region's addresses; the number of passkeys is asked inside it, under its own login, and nothing else is."""
    check(viewer, Action.PROVISION, day)
    region = regions.region_row(viewer, region_id, day).region
    domains = list(Domain.objects.filter(tenant=region).order_by("-is_primary", "is_old", "domain"))
    return Addresses(region, domains, _passkeys(region) if count_passkeys else None)


def _passkeys(region: Region) -> int | None:
    """How many a renamed region would lose: they are bound to the host name. None where it cannot be entered."""
    if region.state == Region.State.PREPARING or not region.is_current:
        return None
    with inside(region.schema_name, even=frozenset({Region.State.READ_ONLY, Region.State.SUSPENDED})):
        return int(Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count())
