"""Corrections: one's own, and for whoever decides all that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.files.models import StoredFile
from tenant_apps.people.models import Employee
from tenant_apps.privacy.models import Correction
from tenant_apps.privacy.queries.looks import own_employee
from tenant_apps.privacy.rules.correcting import AT_ONCE, Field, State, hours_left

PER_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A request with what its page says of it."""

    row: Correction
    hours: int
    at_once: bool
    current: str

    @property
    def is_waiting(self) -> bool:
        """Whether it is to be decided."""
        return self.row.state == State.ASKED

    @property
    def to_change(self) -> bool:
        """Whether it was accepted and the data is not changed yet."""
        return self.row.state == State.ACCEPTED and self.row.carried_out_at is None


def own(viewer: User, at: datetime) -> Sequence[Shown]:
    """The viewer's own requests, the newest first."""
    rows = Correction.objects.filter(employee_id=own_employee(viewer)).select_related("employee")
    return [_shown(row, at) for row in rows.order_by("-asked_at")[:PER_PAGE]]


def waiting(viewer: User, day: date, at: datetime, *, everything: bool = False, page: int = 1) -> "Page[Shown]":
    """What waits for a decision or a change, the most urgent first; or everything, the newest first."""
    access.check(viewer, Action.HANDLE_DATA_REQUESTS, day)
    rows = Correction.objects.select_related("employee")
    if everything:
        rows = rows.order_by("-asked_at")
    else:
        open_ones = rows.filter(state=State.ASKED) | rows.filter(state=State.ACCEPTED, carried_out_at=None)
        rows = open_ones.order_by("due_at", "id")
    found: Page[Shown] = Paginator(rows, PER_PAGE).get_page(page)  # type: ignore[assignment]  # rows become shown
    found.object_list = [_shown(row, at) for row in found.object_list]  # type: ignore[arg-type]
    return found


def waiting_count(viewer: User, day: date) -> int:
    """How many wait for a decision; none for who does not decide."""
    if not access.may(viewer, Action.HANDLE_DATA_REQUESTS, day):
        return 0
    return Correction.objects.filter(state=State.ASKED).count()


def one(viewer: User, correction_id: UUID, day: date, at: datetime) -> Shown:
    """A request, for who decides."""
    access.check(viewer, Action.HANDLE_DATA_REQUESTS, day)
    row = Correction.objects.select_related("employee").filter(id=correction_id).first()
    if row is None:
        raise _unknown()
    return _shown(row, at)


def evidence_of(viewer: User, correction_id: UUID, day: date) -> StoredFile:
    """The evidence of a request: for whose it is, and for who decides."""
    row = Correction.objects.filter(id=correction_id).first()
    if (
        row is None
        or row.evidence is None
        or not (row.employee_id == viewer.employee_id or access.may(viewer, Action.HANDLE_DATA_REQUESTS, day))
    ):
        raise _unknown()
    file = StoredFile.objects.filter(id=row.evidence).first()
    if file is None:
        raise _unknown()
    return file


def _shown(row: Correction, at: datetime) -> Shown:
    at_once = row.field in AT_ONCE
    return Shown(row, hours_left(row.due_at, at), at_once, _current(row.employee, row.field) if at_once else "")


def _current(person: Employee, field: str) -> str:
    value = getattr(person, Field(field))
    return "" if value is None else str(value)


def _unknown() -> NotFoundError:
    return NotFoundError("correction_unknown", _("Permintaan koreksi ini tidak ditemukan."))
