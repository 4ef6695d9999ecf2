"""A people sheet taken as a whole or not at all, in one transaction and a fixed number of statements."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.mailbox import services as mailbox
from shared_apps.rows import new_id
from shared_apps.sheets.rules import RowError
from shared_apps.sheets.tables import Table
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import sheet
from tenant_apps.people.queries.roster import in_office
from tenant_apps.people.rules import lines, plan
from tenant_apps.people.rules.quota import fullest, steps
from tenant_apps.people.services import present, writing


@dataclass(frozen=True)
class PeopleImport:
    """What a people sheet changed, or would change."""

    day: date
    rows: int
    new: int
    changed: int
    same: int
    warnings: Sequence[RowError]
    dry_run: bool


def import_people(
    *, table: Table, day: date, today: date, actor: Actor, dry_run: bool = False, report: sheet.Report = sheet.silent
) -> PeopleImport:
    """Take a people sheet as it stands from a day on.

    Equal rows stay untouched, people who are not in the sheet too. Raises InvalidError `sheet_refused` with every
    bad cell in `details["errors"]`, ConflictError `quota_exceeded` with both figures; nothing is changed then.
    """
    writing.check_may(actor)
    units = _units(day)
    reading = sheet.read(table, units=units, day=day, report=report)
    if not reading.lines:
        raise InvalidError("no_rows", _("Berkas tidak memuat satu pegawai pun. Tidak ada data yang diubah."))
    rows = len(reading.lines)
    report(rows, rows, _("Membandingkan dengan data yang ada"))
    with transaction.atomic():
        writing.one_at_a_time()
        if _units(day) != units:
            raise ConflictError(
                "structure_changed", _("Struktur organisasi berubah selagi berkas diperiksa. Impor sekali lagi.")
            )
        made = _checked(reading, day, today)
        if not dry_run:
            writing.write(made)
            mailbox.send(kind="people_counted", content={"employees": in_office(today).count()})
    return PeopleImport(
        day=day,
        rows=rows,
        new=len(made.new_people),
        changed=made.changed,
        same=made.same,
        warnings=reading.warnings_of(made.kept_starts),
        dry_run=dry_run,
    )


def _units(day: date) -> dict[str, uuid.UUID]:
    return {code: node.unit_id for code, node in organisation.chart_on(day).by_code.items()}


def _checked(reading: sheet.Reading, day: date, today: date) -> plan.Plan:
    """The plan of a sheet without a single error and within the quota."""
    numbers = present.numbers_of(reading.lines)
    errors = [
        *reading.errors,
        *reading.errors_of(lines.check(reading.lines, present.known(reading.lines, numbers, day))),
    ]
    if errors:
        raise refused(errors, rows=len(reading.lines))
    listed = {numbers[line.number] for line in reading.lines if line.number in numbers}
    made = plan.make(reading.lines, numbers=numbers, present=present.timelines(listed, day), day=day, new_id=new_id)
    _keep_quota(made, min(day, today))
    return made


def refused(errors: Sequence[RowError], *, rows: int) -> InvalidError:
    """The refusal of a sheet, with everything that is wrong in it as plain values."""
    text = _("%(bad)s dari %(rows)s baris perlu diperbaiki. Tidak ada data yang diubah.")
    found = sorted(errors, key=lambda error: (error.row, len(error.column), error.column))
    facts = {"bad": whole(len({error.row for error in errors})), "rows": whole(rows)}
    return InvalidError("sheet_refused", text % facts, details={"errors": [asdict(error) for error in found]})


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
