"""A sheet that was read becomes a plan: without a single error, or of its good rows alone; and within the quota."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError, InvalidError
from shared_apps.rows import new_id
from shared_apps.sheets.rules import RowError
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import Bounds
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.people import sheet
from tenant_apps.people.rules import lines, plan
from tenant_apps.people.rules.lines import Line
from tenant_apps.people.rules.quota import fullest, steps
from tenant_apps.people.services import bounding, present


@dataclass(frozen=True)
class Checked:
    """What may be written, and the rows that stay out with their reasons (none, unless only good rows are taken)."""

    plan: plan.Plan
    left_out: list[RowError] = field(default_factory=list)

    @property
    def rows_left_out(self) -> int:
        """How many rows stay out."""
        return len({error.row for error in self.left_out})


def checked(
    reading: sheet.Reading, day: date, today: date, *, inside: Bounds, only_good: bool, dry_run: bool
) -> Checked:
    """The plan of a sheet.

    Raises InvalidError `sheet_refused` where a row is bad and not only the good ones are wanted; a dry run tells
    there what the good ones would do. Raises ConflictError `quota_exceeded`.
    """
    numbers = present.numbers_of(reading.lines)
    foreign = bounding.findings(reading.lines, numbers, found=inside, day=day, today=today)

    def known(rows: Sequence[Line], whose: Mapping[str, uuid.UUID]) -> lines.Known:
        return bounding.unnamed(present.known(rows, whose, day), inside, today)

    findings = [*foreign, *lines.check(reading.lines, known(reading.lines, numbers))]
    errors = [*reading.errors, *reading.errors_of(findings)]
    if not errors:
        made = Checked(_plan(reading.lines, numbers, day))
    elif only_good or dry_run:
        made = _good(reading, numbers, day, foreign, known)
        if not only_good:
            raise refused(errors, rows=len(reading.lines), good=_figures(made, len(reading.lines)))
    else:
        raise refused(errors, rows=len(reading.lines))
    _keep_quota(made.plan, min(day, today))
    return made


def refused(errors: Sequence[RowError], *, rows: int, good: Mapping[str, int] | None = None) -> InvalidError:
    """The refusal of a sheet, with everything that is wrong in it as plain values."""
    text = _("%(bad)s dari %(rows)s baris perlu diperbaiki. Tidak ada data yang diubah.")
    facts = {"bad": whole(len({error.row for error in errors})), "rows": whole(rows)}
    details: dict[str, Any] = {"errors": [asdict(error) for error in in_order(errors)]}
    return InvalidError("sheet_refused", text % facts, details=details | ({"good": dict(good)} if good else {}))


def in_order(errors: Sequence[RowError]) -> list[RowError]:
    """Errors as a reader goes through the sheet."""
    return sorted(errors, key=lambda error: (error.row, len(error.column), error.column))


def _plan(good: Sequence[Line], numbers: Mapping[str, uuid.UUID], day: date) -> plan.Plan:
    listed = {numbers[line.number] for line in good if line.number in numbers}
    with_nik = {numbers[line.number] for line in good if line.nik and line.number in numbers}
    found = present.timelines(listed, day, with_nik=with_nik)
    return plan.make(good, numbers=numbers, present=found, day=day, new_id=new_id)


def _good(
    reading: sheet.Reading,
    numbers: Mapping[str, uuid.UUID],
    day: date,
    foreign: Sequence[Finding],
    present_beside: Callable[[Sequence[Line], Mapping[str, uuid.UUID]], lines.Known],
) -> Checked:
    """The rows that can stand without the bad ones; one that needs a row left out is left out too, and says so."""
    left_out = [*reading.errors, *reading.errors_of(foreign)]
    bad = {error.row for error in left_out}
    good = [line for line in reading.lines if line.row not in {found.row for found in foreign}]
    while True:
        known = {number: numbers[number] for number in _named(good) & numbers.keys()}
        findings = lines.check(good, present_beside(good, known))
        found = [*findings, *lines.partners(findings)]
        left_out += reading.errors_of(found)
        bad |= {each.row for each in found}
        kept = [line for line in good if line.row not in bad]
        if len(kept) == len(good):
            return Checked(_plan(good, known, day), in_order(left_out))
        good = kept


def _named(good: Sequence[Line]) -> set[str]:
    return {line.number for line in good} | {line.superior_number for line in good if line.superior_number}


def _figures(made: Checked, rows: int) -> dict[str, int]:
    found = made.plan
    left_out = made.rows_left_out
    figures = {"rows": rows - left_out, "new": len(found.new_people), "changed": found.changed, "same": found.same}
    return {**figures, "left_out": left_out}


def _keep_quota(made: plan.Plan, since: date) -> None:
    """Refuse a sheet that brings more people into office than agreed, on whatever day from then on."""
    if not made.seats:
        return
    government = organisation.government()
    quota = government.employee_quota
    after = fullest(present.in_office_steps(since), _added(made, since))
    if after <= quota:
        return
    text = _(
        "Berkas ini membuat jumlah pegawai menjadi %(after)s, sedangkan kuota perjanjian %(number)s adalah %(quota)s. "
        "Tidak ada data yang diubah. Kurangi barisnya atau mintalah perubahan perjanjian."
    )
    facts = {"after": whole(after), "quota": whole(quota), "number": government.agreement_number}
    raise ConflictError("quota_exceeded", text % facts, details={"after": after, "quota": quota})


def _added(made: plan.Plan, since: date) -> Counter[date]:
    """How the seats of a plan change who is in office, by day."""
    added: Counter[date] = Counter()
    owners = {seat.employee_id for seat in made.seats}
    timelines = present.seats_of(owners - made.new_people.keys())
    for seat in made.seats:
        rows = timelines.get(seat.employee_id, {})
        for day, step in steps(rows.values(), since):
            added[day] -= step
        # a seat to add has no id yet
        after = {**rows, seat.row_id: (seat.starts_on, seat.chair.unit_id is not None)}
        for day, step in steps(after.values(), since):
            added[day] += step
    return added
