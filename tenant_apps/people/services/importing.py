"""A people sheet taken as a whole or not at all, in one transaction and a fixed number of statements."""

import gc
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.audit.acting import acting
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.mailbox import services as mailbox
from shared_apps.rows import new_id
from shared_apps.sheets.rules import RowError
from shared_apps.sheets.tables import Table
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import sheet
from tenant_apps.people.imported import SheetImport
from tenant_apps.people.queries.roster import active_count
from tenant_apps.people.rules.columns import Columns
from tenant_apps.people.rules.units import Units
from tenant_apps.people.services import bounding, checking, choosing, recording, telling, writing
from tenant_apps.people.services.telling import Told


@dataclass(frozen=True)
class PeopleImport:
    """What a people sheet changed, or would change; `rows` counts what was taken, `left_out` says what was not."""

    day: date
    rows: int
    new: int
    changed: int
    same: int
    warnings: Sequence[RowError]
    dry_run: bool
    left_out: Sequence[RowError] = ()
    changes: Sequence[Told] = ()
    record: SheetImport | None = None  # None: nothing was written
    notes: Sequence[str] = ()  # what is to be known of the sheet as a whole, in sentences


@dataclass(frozen=True)
class Wish:
    """How a sheet is to be taken: its columns (None: as they are known), all rows or the good ones."""

    columns: Columns | None = None
    only_good: bool = False
    file_id: uuid.UUID | None = field(default=None, compare=False)


def import_people(
    *,
    table: Table,
    day: date,
    today: date,
    actor: Actor,
    wish: Wish = Wish(),
    dry_run: bool = False,
    report: sheet.Report = sheet.silent,
) -> PeopleImport:
    """Take a people sheet as it stands from a day on.

    Equal rows stay untouched, people who are not in the sheet too. Raises InvalidError `sheet_refused` with every
    bad cell in `details["errors"]`, `header_not_found`, `no_rows`; ConflictError `quota_exceeded` with both figures;
    nothing is changed then.
    """
    with _undisturbed():
        return _take(table, day, today, actor, wish, dry_run, report)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the search for rings of garbage, which would walk over all rows again and again and find none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take(
    table: Table, day: date, today: date, actor: Actor, wish: Wish, dry_run: bool, report: sheet.Report
) -> PeopleImport:
    inside = bounding.within(actor, on=day)
    units = Units(organisation.chart_on(day))
    reading = _read(table, wish, units, day, report)
    rows = len(reading.lines)
    report(rows, rows, _("Membandingkan dengan data yang ada"))
    with transaction.atomic(), acting(request_id=new_id(), who=lambda: (actor.id, actor.name)):
        writing.one_at_a_time()
        if organisation.chart_on(day) != units.chart:
            raise ConflictError(
                "structure_changed", _("Struktur organisasi berubah selagi berkas diperiksa. Impor sekali lagi.")
            )
        found = checking.checked(reading, day, today, inside=inside, only_good=wish.only_good, dry_run=dry_run)
        changes = telling.told(found.plan, {node.unit_id: node.name for node in units.chart.nodes.values()})
        record = None
        if not dry_run:
            record = _write(found, changes, name=table.name, file_id=wish.file_id, day=day, actor=actor)
            mailbox.send(kind="people_counted", content={"employees": active_count(today)})
    return PeopleImport(
        day=day,
        rows=rows - found.rows_left_out,
        new=len(found.plan.new_people),
        changed=found.plan.changed,
        same=found.plan.same,
        warnings=reading.warnings_of(found.plan.kept_starts, found.plan.kept_grades),
        dry_run=dry_run,
        left_out=found.left_out,
        changes=changes,
        record=record,
        notes=telling.notes(found.plan, day),
    )


def _read(table: Table, wish: Wish, units: Units, day: date, report: sheet.Report) -> sheet.Reading:
    named, columns = choosing.known_columns(table)
    if wish.columns is not None:
        columns = wish.columns
        choosing.check(named, columns)
    reading = sheet.read(named.header(columns), fixed=columns.fixed, units=units, day=day, report=report)
    if not reading.lines:
        raise InvalidError("no_rows", _("Berkas tidak memuat satu pegawai pun. Tidak ada data yang diubah."))
    return reading


def _write(
    found: checking.Checked, changes: Sequence[Told], *, name: str, file_id: uuid.UUID | None, day: date, actor: Actor
) -> SheetImport | None:
    """Write the plan and that it was written; a sheet that changes nothing leaves no trace."""
    if not found.plan.new_people and not changes:
        return None
    writing.write(found.plan)
    return recording.record(
        plan=found.plan,
        told=changes,
        name=name,
        file_id=file_id,
        day=day,
        left_out=found.rows_left_out,
        actor=actor,
    )
