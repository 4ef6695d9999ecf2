"""What a plan changes, in words: values as a person reads them, kept with the import and written into a sheet."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shared_apps.reference import names
from shared_apps.reference import queries as reference
from shared_apps.sheets import writer
from shared_apps.sheets.rules import Sheet
from shared_apps.ui.formats import whole
from tenant_apps.people import messages
from tenant_apps.people.models import EmploymentType, Gender
from tenant_apps.people.queries.roster import names_of
from tenant_apps.people.rules.plan import Difference, Plan, Value


@dataclass(frozen=True)
class Told:
    """One person whom an import changes, and how: [{field, before, after}]."""

    row: int
    employee_id: uuid.UUID
    number: str
    name: str
    fields: list[dict[str, str]]


def told(plan: Plan, units: Mapping[uuid.UUID, str]) -> list[Told]:
    """Every changed person by row; `units` has the names of the units of the day."""
    superiors = {
        value
        for each in plan.differences
        for name, before, after in each.fields
        for value in (before, after)
        if name == "superior_id" and isinstance(value, uuid.UUID)
    }
    people = {**names_of(superiors), **{owner: facts.name for owner, facts in plan.new_people.items()}}
    types = {kind.code: str(names.label_of(kind)) for kind in reference.position_types()}

    def words(name: str, value: Value) -> str:
        match name:
            case "unit_id":
                return units.get(value, "") if isinstance(value, uuid.UUID) else ""
            case "superior_id":
                return people.get(value, "") if isinstance(value, uuid.UUID) else ""
            case "position_type":
                return types.get(str(value), str(value))
            case "employment_type":
                return str(dict(EmploymentType.choices).get(str(value), ""))
            case "gender":
                return str(dict(Gender.choices).get(str(value), ""))
            case "is_head":
                return _("Ya") if value else _("Tidak")
        return value.isoformat() if isinstance(value, date) else str(value or "")

    return [_told(each, words) for each in sorted(plan.differences, key=lambda each: each.row)]


def _told(each: Difference, words: Callable[[str, Value], str]) -> Told:
    fields = [
        {"field": name, "before": words(name, before), "after": words(name, after)}
        for name, before, after in each.fields
    ]
    return Told(each.row, each.employee_id, each.number, each.name, fields)


def notes(plan: Plan, day: date) -> list[str]:
    """What is to be known of a sheet as a whole: where days were taken from that it does not tell."""
    found = []
    if plan.grades_as_chair:
        text = _("Berkas tidak menyebut TMT golongan %(number)s pegawai: tanggalnya diambil dari TMT jabatan.")
        found.append(text % {"number": whole(plan.grades_as_chair)})
    if plan.grades_as_day:
        text = _(
            "Berkas tidak menyebut TMT golongan %(number)s pegawai: tanggalnya diambil dari tanggal impor, %(day)s."
        )
        found.append(text % {"number": whole(plan.grades_as_day), "day": date_format(day, "j F Y")})
    return found


def changes_sheet(found: Sequence[Told]) -> bytes:
    """A workbook of every change: a line for each field."""
    columns = (_("Baris"), _("NIP"), _("Nama"), _("Yang berubah"), _("Semula"), _("Menjadi"))
    rows = (
        (each.row, each.number, each.name, messages.field_name(line["field"]), line["before"], line["after"])
        for each in found
        for line in each.fields
    )
    return writer.write_xlsx([Sheet(name=_("Perubahan"), columns=columns, rows=rows, widths=(8, 22, 32, 24, 32, 32))])
