"""Audit, read by auditors and administrators of the open schema, and by nobody else."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.audit.models import Change, Entry, Seal
from shared_apps.audit.rules import MASK
from shared_apps.errors import NotFoundError

PER_PAGE = 50
MOST_EXPORTED = 50_000
_DAYS_SHOWN = 30
_ANSWERED = timedelta(minutes=10)  # a request is written down once it is answered
_PLAIN = frozenset({"id", "period_id", "employee_id", "measure", "entered_by_name", "entered_at"})
_M = TypeVar("_M", bound=Model)


@dataclass(frozen=True)
class Filters:
    """What a list shows; without days the last thirty."""

    since: date
    until: date
    actor: str = ""
    table: str = ""
    method: str = ""
    page: int = 1

    @staticmethod
    def first_day(today: date) -> date:
        """Where a list begins if nobody says otherwise."""
        return today - timedelta(days=_DAYS_SHOWN)


@dataclass(frozen=True)
class Request:
    """One request or job with what it changed; a job has no entry of its own."""

    id: UUID
    entry: Entry | None
    changes: "Page[Change]"

    @property
    def actor_name(self) -> str:
        """Who it was."""
        return self.entry.actor_name if self.entry else self.changes.object_list[0].actor_name

    @property
    def at(self) -> datetime:
        """When it was."""
        return self.entry.at if self.entry else self.changes.object_list[0].at


@dataclass(frozen=True)
class Value:
    """One column of a changed row."""

    column: str
    before: Any
    after: Any


def requests(viewer: Any, filters: Filters, day: date) -> "Page[Entry]":
    """Requests that changed something or tried to, newest first."""
    return _page(all_requests(viewer, filters, day), filters.page)


def changes(viewer: Any, filters: Filters, day: date) -> "Page[Change]":
    """Changed rows, newest first, whoever changed them: people, jobs, commands."""
    found = _page(all_changes(viewer, filters, day), filters.page)
    found.object_list = veiled(viewer, list(found.object_list), day)
    return found


def exported(viewer: Any, filters: Filters, day: date) -> tuple[Sequence[Entry], Sequence[Change]]:
    """Both lists for a sheet, as far as one holds them."""
    changed = list(all_changes(viewer, filters, day)[:MOST_EXPORTED])
    return list(all_requests(viewer, filters, day)[:MOST_EXPORTED]), veiled(viewer, changed, day)


def request_of(viewer: Any, request_id: UUID, day: date, *, page: int = 1) -> Request:
    """One request or job."""
    access.check(viewer, Action.SEE_AUDIT, day)
    entry = Entry.objects.filter(request_id=request_id).first()
    found = _page(Change.objects.filter(request_id=request_id).order_by("at", "id"), page)
    found.object_list = veiled(viewer, list(found.object_list), day)
    if entry is None and not found.object_list:
        raise NotFoundError("audit_unknown", _("Catatan ini tidak ditemukan."))
    return Request(request_id, entry, found)


def change(viewer: Any, change_id: UUID, day: date) -> tuple[Change, list[Value]]:
    """One changed row, column by column."""
    access.check(viewer, Action.SEE_AUDIT, day)
    found = Change.objects.filter(id=change_id).first()
    if found is None:
        raise NotFoundError("audit_unknown", _("Catatan ini tidak ditemukan."))
    veiled(viewer, [found], day)
    before, after = found.before or {}, found.after or {}
    names = sorted({*before, *after})
    return found, [Value(name, before.get(name), after.get(name)) for name in names]


def changes_of_rows(
    viewer: Any, row_ids: Collection[UUID], day: date, *, owner: tuple[str, UUID], page: int = 1
) -> "Page[Change]":
    """What was done to some rows, newest first; and to rows removed since, in whose column `owner` a key stood."""
    access.check(viewer, Action.SEE_AUDIT, day)
    column, key = owner
    removed = Q(operation=Change.Operation.REMOVED, **{f"before__{column}": str(key)})
    found = Change.objects.filter(Q(row_id__in=[str(row_id) for row_id in row_ids]) | removed)
    shown = _page(found.order_by("-at", "-id"), page)
    shown.object_list = veiled(viewer, list(shown.object_list), day)
    return shown


def last_written(row_id: UUID) -> Change | None:
    """Who wrote a row as it stands, and when; for words of services that have checked who asks."""
    return Change.objects.filter(row_id=str(row_id)).order_by("-at", "-id").first()


def first_written(row_id: UUID) -> datetime | None:
    """Since when a row is there; None where the audit does not reach back so far."""
    return Change.objects.filter(row_id=str(row_id)).order_by("at").values_list("at", flat=True).first()


def veiled(viewer: Any, found: Sequence[Change], day: date) -> Sequence[Change]:
    """The same changes, without the values of those that need a permission of their own.

    Which they are a higher room says, named by a setting; that something changed, when and by whom stays told.
    """
    asked: Callable[[Any, Sequence[Change], date], frozenset[UUID]] = import_string(settings.AUDIT_VEILED)
    hidden = asked(viewer, found, day) if found else frozenset()
    for each in found:
        if each.id in hidden:
            each.before, each.after = _masked(each.before), _masked(each.after)
    return found


def reasons_of(viewer: Any, found: Sequence[Change], day: date) -> Mapping[UUID, str]:
    """The grounds that were given for changes, by the request that made them; what gave none is left out.

    Looked for around the time of each: that is what the log of requests is ordered by.
    """
    access.check(viewer, Action.SEE_AUDIT, day)
    asked = Q(pk__in=())
    for request_id, at in {each.request_id: each.at for each in found if each.request_id}.items():
        asked |= Q(request_id=request_id, at__gte=at, at__lte=at + _ANSWERED)
    rows = Entry.objects.filter(asked).exclude(reason="").values_list("request_id", "reason")
    return {key: reason for key, reason in rows if key}


def values_of(found: Change) -> list[Value]:
    """The columns of a change that differ."""
    before, after = found.before or {}, found.after or {}
    names = sorted({*before, *after})
    return [Value(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)]


def last_seal(viewer: Any, day: date) -> Seal | None:
    """The newest link of the chain."""
    access.check(viewer, Action.SEE_AUDIT, day)
    return Seal.objects.order_by("-number").first()


def all_requests(viewer: Any, filters: Filters, day: date) -> QuerySet[Entry]:
    """Requests that changed something or tried to, for whoever pages them."""
    access.check(viewer, Action.SEE_AUDIT, day)
    found = _between(Entry.objects.all(), filters)
    if filters.method:
        found = found.filter(method=filters.method)
    if filters.table:
        changed = _between(Change.objects.filter(table_name=filters.table), filters)
        found = found.filter(request_id__in=changed.values("request_id"))
    return found


def all_changes(viewer: Any, filters: Filters, day: date) -> QuerySet[Change]:
    """Changed rows, for whoever pages them."""
    access.check(viewer, Action.SEE_AUDIT, day)
    found = _between(Change.objects.all(), filters)
    if filters.table:
        found = found.filter(table_name=filters.table)
    if filters.method:
        entries = _between(Entry.objects.filter(method=filters.method), filters)
        found = found.filter(request_id__in=entries.values("request_id"))
    return found


def _masked(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return values and {name: value if name in _PLAIN or value is None else MASK for name, value in values.items()}


def _between(found: "QuerySet[_M]", filters: Filters) -> "QuerySet[_M]":
    """Days are days where the reader is."""
    first = timezone.make_aware(datetime.combine(filters.since, time.min))
    end = timezone.make_aware(datetime.combine(filters.until + timedelta(days=1), time.min))
    found = found.filter(at__gte=first, at__lt=end)
    if filters.actor:
        found = found.filter(actor_name__icontains=filters.actor)
    return found.order_by("-at", "-id")


def _page(found: "QuerySet[_M]", number: int) -> "Page[_M]":
    return Paginator(found, PER_PAGE).get_page(number)
