"""One person's chair from a day on: another one, a study assignment, none any more. Many change by the sheet."""

import uuid
from collections import Counter
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError
from shared_apps.reference import queries as reference
from shared_apps.ui.formats import day as day_text
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import sheet
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.organisation.services.publishing import checked_decree
from tenant_apps.people.models import (
    KINDS_IN_OFFICE,
    KINDS_OUT_OF_OFFICE,
    ActingHead,
    Assignment,
    AssignmentKind,
)
from tenant_apps.people.queries.roster import in_office, names_of
from tenant_apps.people.records import Position
from tenant_apps.people.rules.quota import fullest, steps
from tenant_apps.people.services import bounding, following, present, standing, writing
from tenant_apps.people.services.checks import person, wrong
from tenant_apps.people.timelines import in_force

_TITLE_LENGTH = 200
_NOWHERE = {
    "unit_id": None,
    "position_id": None,
    "position_title": "",
    "position_type": "",
    "is_head": False,
    "superior_override_id": None,
}


@transaction.atomic
def leave(
    *,
    employee_id: uuid.UUID,
    from_day: date,
    actor: Actor,
    kind: str = "",
    decree: str = "",
    replaces: uuid.UUID | None = None,
) -> tuple[str, ...]:
    """Somebody leaves: from this day on they hold no chair and act for nobody. What they did stays.

    Where a published restructuring moves them later, that goes along; it is told in sentences. Raises ConflictError
    `later_assignment` where somebody decided a later chair, `entry_stands` where the day has another entry.
    """
    bounding.check_person(actor, employee_id, on=from_day)
    writing.one_at_a_time()
    person(employee_id)
    if kind and kind not in KINDS_OUT_OF_OFFICE:
        raise wrong("kind", _("Pilih sebabnya dari daftar."))
    gone = following.take_away(employee_id, from_day)
    _keep_decided(employee_id, from_day)
    decree = checked_decree(decree) if decree else ""
    _put(employee_id, from_day, {**_NOWHERE, "kind": kind, "decree": decree}, replaces)
    _acts_for_nobody(employee_id, from_day)
    return following.told(gone)


@transaction.atomic
def place(
    *,
    employee_id: uuid.UUID,
    starts_on: date,
    unit_id: uuid.UUID,
    position_title: str,
    position_type: str,
    decree: str,
    actor: Actor,
    is_head: bool = False,
    kind: str = "",
    replaces: uuid.UUID | None = None,
) -> tuple[str, ...]:
    """Give somebody a chair from a day on, until whatever their timeline says next; the same again changes nothing.

    What a published restructuring makes of their chair later follows the new one; it is told in sentences. Raises
    ConflictError where another heads the unit that day, the agreement's quota would be exceeded, or the day has
    another entry (`entry_stands`).
    """
    bounding.check_person(actor, employee_id, on=starts_on)
    bounding.check_unit(actor, unit_id, on=starts_on)
    writing.one_at_a_time()
    person(employee_id)
    title = sheet.clean(position_title)
    if not title or len(title) > _TITLE_LENGTH or odd_characters(title):
        raise wrong("position_title", _("Tulis nama jabatannya, paling banyak 200 huruf."))
    known = reference.position_type(position_type)
    if known is None:
        raise wrong("position_type", _("Pilih jenis jabatan dari daftar."))
    if kind and kind not in KINDS_IN_OFFICE:
        raise wrong("kind", _("Pilih sifat penugasan dari daftar."))
    if kind == AssignmentKind.STUDY and is_head:
        raise wrong("is_head", _("Pegawai tugas belajar tidak mengepalai unit."))
    if unit_id not in organisation.chart_on(starts_on).nodes:
        raise wrong("unit_id", _("Unit itu tidak ada dalam struktur pada tanggal tersebut."))
    if is_head:
        _keep_one_head(employee_id, unit_id, starts_on)
    chair = {"unit_id": unit_id, "position_title": title, "position_type": known.code, "is_head": is_head}
    facts = {**chair, "superior_override_id": None, "kind": kind, "decree": checked_decree(decree)}
    facts["position_id"] = _post(unit_id, title, starts_on)
    before = present.seats_of([employee_id])
    told: tuple[str, ...] = ()
    if _put(employee_id, starts_on, facts, replaces):
        told = following.told(following.take_away(employee_id, starts_on), following.carry_on(employee_id, starts_on))
    _keep_unit(employee_id, unit_id, starts_on)
    keep_quota(employee_id, before, starts_on)
    if kind == AssignmentKind.STUDY:
        _acts_for_nobody(employee_id, starts_on)
    return told


def acting_ends(unit_id: uuid.UUID, from_day: date) -> None:
    """From this day on nobody acts for the head of the unit."""
    ended = {"employee_id": None, "kind": "", "decree": ""}
    ActingHead.objects.update_or_create(unit_id=unit_id, starts_on=from_day, defaults=ended)


def _post(unit_id: uuid.UUID, title: str, day: date) -> uuid.UUID | None:
    """The post of the unit that is called so."""
    posts = in_force(Position.objects.all(), day, owner="position_id").filter(unit_id=unit_id, title__iexact=title)
    return posts.values_list("position_id", flat=True).first()


def _put(employee_id: uuid.UUID, starts_on: date, facts: dict[str, object], replaces: uuid.UUID | None) -> bool:
    """The row of a day; one that only follows from a restructuring gives way."""
    there = Assignment.objects.filter(employee_id=employee_id, starts_on=starts_on).first()
    return standing.put(
        Assignment,
        owner={"employee_id": employee_id},
        starts_on=starts_on,
        facts=facts,
        replaces=replaces,
        is_free=there is not None and following.follows(there),
    )


def _keep_decided(employee_id: uuid.UUID, from_day: date) -> None:
    """A later entry that somebody decided is named; only they can say what becomes of it."""
    later = Assignment.objects.filter(employee_id=employee_id, starts_on__gt=from_day).order_by("starts_on").first()
    if later is not None:
        unit = organisation.last_names([later.unit_id]).get(later.unit_id, "") if later.unit_id else ""
        text = _(
            "Sesudah tanggal itu sudah tercatat “%(entry)s” mulai %(day)s. Tidak ada yang diubah. Tarik dahulu "
            "catatan itu di halaman pegawai bila keliru, atau pilih tanggal sesudahnya."
        )
        entry = " – ".join(part for part in (standing.called(later), unit) if part)
        raise ConflictError("later_assignment", text % {"entry": entry, "day": day_text(later.starts_on)})


def _acts_for_nobody(employee_id: uuid.UUID, from_day: date) -> None:
    acting = ActingHead.objects.filter(employee_id=employee_id)
    for unit_id in list(in_force(acting, from_day, owner="unit_id").values_list("unit_id", flat=True)):
        acting_ends(unit_id, from_day)
    acting.filter(starts_on__gt=from_day).update(employee=None, kind="", decree="")


def _keep_unit(employee_id: uuid.UUID, unit_id: uuid.UUID, starts_on: date) -> None:
    """The unit stands for as long as the person is to sit in it."""
    ends = organisation.ends_of_units(starts_on).get(unit_id)
    moves = Assignment.objects.filter(employee_id=employee_id, starts_on__gt=starts_on).order_by("starts_on").first()
    if ends is not None and (moves is None or moves.starts_on > ends):
        raise wrong("unit_id", _("Unit itu berakhir selagi pegawai ini masih di dalamnya; pilih unit lain."))


def _keep_one_head(employee_id: uuid.UUID, unit_id: uuid.UUID, starts_on: date) -> None:
    others = in_office(starts_on).filter(unit_id=unit_id, is_head=True).exclude(employee_id=employee_id)
    held = others.values_list("employee_id", flat=True).first()
    if held is not None:
        text = _("Pada tanggal itu unit ini dikepalai %(name)s. Tidak ada yang diubah; pindahkan dahulu pegawai itu.")
        raise ConflictError("unit_has_head", text % {"name": names_of([held])[held]})


def keep_quota(
    employee_id: uuid.UUID, before: dict[uuid.UUID, dict[uuid.UUID | None, tuple[date, bool]]], starts_on: date
) -> None:
    """Refuse a chair that brings more people into office than agreed; everything is undone then."""
    since = min(starts_on, timezone.localdate())
    added: Counter[date] = Counter()
    for sign, timeline in ((-1, before), (1, present.seats_of([employee_id]))):
        for day, step in steps(timeline.get(employee_id, {}).values(), since):
            added[day] += sign * step
    there = present.in_office_steps(since)
    there.subtract(added)
    quota = organisation.government().employee_quota
    after = fullest(there, added)
    if after > quota:
        text = _("Jumlah pegawai menjadi %(after)s, di atas kuota perjanjian %(quota)s. Tidak ada yang diubah.")
        raise ConflictError("quota_exceeded", text % {"after": whole(after), "quota": whole(quota)})
