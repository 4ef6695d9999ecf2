"""A region's first administrator, invited again by the host: the letter was lost, or the address was wrong.

The host enters the region under the region's own login (DESIGN 4.8) and sees of it one invitation, nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared_apps.accounts import queries as account_queries
from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import Invitation, User
from shared_apps.accounts.rules import Role
from tenants.regions import queries, services
from tenants.regions.models import Region
from tenants.regions.provisioning import Provisioner

_ROLE = Role.PERSONNEL_ADMIN


@dataclass(frozen=True)
class Standing:
    """Whether somebody administers the region, and the newest invitation to do so."""

    region: Region
    is_held: bool
    invitation: Invitation | None


def standing(viewer: User, region_id: UUID, day: date) -> Standing:
    """How it stands with the administrator of an active region."""
    with _inside(viewer, region_id, day) as region:
        is_held = account_queries.is_held(_ROLE, day)
        return Standing(region, is_held, account_queries.newest_invitation(_ROLE))


def invite_again(*, region_id: UUID, email: str, name: str, actor: User, day: date) -> Invitation:
    """Replace what was sent before by a new letter, to the same or another address.

    Raises ConflictError once somebody administers the region: then it is the region's own matter.
    """
    with _inside(actor, region_id, day) as region:
        inviter = Provisioner.of(actor.name, region)
        return accounts.invite_first(email=email, name=name, role=_ROLE, day=day, actor=inviter)


@contextmanager
def _inside(operator: User, region_id: UUID, day: date) -> Iterator[Region]:
    row = queries.region_row(operator, region_id, day)
    with services.inside(row.region.schema_name):
        yield row.region
