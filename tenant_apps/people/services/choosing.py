"""What the columns of a sheet hold: known by their names, or as somebody chose for the same set of columns before."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import InvalidError
from shared_apps.reference import queries as reference
from shared_apps.sheets.tables import Table, header_not_found
from tenant_apps.people import sheet
from tenant_apps.people.imported import ColumnChoice
from tenant_apps.people.rules.columns import NAMES, SAME_FOR_ALL, Columns, may_be_completed
from tenant_apps.people.services import bounding


def known_columns(table: Table) -> tuple[sheet.Named, Columns]:
    """The row that names the columns and what they are known to hold; what is lacking may still be chosen.

    Raises InvalidError `header_not_found` where no choice could make a people sheet of it.
    """
    rows = sheet.rows_of_names(table)
    by_signature = {row.signature: row for row in reversed(rows)}
    kept = ColumnChoice.objects.filter(signature__in=by_signature).order_by("-chosen_at").first()
    if kept is not None:
        named = by_signature[kept.signature]
        chosen = Columns(kept.fields, kept.fixed).within(named.names)
        if not chosen.lacking:
            return named, chosen
    named = rows[0]
    if not may_be_completed(named.names, named.recognised):
        raise header_not_found(named.recognised.lacking)
    return named, named.recognised


def check(named: sheet.Named, columns: Columns) -> None:
    """Refuse a choice that names what the sheet has not, or that leaves something needed out."""
    if columns.lacking:
        told = _("Kolom untuk %(fields)s belum dipilih. Tidak ada data yang diubah.")
        words = told % {"fields": ", ".join(columns.lacking)}
        raise InvalidError("columns_lacking", words, fields={"fields": [words]})
    twice = _twice(columns.fields.values())
    if twice or not set(columns.fields) <= set(NAMES) or not set(columns.fields.values()) <= set(named.names) - {""}:
        told = _("Pilihan kolom %(column)s tidak cocok dengan berkas ini. Tidak ada data yang diubah.")
        words = told % {"column": ", ".join(sorted(twice or set(columns.fields.values()) - set(named.names)))}
        raise InvalidError("columns_invalid", words, fields={"fields": [words]})
    readings = {"jenis_pegawai": reference.employment_type, "jenis_jabatan": reference.position_type}
    for name, value in columns.fixed.items():
        if name not in SAME_FOR_ALL or readings[name](value) is None:
            words = _("Isi untuk semua baris tidak dikenal. Tidak ada data yang diubah.")
            raise InvalidError("columns_invalid", words, fields={"fields": [words]})


@transaction.atomic
def remember(*, named: sheet.Named, columns: Columns, actor: Actor) -> None:
    """Keep a choice for the next sheet with the same columns; the last choice counts. Whoever brings people in may,
    be it for one agency alone.
    """
    bounding.within(actor)
    check(named, columns)
    ColumnChoice.objects.update_or_create(
        signature=named.signature,
        defaults={
            "fields": dict(columns.fields),
            "fixed": dict(columns.fixed),
            "chosen_by_name": actor.name,
            "chosen_at": timezone.now(),
        },
    )


def _twice(columns: Collection[str]) -> set[str]:
    return {each for each in columns if list(columns).count(each) > 1}
