"""A results sheet taken as a whole or not at all, in one transaction and a fixed number of statements."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.rows import new_id
from shared_apps.sheets.rules import RowError
from shared_apps.sheets.tables import Table
from tenant_apps.organisation.access import bounds
from tenant_apps.people.models import EmployeeNumber
from tenant_apps.people.queries.roster import in_office, people_in_units
from tenant_apps.scoring import sheet
from tenant_apps.scoring.models import Period, Scheme
from tenant_apps.scoring.queries.restricted import among, restricted_for
from tenant_apps.scoring.rules.observed import MeasureRule, observed_measures
from tenant_apps.scoring.schemes import document_of
from tenant_apps.scoring.services.periods import hold_open

Report = Callable[[int, int, str], None]
SOURCE = "import"
_REMOVE = """
DELETE FROM scoring_observation AS old
WHERE old.period_id = %(period)s AND old.employee_id = ANY(%(employees)s::uuid[])
  AND old.measure = ANY(%(measures)s::text[])
  AND NOT EXISTS (
    SELECT 1 FROM unnest(%(owners)s::uuid[], %(keys)s::text[]) AS kept (employee_id, measure)
    WHERE kept.employee_id = old.employee_id AND kept.measure = old.measure)
RETURNING old.employee_id
"""
_PUT = """
INSERT INTO scoring_observation
    (id, period_id, employee_id, measure, number, code, answers, source, evidence, entered_by_name, entered_at)
SELECT given.id, %(period)s, given.employee_id, given.measure, given.number, given.code, given.answers,
       %(source)s, given.evidence, %(actor)s, %(at)s
FROM unnest(%(ids)s::uuid[], %(owners)s::uuid[], %(keys)s::text[], %(numbers)s::numeric[],
            %(codes)s::text[], %(answers)s::int[], %(evidence)s::text[])
    AS given (id, employee_id, measure, number, code, answers, evidence)
ON CONFLICT (period_id, employee_id, measure) DO UPDATE SET
    number = excluded.number, code = excluded.code, answers = excluded.answers, source = excluded.source,
    evidence = excluded.evidence, entered_by_name = excluded.entered_by_name,
    entered_at = excluded.entered_at
WHERE (scoring_observation.number, scoring_observation.code, scoring_observation.answers)
    IS DISTINCT FROM (excluded.number, excluded.code, excluded.answers)
RETURNING (xmax = 0) AS is_new, employee_id, measure
"""


@dataclass(frozen=True)
class ResultsImport:
    """What a results sheet changed, or would change."""

    period: str
    rows: int
    measures: tuple[str, ...]
    ignored_columns: tuple[str, ...]
    new: int
    changed: int
    removed: int
    same: int
    dry_run: bool
    waits: bool = False  # it would remove more than was agreed to: nothing is written until somebody agrees


def _silent(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


def _nothing(_changed: Collection[UUID]) -> None:
    """Nobody waits for a change."""


def import_results(
    *,
    table: Table,
    period: Period,
    actor: Actor,
    at: datetime,
    dry_run: bool = False,
    most_removed: int | None = 0,
    report: Report = _silent,
    afterwards: Callable[[Collection[UUID]], None] = _nothing,
) -> ResultsImport:
    """Take a results sheet: for its people and its columns the file is what is known from now on.

    An empty cell means that there is no evidence: an earlier value of it is removed. People and columns that are not
    in the file stay as they are. A file that would remove more than `most_removed` values (None: any number) is only
    counted and `waits`. `afterwards` is called in the same transaction with the people for whom anything was changed.
    Raises InvalidError `sheet_refused` with every bad cell in `details["errors"]`; nothing is changed then.
    """
    access.check_actor_within(actor, Action.ENTER_RESULTS, timezone.localdate(at))
    report(0, 3, _("Memeriksa berkas"))
    rules = measures_of(period)
    header = sheet.header_of(table, rules)
    reading = sheet.read(header, rules=rules, people=_people(sheet.numbers_in(header), period, actor, at))
    if not reading.rows:
        raise InvalidError("no_rows", _("Berkas tidak memuat satu baris pun. Tidak ada data yang diubah."))
    if reading.errors:
        raise _refused(reading.errors, rows=reading.rows)
    report(1, 3, _("Menyimpan nilai"))
    with transaction.atomic():
        hold_open(period)
        new, changed, removed, touched = _write(period, reading, table.name, actor, at)
        waits = not dry_run and most_removed is not None and removed > most_removed
        if dry_run or waits:
            transaction.set_rollback(True)
        elif touched:
            afterwards(touched)
    report(3, 3, "")
    return ResultsImport(
        period=period.code,
        rows=reading.rows,
        measures=reading.measures,
        ignored_columns=reading.ignored,
        new=new,
        changed=changed,
        removed=removed,
        same=len(reading.found) - new - changed,
        dry_run=dry_run,
        waits=waits,
    )


def measures_of(period: Period) -> dict[str, MeasureRule]:
    """What can be entered for a period: the measures of its schemes that are no results of another scheme."""
    schemes = Scheme.objects.filter(period=period, replaced_at=None).order_by("template_key")
    rules: dict[str, MeasureRule] = {}
    for scheme in schemes:
        rules = {**observed_measures(document_of(scheme)), **rules}
    if not rules:
        raise ConflictError(
            "no_schemes",
            _("Periode %(period)s belum memakai skema. Pilih templat lebih dahulu; tidak ada data yang diubah.")
            % {"period": period.title},
        )
    return dict(sorted(rules.items()))


def _people(numbers: Sequence[str], period: Period, actor: Actor, at: datetime) -> sheet.People:
    """Those the sheet may mean; to an administrator of one agency nobody else is there."""
    known = EmployeeNumber.objects.filter(number__in=numbers)
    today = timezone.localdate(at)
    inside = bounds(actor, Action.ENTER_RESULTS, today)
    if not inside.everything:
        known = known.filter(employee_id__in=people_in_units(inside.unit_ids, today))
    return sheet.People(
        by_number=dict(known.values_list("number", "employee_id")),
        active=frozenset(in_office(period.ends_on).values_list("employee_id", flat=True)),
        day=period.ends_on,
    )


def _refused(errors: Sequence[RowError], *, rows: int) -> InvalidError:
    facts = {"bad": len({error.row for error in errors}), "rows": rows}
    return InvalidError(
        "sheet_refused",
        _("%(bad)s dari %(rows)s baris perlu diperbaiki. Tidak ada data yang diubah.") % facts,
        details={
            **facts,
            "errors": [asdict(error) for error in sorted(errors, key=lambda each: (each.row, each.column))],
        },
    )


def _write(
    period: Period, reading: sheet.Reading, name: str, actor: Actor, at: datetime
) -> tuple[int, int, int, frozenset[UUID]]:
    """Two statements whatever the size: what the file leaves out is removed, what it holds is put. Whom it touched.

    Changed values that the actor may not read are counted as the same: a dry run would tell a guess from the truth.
    """
    found = reading.found
    beginnings = restricted_for(actor, None, timezone.localdate(at)) if isinstance(actor, User) else ()
    closed = among(reading.measures, beginnings)
    parameters: dict[str, Any] = {
        "period": period.id,
        "employees": list(reading.employees),
        "measures": list(reading.measures),
        "source": SOURCE,
        "actor": actor.name,
        "at": at,
        "ids": [new_id() for _each in found],
        "owners": [each.employee_id for each in found],
        "keys": [each.measure for each in found],
        "numbers": [each.number for each in found],
        "codes": [each.code for each in found],
        "answers": [each.answers for each in found],
        "evidence": [_("%(file)s, baris %(row)s") % {"file": name, "row": each.row} for each in found],
    }
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, parameters)
        removed = [row[0] for row in cursor.fetchall()]
        cursor.execute(_PUT, parameters)
        written = cursor.fetchall()
    new = sum(is_new for is_new, _employee_id, _measure in written)
    told = sum(not is_new and measure not in closed for is_new, _employee_id, measure in written)
    touched = frozenset([*removed, *(employee_id for _is_new, employee_id, _measure in written)])
    return new, told, len(removed), touched
