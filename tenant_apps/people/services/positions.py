"""Posts of units and their headcount: established, changed and abolished from a day on, by a decree."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, NotFoundError
from shared_apps.reference import queries as reference
from shared_apps.rows import new_id
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import sheet
from tenant_apps.organisation.access import Bounds, bounds, keep_within
from tenant_apps.organisation.rules.rows import odd_characters
from tenant_apps.organisation.services.publishing import checked_decree
from tenant_apps.people.models import Assignment
from tenant_apps.people.queries.positions import held_on, posts_on
from tenant_apps.people.queries.roster import in_office
from tenant_apps.people.records import Position
from tenant_apps.people.rules.vacancies import HIGHEST_CLASS, MOST_SEATS, TITLE_LENGTH, filled, key_of, without_post
from tenant_apps.people.services import writing
from tenant_apps.people.services.checks import wrong
from tenant_apps.people.services.copying import copy
from tenant_apps.people.timelines import in_force


@dataclass(frozen=True)
class Wish:
    """A post as somebody wants it: the level is an echelon or a functional level, where it has one."""

    unit_id: uuid.UUID
    title: str
    position_type: str
    headcount: int
    level: str = ""
    job_class: int | None = None
    is_head: bool = False


@transaction.atomic
def establish_position(*, wish: Wish, starts_on: date, decree: str, actor: Actor) -> uuid.UUID:
    """A new post from a day on, in an agency the actor administers; gives its lasting identity."""
    keep_within(_begin(actor, starts_on), [wish.unit_id])
    position_id = new_id()
    _write(position_id, wish, starts_on, decree)
    return position_id


@transaction.atomic
def change_position(*, position_id: uuid.UUID, wish: Wish, starts_on: date, decree: str, actor: Actor) -> None:
    """Another title, unit, class or headcount from a day on; whoever sits in the post stays in it.

    Neither out of an agency nor into one by the administrator of one agency alone.
    """
    inside = _begin(actor, starts_on)
    before = _standing(position_id, starts_on)
    _keep_own(inside, before)
    keep_within(inside, [wish.unit_id])
    _hold_fast(before)
    _write(position_id, wish, starts_on, decree)


@transaction.atomic
def abolish_position(*, position_id: uuid.UUID, from_day: date, decree: str, actor: Actor) -> None:
    """From this day on there is no such post; refused while somebody sits in it."""
    inside = _begin(actor, from_day)
    before = _standing(position_id, from_day)
    _keep_own(inside, before)
    there = {each.post.position_id: each.people for each in filled(posts_on(from_day), held_on(from_day))}
    held = there[position_id]
    if held:
        text = _("Masih ada %(number)s pegawai dalam formasi ini. Tidak ada yang diubah; pindahkan dahulu pegawainya.")
        raise ConflictError("position_held", text % {"number": held})
    if Position.objects.filter(position_id=position_id, starts_on__gt=from_day).exists():
        raise ConflictError(
            "position_changes_later", _("Formasi ini sudah diubah lagi mulai tanggal yang lebih akhir.")
        )
    _hold_fast(before)
    nothing = {"unit_id": None, "title": "", "position_type": "", "level": "", "job_class": None, "headcount": 0}
    _put(position_id, from_day, {**nothing, "is_head": False, "decree": checked_decree(decree)})


@transaction.atomic
def draw_up_positions(*, day: date, decree: str, actor: Actor) -> int:
    """A post for everybody who sits somewhere without one: by unit and title, as many seats as people. How many.

    By the administrator of one agency: for who sits there.
    """
    inside = _begin(actor, day)
    decree = checked_decree(decree)
    types, heads = _types_on(day)
    made = [post for post in without_post(posts_on(day), held_on(day), types) if inside.covers(post.unit_id)]
    copy(
        Position,
        (
            Position(
                position_id=new_id(),
                starts_on=day,
                unit_id=post.unit_id,
                title=post.title,
                position_type=post.position_type,
                headcount=post.headcount,
                is_head=post.headcount == 1 and key_of(post.unit_id, post.title) in heads,
                decree=decree,
            )
            for post in made
        ),
    )
    return len(made)


def _begin(actor: Actor, day: date) -> Bounds:
    """Where the actor may change posts from a day on; refuses who may nowhere."""
    inside = bounds(actor, Action.MANAGE_ORGANISATION, timezone.localdate(), on=day)
    writing.one_at_a_time()
    return inside


def _keep_own(inside: Bounds, post: Position) -> None:
    """Refuse a change of a post that stands in another agency on that day, or today: it is that one's."""
    now = _in_force(timezone.localdate()).filter(position_id=post.position_id, unit_id__isnull=False)
    keep_within(inside, [post.unit_id, *now.values_list("unit_id", flat=True)])


def _standing(position_id: uuid.UUID, day: date) -> Position:
    found = _in_force(day).filter(position_id=position_id, unit_id__isnull=False).first()
    if found is None:
        raise NotFoundError("position_unknown", _("Formasi itu tidak ada pada tanggal tersebut."))
    return found


def _in_force(day: date) -> "QuerySet[Position]":
    return in_force(Position.objects.all(), day, owner="position_id")


def _write(position_id: uuid.UUID, wish: Wish, starts_on: date, decree: str) -> None:
    title = sheet.clean(wish.title)
    if not title or len(title) > TITLE_LENGTH or odd_characters(title):
        raise wrong("title", _("Tulis nama jabatannya, paling banyak 200 huruf."))
    kind = reference.position_type(wish.position_type)
    if kind is None:
        raise wrong("position_type", _("Pilih jenis jabatan dari daftar."))
    if not 1 <= wish.headcount <= MOST_SEATS:
        raise wrong("headcount", _("Isi jumlah formasi antara 1 dan 10.000."))
    if wish.job_class is not None and not 1 <= wish.job_class <= HIGHEST_CLASS:
        raise wrong("job_class", _("Kelas jabatan antara 1 dan 17."))
    if wish.is_head and wish.headcount != 1:
        raise wrong("headcount", _("Kepala unit hanya satu orang."))
    if wish.unit_id not in organisation.chart_on(starts_on).nodes:
        raise wrong("unit_id", _("Unit itu tidak ada dalam struktur pada tanggal tersebut."))
    beside = _in_force(starts_on).filter(unit_id=wish.unit_id).exclude(position_id=position_id)
    if beside.filter(title__iexact=title).exists():
        raise wrong("title", _("Unit ini sudah punya formasi dengan nama itu; ubah jumlahnya di sana."))
    if wish.is_head and beside.filter(is_head=True).exists():
        raise wrong("is_head", _("Unit ini sudah punya formasi kepala."))
    level = _level(wish.level)
    facts = {"unit_id": wish.unit_id, "title": title, "position_type": kind.code, "level": level}
    facts |= {"job_class": wish.job_class, "headcount": wish.headcount, "is_head": wish.is_head}
    _put(position_id, starts_on, {**facts, "decree": checked_decree(decree)})


def _level(text: str) -> str:
    """An echelon or a functional level, or none."""
    if not text:
        return ""
    known = [rank.code for rank in reference.echelons()] + [level.code for level in reference.functional_levels()]
    if text not in known:
        raise wrong("level", _("Pilih eselon atau jenjang dari daftar."))
    return text


def _put(position_id: uuid.UUID, starts_on: date, facts: dict[str, Any]) -> None:
    row, is_new = Position.objects.get_or_create(position_id=position_id, starts_on=starts_on, defaults=facts)
    if not is_new and any(getattr(row, name) != value for name, value in facts.items()):
        Position.objects.filter(pk=row.pk).update(**facts, recorded_at=timezone.now())


def _hold_fast(post: Position) -> None:
    """Whoever sits in the post by unit and title names it from now on, so that another title takes them along."""
    seated = Assignment.objects.filter(unit_id=post.unit_id, position_title__iexact=post.title, position_id=None)
    seated.update(position_id=post.position_id)


def _types_on(day: date) -> tuple[dict[tuple[uuid.UUID, str], str], set[tuple[uuid.UUID, str]]]:
    """The type of position of everybody by unit and title, and where one of them is the head."""
    rows = in_office(day).values_list("unit_id", "position_title", "position_type", "is_head")
    seated = [(key_of(unit_id, title), kind, is_head) for unit_id, title, kind, is_head in rows if unit_id]
    return {key: kind for key, kind, _is_head in seated}, {key for key, _kind, is_head in seated if is_head}
