"""What is known of sheets and imports: columns with examples, the list of imports, what one of them changed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from shared_apps.accounts.rules import Action
from shared_apps.audit.models import Change
from shared_apps.errors import NotFoundError
from shared_apps.sheets.rules import column_letter, normalise_header
from shared_apps.sheets.tables import Table
from tenant_apps.organisation.access import Bounds, bounds
from tenant_apps.people import messages
from tenant_apps.people.access import sit_elsewhere
from tenant_apps.people.imported import ImportedChange, SheetImport
from tenant_apps.people.models import Employee

PER_PAGE, NEW_PER_PAGE = 25, 50
_EXAMPLES, _LONGEST = 3, 60


@dataclass(frozen=True)
class Column:
    """A column of a sheet: letter, name as written, normalised name, some of what stands in it."""

    letter: str
    name: str
    key: str
    examples: str


@dataclass(frozen=True)
class ImportPage:
    """One import with a page of the people it changed and one of those it brought."""

    made: SheetImport
    changes: "Page[ImportedChange]"
    people: "Page[Any]"
    hidden: int = 0  # how many of them are another agency's by now and not shown to who administers one


def columns(table: Table, row: int) -> list[Column]:
    """The columns that have a name in this row, each with some of what stands below; of equal names the first."""
    names = next(line.cells for line in table.lines if line.number == row)
    below = [line.cells for line in table.lines if line.number > row]
    found: dict[str, Column] = {}
    for place, name in enumerate(names):
        key = normalise_header(name)
        if key and key not in found:
            found[key] = Column(column_letter(place), name, key, _examples(below, place))
    return list(found.values())


def imports(viewer: Any, today: date, *, search: str = "", page: int = 1) -> "Page[SheetImport]":
    """The imports that changed something, the last one first; searched by file or person.

    The administrator of one agency sees their own.
    """
    found = _seen(viewer, bounds(viewer, Action.IMPORT_PEOPLE, today)).order_by("-made_at", "-id")
    if search:
        found = found.filter(Q(file_name__icontains=search) | Q(made_by_name__icontains=search))
    return Paginator(found, PER_PAGE).get_page(page)


def one_import(
    viewer: Any, today: date, import_id: uuid.UUID, *, search: str = "", page: int = 1, new_page: int = 1
) -> ImportPage:
    """What an import changed of whom, by row, and whom it brought, by name: those the viewer still looks after."""
    inside = bounds(viewer, Action.IMPORT_PEOPLE, today)
    made = _seen(viewer, inside).filter(id=import_id).first()
    if made is None:
        raise NotFoundError("import_unknown", _("Impor ini tidak ditemukan."))
    changes = made.changes.order_by("row")
    people = Change.objects.filter(request_id=made.request_id, table_name=Employee._meta.db_table, operation="I")
    named = people.annotate(name=KT("after__name")).order_by("name", "row_id")
    hidden = frozenset[uuid.UUID]() if inside.everything else _elsewhere(inside, changes, people, today)
    if hidden:
        changes = changes.exclude(employee_id__in=hidden)
        named = named.exclude(row_id__in=[str(each) for each in hidden])
    if search:
        changes = changes.filter(Q(name__icontains=search) | Q(number__startswith=search))
        named = named.filter(name__icontains=search)
    shown = Paginator(changes, PER_PAGE).get_page(page)
    for each in shown.object_list:
        for line in each.fields:
            line["label"] = messages.field_name(line["field"])
    return ImportPage(made, shown, Paginator(named, NEW_PER_PAGE).get_page(new_page), len(hidden))


def _seen(viewer: Any, inside: Bounds) -> "QuerySet[SheetImport]":
    return SheetImport.objects.all() if inside.everything else SheetImport.objects.filter(made_by=viewer.pk)


def _elsewhere(
    inside: Bounds, changes: "QuerySet[ImportedChange]", new: "QuerySet[Change]", today: date
) -> frozenset[uuid.UUID]:
    touched = set(changes.values_list("employee_id", flat=True))
    touched |= {uuid.UUID(str(row_id)) for row_id in new.values_list("row_id", flat=True)}
    return sit_elsewhere(inside, touched, today)


def _examples(rows: Sequence[tuple[str, ...]], place: int) -> str:
    """The first different contents of a column, in one line."""
    found: list[str] = []
    for cells in rows:
        text = cells[place][:_LONGEST] if place < len(cells) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == _EXAMPLES:
            break
    return " · ".join(found)
