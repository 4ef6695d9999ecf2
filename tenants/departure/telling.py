"""What a region hears of its departure: once for every state and notice, under its own login."""

import logging
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from shared_apps.accounts.access import Actor
from shared_apps.leaving import services as leaving
from shared_apps.leaving.rules import Stage
from tenants.departure import queries, words
from tenants.departure.models import Departure
from tenants.departure.rules import State
from tenants.regions import queries as regions
from tenants.regions import services as region_services
from tenants.regions.models import Region
from tenants.regions.provisioning import Provisioner

logger = logging.getLogger(__name__)
EVEN = frozenset({Region.State.READ_ONLY})


def tell(departure_id: UUID, *, actor: Actor, at: datetime, notice: int | None = None) -> Departure:
    """Let the region know how it stands, once for every state and notice; what failed is told again the next day."""
    departure = queries.by_id(departure_id)
    if notice is not None and notice not in departure.notices:
        departure.notices = sorted([*departure.notices, notice])
        Departure.objects.filter(id=departure.id).update(notices=departure.notices)
    now = f"{departure.state}:{departure.packs}:{','.join(map(str, departure.notices))}"
    if departure.told == now or departure.state == State.ERASED:
        return departure
    facts = words.facts_for_region(departure, regions.host().name)
    writer = Provisioner.of(actor.name, Region.objects.get(id=departure.region_id))
    with region_services.inside(departure.schema_name, even=EVEN):
        leaving.tell(departure_id=departure.id, stage=Stage(departure.state), actor=writer, at=at, facts=facts)
        try:
            leaving.write_letters(departure_id=departure.id, day=timezone.localdate(at))
        except OSError as down:  # what sockets and smtplib raise; the banner is there, the letters follow
            logger.warning("letters_not_sent", extra={"region": departure.schema_name, "kind": type(down).__name__})
            return departure
    Departure.objects.filter(id=departure.id).update(told=now)
    return queries.by_id(departure_id)
