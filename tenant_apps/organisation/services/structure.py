"""A whole structure from a sheet."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.rows import new_id
from shared_apps.sheets.rules import RowError
from shared_apps.sheets.tables import Table
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries, sheet
from tenant_apps.organisation.models import Unit
from tenant_apps.organisation.rules import rows
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.compare import Difference, compare
from tenant_apps.organisation.services import publishing

_MOST_NAMED = 10  # units in a refusal; its details have all


@dataclass(frozen=True)
class StructureImport:
    """What an organisation sheet changes, or would change."""

    effective_from: date
    units: int
    difference: Difference
    dry_run: bool


# how many people sit in each unit at any time from a day on and, where a second is given, before that one
Occupied = Callable[[date, date | None], Mapping[uuid.UUID, int]]


@transaction.atomic
def import_structure(
    *, table: Table, effective_from: date, decree: str, actor: Actor, occupied: Occupied, dry_run: bool = False
) -> StructureImport:
    """Take a whole structure from a sheet: all of it or nothing.

    A unit keeps its identity by its code. Versions of a later date stay as they are: each is complete in itself.
    Raises ConflictError `units_occupied` where people would be left without a unit; only the room of people
    knows where they sit, so pages and commands call its `import_structure`.
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
    if difference.removed:
        _keep_people(difference.removed, occupied(effective_from, queries.next_version_day(effective_from)))
    if difference.is_any and not dry_run:
        publishing.write([(effective_from, after)], decree=decree, actor=actor)
    return StructureImport(effective_from, len(read), difference, dry_run)


def refused(errors: Sequence[RowError], *, rows_read: int) -> InvalidError:
    """The refusal of a sheet with everything that is wrong in it."""
    text = _("%(bad)s dari %(rows)s baris perlu diperbaiki. Tidak ada data yang diubah.")
    facts = {"bad": len({error.row for error in errors}), "rows": rows_read}
    return InvalidError("sheet_refused", text % facts, details={"errors": [asdict(error) for error in errors]})


def _keep_people(removed: Sequence[Node], people: Mapping[uuid.UUID, int]) -> None:
    """Refuse to drop units in which somebody sits."""
    taken = sorted(((node, people[node.unit_id]) for node in removed if people.get(node.unit_id)), key=_by_code)
    if not taken:
        return
    named = ", ".join(f"{node.name} ({node.code}): {whole(count)}" for node, count in taken[:_MOST_NAMED])
    text = ngettext(
        "%(number)s unit yang tidak ada di berkas masih memiliki pegawai: %(units)s. Tidak ada data yang diubah. "
        "Sertakan unit itu, atau pindahkan dahulu pegawainya mulai tanggal berlakunya struktur.",
        "%(number)s unit yang tidak ada di berkas masih memiliki pegawai: %(units)s. Tidak ada data yang diubah. "
        "Sertakan unit itu, atau pindahkan dahulu pegawainya mulai tanggal berlakunya struktur.",
        len(taken),
    )
    facts = {"number": whole(len(taken)), "units": named + (", …" if len(taken) > _MOST_NAMED else "")}
    units = [{"code": node.code, "name": node.name, "people": count} for node, count in taken]
    raise ConflictError("units_occupied", text % facts, details={"units": units})


def _by_code(found: tuple[Node, int]) -> str:
    return found[0].code


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
