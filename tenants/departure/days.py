"""What every day brings: agreements that end soon are said, those that ended are closed, receipts are taken."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.accounts.access import Actor
from shared_apps.errors import DomainError
from tenants.departure import rules, words
from tenants.departure.models import Departure
from tenants.departure.rules import State
from tenants.departure.services import begin, close, take_receipts
from tenants.departure.telling import tell
from tenants.regions.models import Region

logger = logging.getLogger(__name__)


def daily(*, actor: Actor, at: datetime, day: date) -> int:
    """Agreements that end soon are said, those that ended are closed, receipts are taken; how many changed."""
    with schema_context(get_public_schema_name()):
        changed = take_receipts(at=at)
        for region in _ending(day):
            with _others_go_on(region.schema_name):
                begin(region_id=region.id, reason=words.runs_out(region), actor=actor, at=at, day=day)
                changed += 1
        for departure in Departure.objects.filter(state__in=list(rules.OPEN)):
            with _others_go_on(departure.schema_name):
                changed += _step(departure, actor=actor, at=at, day=day)
        return changed


def _step(departure: Departure, *, actor: Actor, at: datetime, day: date) -> bool:
    """What the day brings for one departure; whether its state changed."""
    if departure.state == State.NOTICE and day >= departure.ends_on:
        close(departure_id=departure.id, actor=actor, at=at, day=day)
        return True
    due = rules.notice_due(departure.ends_on, frozenset(departure.notices), day)
    tell(departure.id, actor=actor, at=at, notice=due if departure.state == State.NOTICE else None)
    return False


@contextmanager
def _others_go_on(schema_name: str) -> Iterator[None]:
    """A region that cannot be entered now is tried again the next day and keeps nobody waiting."""
    try:
        yield
    except DomainError as error:
        logger.warning("departure_waits", extra={"region": schema_name, "code": error.code})


def _ending(day: date) -> list[Region]:
    """Active regions whose agreement ends within the longest notice and whose departure was never begun for it."""
    last = day.fromordinal(day.toordinal() + max(rules.NOTICE_DAYS))
    found = Region.objects.filter(state=Region.State.ACTIVE, agreement__ends_on__lte=last).select_related("agreement")
    known = set(Departure.objects.values_list("region_id", "ends_on"))
    return [region for region in found if region.agreement and (region.id, region.agreement.ends_on) not in known]
