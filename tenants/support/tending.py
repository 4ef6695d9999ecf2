"""Brings requests and logins to what the regions decided: an act of the owner, repeated by the clock, idempotent."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.utils.dateparse import parse_datetime

from shared_apps.errors import DomainError
from shared_apps.mailbox.models import Message
from shared_apps.support import rules
from shared_apps.support import services as region_side
from shared_apps.support.rules import State
from tenants.regions import queries as regions
from tenants.regions.database import support_roles
from tenants.regions.database.base import as_owner
from tenants.regions.database.logins import role_of
from tenants.regions.database.support_roles import SupportLogin
from tenants.regions.models import Region
from tenants.regions.services import inside
from tenants.support import queries
from tenants.support.models import Request

SERVED = frozenset({Region.State.READ_ONLY})
"""Besides active: where nothing is written people still decide who may look."""
logger = logging.getLogger(__name__)


def tend(*, at: datetime) -> None:
    """Read what was decided, make the logins of living grants, drop all others with what they have open."""
    for request in queries.open_requests():
        _hear(request)
        if request.state == State.APPROVED and not rules.is_living(request.state, request.expires_at, at):
            request.state, request.closed_at = State.ENDED, request.expires_at
            request.save(update_fields=["state", "closed_at"])
    approved = [request for request in queries.open_requests() if request.state == State.APPROVED]
    wanted = {login.role: (request, login) for request in approved if (login := queries.login_of(request))}
    stale = support_roles.standing() - wanted.keys()
    new = [pair for pair in wanted.values() if pair[0].login_at is None]
    if stale or new:
        _make_and_drop(new, stale, at=at)
    for request in queries.open_requests():  # last: no region that cannot be entered keeps an ended login standing
        if request.delivered_at is None:
            _deliver_later(request, at=at)


def _make_and_drop(new: Sequence[tuple[Request, SupportLogin]], stale: Collection[str], *, at: datetime) -> None:
    with as_owner():
        for role in sorted(stale):
            support_roles.drop_support(role)
        for _request, login in new:
            support_roles.ensure_support(login)
    Request.objects.filter(id__in=[request.id for request, _login in new]).update(login_at=at)


def deliver(request: Request, *, at: datetime) -> None:
    """Write the request into the region, under the region's login; asked again it changes nothing."""
    host = regions.host().name
    with inside(request.region.schema_name, even=SERVED):
        region_side.receive(
            grant_id=request.id,
            asked_by_name=request.asked_by_name,
            asked_by_email=request.asked_by_email,
            government=host,
            reason=request.reason,
            rooms=request.rooms,
            hours=request.hours,
            at=request.asked_at,
        )
    request.delivered_at = at
    request.save(update_fields=["delivered_at"])


def _deliver_later(request: Request, *, at: datetime) -> None:
    """A region that cannot be entered now keeps nobody else waiting."""
    try:
        deliver(request, at=at)
    except (DomainError, Error) as fault:
        why = fault.code if isinstance(fault, DomainError) else type(fault).__name__
        logger.warning("support_not_delivered", extra={"request": str(request.id), "why": why})


def _hear(request: Request) -> None:
    """The region's newest word on this request, under its own name; never more than was asked."""
    said = (
        Message.objects.filter(
            sender=role_of(request.region.schema_name), kind=rules.DECIDED, content__grant=str(request.id)
        )
        .order_by("-sent_at", "-id")
        .first()
    )
    state = said.content.get("state") if said else None
    if said is None or state == request.state or state not in set(State):
        return
    request.state = state
    if state == State.APPROVED:
        latest = said.sent_at + timedelta(hours=request.hours)
        request.decided_at, request.expires_at = said.sent_at, min(_until(said.content) or latest, latest)
        request.rooms = rules.known_rooms(set(said.content.get("rooms", [])) & set(request.rooms))
    else:
        request.closed_at = said.sent_at
    request.save()


def _until(content: dict[str, Any]) -> datetime | None:
    return parse_datetime(str(content.get("expires_at", "")))
