"""Support requests as the host sees them, and the logins that must exist because of them."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.accounts import access
from shared_apps.accounts.access import Viewer
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.support.rules import OPEN, State
from tenants.regions import queries as regions
from tenants.regions.database import support_roles
from tenants.regions.database.logins import support_prefix
from tenants.regions.database.support_roles import SupportLogin
from tenants.regions.models import Region
from tenants.support.models import Request
from tenants.support.scopes import tables_of


def requests_of(viewer: Viewer, region_id: UUID, day: date) -> tuple[Region, list[Request]]:
    """A region and what was asked of it, the newest first."""
    access.check(viewer, Action.ASK_SUPPORT, day)
    region = regions.region_row(viewer, region_id, day).region
    return region, list(Request.objects.filter(region=region).order_by("-asked_at"))


def request_of(viewer: Viewer, region_id: UUID, request_id: UUID, day: date) -> Request:
    """One request of a region."""
    access.check(viewer, Action.ASK_SUPPORT, day)
    found = Request.objects.select_related("region").filter(id=request_id, region_id=region_id).first()
    if found is None:
        raise NotFoundError("support_unknown", _("Permintaan dukungan ini tidak ada."))
    return found


def open_requests() -> list[Request]:
    """What waits for the region or lives."""
    return list(Request.objects.select_related("region").filter(state__in=list(OPEN)).order_by("asked_at"))


def living_logins(at: datetime | None = None) -> list[SupportLogin]:
    """What each living grant's login must be; asked by the proof as well."""
    with schema_context(get_public_schema_name()):
        living = Request.objects.select_related("region").filter(
            state=State.APPROVED, expires_at__gt=at or timezone.now(), login_at__isnull=False
        )
        return [login_of(request) for request in living]


def login_of(request: Request) -> SupportLogin:
    """What the login of an approved request must be."""
    assert request.expires_at is not None  # noqa: S101  approved
    tables, columns = tables_of(request.rooms)
    return SupportLogin(request.id, request.region.schema_name, request.expires_at, tables, columns)


def in_words(at: datetime) -> tuple[list[str], list[str]]:
    """For the doctor: who may look where until when; and what should be gone and is not."""
    living = {login.role: login for login in living_logins(at)}
    lines = [f"{login.schema_name} until {login.expires_at:%Y-%m-%d %H:%M} UTC" for login in living.values()]
    ills = [
        f"support login {role} belongs to no living grant and is still there"
        for role in sorted(support_roles.standing())
        if role not in living
    ]
    return sorted(lines), ills


def is_support_role(role: str) -> bool:
    """Whether a login was made for a grant."""
    return role.startswith(support_prefix())
