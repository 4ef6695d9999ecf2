"""Support grants, read by the region's administrator and auditor; and by what lets a supporter in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core import signing
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Viewer
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import NotFoundError
from shared_apps.schema import open_schema
from shared_apps.support import rules
from shared_apps.support.models import Grant, Pass, Visit

PER_PAGE = 50
MOST_EXPORTED = 20_000


@dataclass(frozen=True)
class Notice:
    """What the region's administration reads on every page while something goes on."""

    living: Sequence[Grant]
    waiting: int

    def __bool__(self) -> bool:
        return bool(self.living or self.waiting)


def grants(viewer: Viewer, day: date) -> list[Grant]:
    """Every request, the newest first, with the number of pages that were opened."""
    access.check(viewer, Action.SEE_AUDIT, day)
    return list(Grant.objects.annotate(pages=Count("visits")).order_by("-asked_at"))


def grant(viewer: Viewer, grant_id: UUID, day: date) -> Grant:
    """One request."""
    access.check(viewer, Action.SEE_AUDIT, day)
    found = Grant.objects.filter(id=grant_id).first()
    if found is None:
        raise NotFoundError("grant_unknown", _("Izin dukungan ini tidak ditemukan."))
    return found


def visits(viewer: Viewer, grant_id: UUID, day: date, *, page: int = 1) -> "Page[Visit]":
    """What was opened under a grant, the newest first."""
    access.check(viewer, Action.SEE_AUDIT, day)
    return Paginator(Visit.objects.filter(grant_id=grant_id).order_by("-at", "-id"), PER_PAGE).get_page(page)


def exported(viewer: Viewer, grant_id: UUID, day: date) -> list[Visit]:
    """All of it in the order in which it happened, as far as a sheet holds it."""
    found = grant(viewer, grant_id, day)
    return list(Visit.objects.filter(grant=found).order_by("at", "id")[:MOST_EXPORTED])


def notice(viewer: Viewer, day: date, at: datetime) -> Notice | None:
    """Living grants for everybody who has a role here, waiting ones for whoever decides; None without either."""
    if not access.roles_of(viewer, day):
        return None
    found = list(Grant.objects.filter(state__in=list(rules.OPEN)).order_by("expires_at"))
    living = [each for each in found if rules.is_living(each.state, each.expires_at, at)]
    waiting = [each for each in found if each.state == rules.State.ASKED]
    return Notice(living, len(waiting) if access.may(viewer, Action.DECIDE_SUPPORT, day) else 0) or None


def living(grant_id: str | UUID, at: datetime) -> Grant | None:
    """The grant of a supporter's session, as long as it lives; for what lets supporters in."""
    found = Grant.objects.filter(id=grant_id, state=rules.State.APPROVED, expires_at__gt=at)
    return found.first()


def supporter(given: Grant) -> User:
    """Who looks under a grant: a viewer without a row, a password or an appointment; it ends with the grant."""
    viewer = User(
        id=given.id, email=given.asked_by_email, name=_("Dukungan: %(name)s") % {"name": given.asked_by_name}
    )
    viewer.lent_roles = frozenset({Role.SUPPORT})
    return viewer


def pass_of(token: str, at: datetime) -> Pass:
    """The way in that a link names; one of another region, forged, used or too old is none."""
    found = Pass.objects.select_related("grant").filter(code_sha256=digest(token)).first() if _is_ours(token) else None
    is_open = found is not None and found.used_at is None and at < found.expires_at
    if found is None or not is_open or not rules.is_living(found.grant.state, found.grant.expires_at, at):
        raise NotFoundError(
            "pass_unknown", _("Jalan masuk ini sudah dipakai, kedaluwarsa, atau bukan untuk daerah ini.")
        )
    return found


def signer() -> signing.Signer:
    """Signs ways into the open schema; the schema is in the salt, so no other one accepts them."""
    return signing.Signer(sep=".", salt=f"support:{open_schema()}")


def digest(token: str) -> bytes:
    """What is stored of a way in."""
    return hashlib.sha256(token.encode()).digest()


def _is_ours(token: str) -> bool:
    try:
        signer().unsign(token)
    except signing.BadSignature:
        return False
    return True
