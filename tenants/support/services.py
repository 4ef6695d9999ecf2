"""What the host does about support: asks, walks in, gives back. The logins themselves: tending."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import check, refusal
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, DomainError, InvalidError
from shared_apps.support import rules
from shared_apps.support import services as region_side
from shared_apps.support.rules import State
from tenants.regions import queries as regions
from tenants.regions.services import inside
from tenants.support import queries, tending
from tenants.support.models import Request

logger = logging.getLogger(__name__)


def ask(
    *,
    region_id: UUID,
    reason: str,
    rooms: Sequence[str],
    hours: int,
    actor: User,
    at: datetime,
    day: date,
) -> Request:
    """Ask a region to be let in. Raises InvalidError for an incomplete request, ConflictError for a second one."""
    check(actor, Action.ASK_SUPPORT, day)
    region = regions.region_row(actor, region_id, day).region
    wanted = rules.known_rooms(rooms)
    _check(reason, wanted, hours)
    with transaction.atomic():
        if Request.objects.filter(region=region, asked_by=actor.pk, state__in=list(rules.OPEN)).exists():
            raise ConflictError(
                "support_open", _("Anda masih punya permintaan yang terbuka di daerah ini. Akhiri dahulu.")
            )
        request = Request.objects.create(
            region=region,
            reason=reason.strip(),
            rooms=wanted,
            hours=hours,
            asked_by=actor.pk,
            asked_by_name=actor.name,
            asked_by_email=actor.email,
            asked_at=at,
        )
    try:
        tending.deliver(request, at=at)
    except DomainError:  # the region cannot be entered now: nothing was asked
        request.delete()
        raise
    return request


def way_in(*, region_id: UUID, request_id: UUID, actor: User, at: datetime, day: date) -> str:
    """The address at which the operator who asked walks in, for two minutes and once."""
    request = queries.request_of(actor, region_id, request_id, day)
    if request.asked_by != actor.pk:
        raise refusal()
    if not rules.is_living(request.state, request.expires_at, at) or request.login_at is None:
        raise ConflictError("support_not_open", _("Izin ini tidak berlaku atau masih disiapkan. Muat ulang halaman."))
    with inside(request.region.schema_name, even=tending.SERVED) as region:
        token = region_side.issue_pass(grant_id=request.id, operator=actor.pk, at=at)
        return region.own_address + reverse("support_enter", urlconf=settings.ROOT_URLCONF, args=[token])


def give_back(*, region_id: UUID, request_id: UUID, actor: User, at: datetime, day: date) -> Request:
    """End a request or grant from the host's side; the region sees by whom."""
    request = queries.request_of(actor, region_id, request_id, day)
    if request.state not in rules.OPEN:
        raise ConflictError("support_over", _("Permintaan ini sudah selesai. Tidak ada yang diubah."))
    _end(request, by=actor.name, reason=_("Diakhiri oleh penyelenggara"), at=at)
    ring()
    return request


def end_all(schema_name: str, reason: str) -> int:
    """End everything that is open in a region and drop its logins, as the owner; for a region that departs."""
    at, ended = timezone.now(), 0
    for request in queries.open_requests():
        if request.region.schema_name == schema_name:
            _end(request, by="Merit Bersama", reason=reason, at=at)
            ended += 1
    tending.tend(at=at)
    return ended


def ring() -> None:
    """Wake the owner's worker; a lost bell is made good by the clock."""
    transaction.on_commit(
        lambda: current_app.send_task(rules.BELL, args=["public"], queue="owner", expires=60), robust=True
    )


def _end(request: Request, *, by: str, reason: str, at: datetime) -> None:
    """The host's row first: whatever becomes of the region's, the login goes."""
    request.state, request.closed_at = State.ENDED, at
    request.save(update_fields=["state", "closed_at"])
    try:
        with inside(request.region.schema_name, even=tending.SERVED):
            region_side.end(grant_id=request.id, by=by, reason=reason, at=at)
    except ConflictError as closed:  # suspended, say: nobody gets in there, and the grant runs out by itself
        logger.warning("support_ended_at_the_host_alone", extra={"request": str(request.id), "why": closed.code})


def _check(reason: str, rooms: Sequence[str], hours: int) -> None:
    fields = {}
    if len(reason.strip()) < 10:
        fields["reason"] = [_("Tulis alasan yang dapat dinilai daerah, paling sedikit 10 huruf.")]
    if not rooms:
        fields["rooms"] = [_("Pilih paling sedikit satu lingkup.")]
    if not 1 <= hours <= rules.MOST_HOURS:
        fields["hours"] = [_("Antara 1 dan %(hours)s jam.") % {"hours": rules.MOST_HOURS}]
    if fields:
        raise InvalidError("support_invalid", _("Periksa isian. Tidak ada yang diminta."), fields=fields)
