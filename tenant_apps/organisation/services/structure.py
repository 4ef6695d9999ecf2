"""A whole structure from a sheet."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import InvalidError
from shared_apps.rows import new_id
from shared_apps.sheets.rules import RowError
from shared_apps.sheets.tables import Table
from tenant_apps.organisation import queries, sheet
from tenant_apps.organisation.models import Unit
from tenant_apps.organisation.rules import rows
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.compare import Difference, compare
from tenant_apps.organisation.services import publishing


@dataclass(frozen=True)
class StructureImport:
    """What an organisation sheet changes, or would change."""

    effective_from: date
    units: int
    difference: Difference
    dry_run: bool


@transaction.atomic
def import_structure(
    *, table: Table, effective_from: date, decree: str, actor: Actor, dry_run: bool = False
) -> StructureImport:
    """Take a whole structure from a sheet: all of it or nothing.

    A unit keeps its identity by its code. Versions of a later date stay as they are: each is complete in itself.
    """
    publishing.check_may(actor)
    decree = publishing.checked_decree(decree)
    header = sheet.header_of(table)
    records = list(header.records())
    if not records:
        raise InvalidError("no_rows", _("Berkas tidak memuat satu unit pun. Tidak ada data yang diubah."))
    read = sheet.rows_of(records)
    errors = [*header.marked(), *sheet.errors_of(records, rows.check(read))]
    if errors:
        raise refused(errors, rows_read=len(records))
    publishing.one_at_a_time()
    before = queries.chart_on(effective_from)
    after = _chart(read, _known_units())
    difference = compare(before, after)
    if difference.is_any and not dry_run:
        publishing.write([(effective_from, after)], decree=decree, actor=actor)
    return StructureImport(effective_from, len(read), difference, dry_run)


def refused(errors: Sequence[RowError], *, rows_read: int) -> InvalidError:
    """The refusal of a sheet with everything that is wrong in it."""
    text = _("%(bad)s dari %(rows)s baris perlu diperbaiki. Tidak ada data yang diubah.")
    facts = {"bad": len({error.row for error in errors}), "rows": rows_read}
    return InvalidError("sheet_refused", text % facts, details={"errors": [asdict(error) for error in errors]})


def _known_units() -> dict[str, uuid.UUID]:
    """Every code ever used, with the unit that used it last."""
    used = Unit.objects.order_by("version__effective_from").values_list("code", "unit_id")
    return dict(used)


def _chart(read: Sequence[rows.UnitRow], known: Mapping[str, uuid.UUID]) -> Chart:
    ids = {row.code: known.get(row.code) or new_id() for row in read}
    return Chart.of(
        Node(
            unit_id=ids[row.code],
            parent_id=ids[row.parent_code] if row.parent_code else None,
            code=row.code,
            name=row.name,
            abbreviation=row.abbreviation,
            unit_type=row.unit_type or "",
            echelon=row.echelon or "",
            order=row.order or 0,
        )
        for row in read
    )
