"""One person added by hand: a people sheet of one row, taken by the same rules and written by the same service."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, DomainError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.reference.rules import parse_nip
from shared_apps.sheets.rules import Line
from shared_apps.sheets.tables import Table
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.services.publishing import checked_decree
from tenant_apps.people import niks
from tenant_apps.people.access import reach
from tenant_apps.people.models import KINDS_IN_OFFICE, AssignmentKind, Employee, EmployeeNumber
from tenant_apps.people.queries.niks import with_nik
from tenant_apps.people.queries.roster import employee_id_for_number, in_office, names_of
from tenant_apps.people.rules import nik as nik_rules
from tenant_apps.people.rules.columns import Columns
from tenant_apps.people.services import bounding, writing
from tenant_apps.people.services.checks import wrong
from tenant_apps.people.services.importing import PeopleImport, Wish, import_people

# what somebody is asked for, and the column of the people sheet that it fills
_COLUMNS: Mapping[str, str] = {
    "number": "nip",
    "name": "nama",
    "title_before": "gelar_depan",
    "title_after": "gelar_belakang",
    "employment_type": "jenis_pegawai",
    "grade": "golongan",
    "unit_id": "kode_unit",
    "position_title": "jabatan",
    "position_type": "jenis_jabatan",
    "is_head": "kepala_unit",
    "email": "email",
    "superior_number": "nip_atasan",
    "nik": "nik",
    "starts_on": "tmt_jabatan",
}


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody who comes, with the chair they take from their TMT on."""

    number: str
    name: str
    employment_type: str
    grade: str
    unit_id: uuid.UUID
    position_title: str
    position_type: str
    starts_on: date
    title_before: str = ""
    title_after: str = ""
    is_head: bool = False
    email: str = ""
    superior_number: str = ""
    nik: str = ""


@dataclass(frozen=True)
class Added:
    """Who was added, or was there just so already, and what looks odd, in sentences."""

    employee_id: uuid.UUID
    is_new: bool
    warnings: tuple[str, ...] = ()


@transaction.atomic
def add_person(*, wish: Newcomer, decree: str, actor: Actor, kind: str = "") -> Added:
    """Add one person; asked for twice in the same words it is done once.

    Refused as a sheet of this one row would be, field by field. Raises ConflictError `person_known` for who is
    recorded already, with `employee_id` in its details where the actor sees them; `quota_exceeded`.
    """
    today = timezone.localdate()
    day = max(wish.starts_on, today)
    bounding.check_unit(actor, wish.unit_id, on=day)
    writing.one_at_a_time()
    taken = Wish(kind=_checked_kind(kind, wish), decree=checked_decree(decree))
    table = _table(wish, _unit_code(wish, day))
    known = employee_id_for_number(parse_nip(wish.number).digits)
    if known is not None:
        if _is_same(table, day, today, actor):
            return Added(known, is_new=False)
        raise _known(known, "number", actor, today)
    _keep_nik(wish, actor, today)
    _keep_beside_others(wish, day)
    made = _taken(table, day, today, actor, taken)
    found = EmployeeNumber.objects.get(number=parse_nip(wish.number).digits).employee_id
    return Added(found, is_new=True, warnings=tuple(f"{each.reason} {each.repair}" for each in made.warnings))


def _table(wish: Newcomer, code: str) -> Table:
    cells = {
        **{name: str(getattr(wish, name)) for name in _COLUMNS},
        "unit_id": code,
        "is_head": "ya" if wish.is_head else "tidak",
        "starts_on": wish.starts_on.isoformat(),
    }
    header, row = tuple(_COLUMNS.values()), tuple(cells[name] for name in _COLUMNS)
    return Table(
        name=_("Tambah pegawai: %(name)s") % {"name": wish.name}, sheet="", lines=(Line(1, header), Line(2, row))
    )


def _taken(table: Table, day: date, today: date, actor: Actor, wish: Wish) -> PeopleImport:
    """The import of the row; what is wrong with a cell is wrong with a field."""
    columns = Columns({key: key for key in _COLUMNS.values()})
    try:
        return import_people(
            table=table,
            day=day,
            today=today,
            actor=actor,
            wish=Wish(columns=columns, kind=wish.kind, decree=wish.decree),
        )
    except InvalidError as error:
        raise _by_field(error) from error
    except ConflictError as error:
        if error.code != "quota_exceeded":
            raise
        text = _("Jumlah pegawai menjadi %(after)s, di atas kuota perjanjian %(quota)s. Tidak ada yang diubah.")
        facts = {name: whole(error.details[name]) for name in ("after", "quota")}
        raise ConflictError(error.code, text % facts, details=error.details) from error


def _by_field(error: InvalidError) -> InvalidError:
    names = {column: name for name, column in _COLUMNS.items()}
    fields: dict[str, list[str]] = {}
    for each in error.details.get("errors", ()):
        fields.setdefault(names[each["column_name"]], []).append(f"{each['reason']} {each['repair']}")
    return (
        InvalidError("person_invalid", _("Periksa isian. Tidak ada yang diubah."), fields=fields) if fields else error
    )


def _is_same(table: Table, day: date, today: date, actor: Actor) -> bool:
    """Whether the person stands there just so: the second of two clicks."""
    columns = Columns({key: key for key in _COLUMNS.values()})
    try:
        found = import_people(table=table, day=day, today=today, actor=actor, wish=Wish(columns=columns), dry_run=True)
    except DomainError:
        return False
    return found.same == 1


def _known(employee_id: uuid.UUID, field: str, actor: Actor, today: date) -> ConflictError:
    """The refusal of somebody who is recorded already; who they are is told to who sees them."""
    held = in_office(today).filter(employee_id=employee_id).first()
    is_seen = not isinstance(actor, User) or reach(actor, today).covers(employee_id, held.unit_id if held else None)
    if is_seen:
        name = names_of([employee_id]).get(employee_id, "")
        text = _("Sudah tercatat: %(name)s. Tidak ada yang diubah; ubahlah di halaman pegawai itu.") % {"name": name}
    else:
        text = _(
            "Pegawai ini sudah tercatat di luar yang dapat Anda lihat. Tidak ada yang diubah. Mintalah administrator "
            "kepegawaian daerah mencatat perpindahannya."
        )
    details = {"employee_id": str(employee_id)} if is_seen else {}
    return ConflictError("person_known", text, fields={field: [text]}, details=details)


def _keep_nik(wish: Newcomer, actor: Actor, today: date) -> None:
    """A NIK that is another's already; whose is told to who may read theirs."""
    digits = nik_rules.parse(wish.nik).digits if wish.nik.strip() else ""
    holder = niks.holders([digits]).get(digits) if digits else None
    if holder is None:
        return
    if isinstance(actor, User):
        try:
            with_nik(actor, digits, today)
        except (NotFoundError, ForbiddenError):
            words = _("NIK ini sudah tercatat pada pegawai lain. Tidak ada yang diubah.")
            raise ConflictError("nik_taken", words, fields={"nik": [words]}) from None
    raise _known(holder, "nik", actor, today)


def _keep_beside_others(wish: Newcomer, day: date) -> None:
    """What a sheet would settle with another of its rows, and one person cannot."""
    email = wish.email.strip()
    if email and Employee.objects.filter(email__iexact=email).exists():
        raise wrong("email", _("Alamat surel itu milik pegawai lain. Tidak ada yang diubah."))
    if wish.is_head:
        held = in_office(day).filter(unit_id=wish.unit_id, is_head=True).values_list("employee_id", flat=True).first()
        if held is not None:
            text = _("Unit ini dikepalai %(name)s. Pindahkan dahulu pegawai itu.") % {"name": names_of([held])[held]}
            raise wrong("is_head", text)


def _checked_kind(kind: str, wish: Newcomer) -> str:
    if kind and kind not in KINDS_IN_OFFICE:
        raise wrong("kind", _("Pilih sifat penugasan dari daftar."))
    if kind == AssignmentKind.STUDY and wish.is_head:
        raise wrong("is_head", _("Pegawai tugas belajar tidak mengepalai unit."))
    return kind


def _unit_code(wish: Newcomer, day: date) -> str:
    node = organisation.chart_on(day).nodes.get(wish.unit_id)
    if node is None:
        raise wrong("unit_id", _("Unit itu tidak ada dalam struktur pada tanggal tersebut."))
    return node.code
