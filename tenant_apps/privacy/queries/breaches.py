"""The register of breaches, for who handles them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Viewer
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from tenant_apps.privacy.models import Breach
from tenant_apps.privacy.rules import breaches as rules
from tenant_apps.privacy.rules.breaches import Told

PER_PAGE = 50


@dataclass(frozen=True)
class ShownBreach:
    """A breach with its clock and who is still to be told."""

    row: Breach
    due_at: datetime
    hours: int
    lacking: tuple[Told, ...]

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.row.closed_at is None

    @property
    def is_running(self) -> bool:
        """Whether the clock runs: somebody who must be told is not."""
        return self.is_open and bool(self.lacking)


def breaches(viewer: Viewer, day: date, at: datetime, *, page: int = 1) -> "Page[Any]":
    """All of them, open ones first; the rows come as `ShownBreach`."""
    access.check(viewer, Action.HANDLE_BREACHES, day)
    rows = Breach.objects.prefetch_related("notices").order_by(F("closed_at").desc(nulls_first=True), "-discovered_at")
    found: Page[Any] = Paginator(rows, PER_PAGE).get_page(page)
    found.object_list = [_shown(row, at) for row in found.object_list]
    return found


def breach(viewer: Viewer, breach_id: UUID, day: date, at: datetime) -> ShownBreach:
    """One of them."""
    access.check(viewer, Action.HANDLE_BREACHES, day)
    row = Breach.objects.prefetch_related("notices").filter(id=breach_id).first()
    if row is None:
        raise NotFoundError("breach_unknown", _("Catatan kegagalan ini tidak ditemukan."))
    return _shown(row, at)


def _shown(row: Breach, at: datetime) -> ShownBreach:
    told = {notice.to for notice in row.notices.all()}
    return ShownBreach(
        row, rules.due_at(row.discovered_at), rules.hours_left(row.discovered_at, at), rules.lacking(told)
    )
