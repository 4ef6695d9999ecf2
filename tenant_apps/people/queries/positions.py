"""Posts of units on a day: how many there are, how many are filled, who sits in one and who did."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import may_change_unit, outside
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.people.models import Assignment, AssignmentKind
from tenant_apps.people.queries.lists import PersonRow, rows_by_employee
from tenant_apps.people.queries.roster import heads_on, in_office, names_of, visible_assignments
from tenant_apps.people.records import Position
from tenant_apps.people.rules.vacancies import Filled, Held, Post, filled, key_of
from tenant_apps.people.timelines import in_force

PER_PAGE = 50


@dataclass(frozen=True)
class PostRow:
    """A post in a list: its unit, how it is filled, and who acts while the post of a head is vacant."""

    filled: Filled
    unit: Node | None
    acting: str = ""


@dataclass(frozen=True)
class Vacancies:
    """The posts of a unit and all under it, with their sums."""

    rows: Sequence[PostRow]
    headcount: int
    people: int
    vacant: int
    over: int


@dataclass(frozen=True)
class PostPage:
    """One post: how it stands, how it stood, who sits in it as far as the viewer may see them."""

    position_id: uuid.UUID
    now: PostRow | None
    timeline: Sequence[tuple[Position, date | None]]
    people: Sequence[PersonRow]
    may_change: bool

    @property
    def title(self) -> str:
        """What it is called on the day, or was called last."""
        return self.now.filled.post.title if self.now else next(row.title for row, _end in self.timeline if row.title)


def vacancies(viewer: Any, day: date, *, unit_id: uuid.UUID | None = None, only_vacant: bool = False) -> Vacancies:
    """How the posts are filled on a day; whoever is signed in sees figures, never who it is."""
    chart = organisation.structure_on(viewer, day)
    wanted = chart.subtree_ids(unit_id) if unit_id else frozenset(chart.nodes)
    found = [each for each in filled(posts_on(day), held_on(day)) if each.post.unit_id in wanted]
    places = {node.unit_id: place for place, (_depth, node) in enumerate(chart.walk())}
    found.sort(key=lambda each: (places[each.post.unit_id], not each.post.is_head, each.post.title))
    shown = [each for each in found if each.vacant] if only_vacant else found
    return Vacancies(
        rows=_rows(shown, chart, day),
        headcount=sum(each.post.headcount for each in found),
        people=sum(each.people for each in found),
        vacant=sum(each.vacant for each in found),
        over=sum(each.over for each in found),
    )


def page_of(found: Vacancies, number: int) -> "Page[PostRow]":
    """One page of the list."""
    return Paginator(found.rows, PER_PAGE).get_page(number)


def position(viewer: Any, position_id: uuid.UUID, today: date, on: date | None = None) -> PostPage:
    """One post as it stands on a day."""
    day = on or today
    chart = organisation.structure_on(viewer, day)
    rows = list(Position.objects.filter(position_id=position_id).order_by("starts_on"))
    if not rows:
        raise NotFoundError("position_unknown", _("Formasi itu tidak ditemukan."))
    found = [each for each in filled(posts_on(day), held_on(day)) if each.post.position_id == position_id]
    people: Sequence[PersonRow] = ()
    if found:
        post = found[0].post
        alike = Q(position_id=position_id) | Q(unit_id=post.unit_id, position_id=None)
        held = visible_assignments(viewer, today, day).filter(alike)
        names = key_of(post.unit_id, post.title)
        ids = [
            pk
            for pk, named, unit_id, title in held.values_list("pk", "position_id", "unit_id", "position_title")
            if named or (unit_id and key_of(unit_id, title) == names)
        ]
        people = list(rows_by_employee(Assignment.objects.filter(pk__in=ids), day))
    ends = [*(row.starts_on for row in rows[1:]), None]
    timeline = list(zip(rows, ends, strict=True))[::-1]
    now = _rows(found, chart, day)[0] if found else None
    may_change = now is not None and may_change_unit(viewer, now.filled.post.unit_id, today)
    return PostPage(position_id, now, timeline, people, may_change)


def position_to_change(viewer: Any, position_id: uuid.UUID, today: date) -> PostPage:
    """The same for the page that changes it; refused where the viewer may not change posts of its unit."""
    page = position(viewer, position_id, today)
    if page.now is not None and not page.may_change:
        raise outside()
    return page


def posts_on(day: date) -> list[Post]:
    """The posts that stand on a day."""
    rows = in_force(Position.objects.all(), day, owner="position_id").filter(unit_id__isnull=False)
    return [
        Post(
            row.position_id,
            row.unit_id,
            row.title,
            row.position_type,
            row.level,
            row.job_class,
            row.headcount,
            row.is_head,
        )
        for row in rows
        if row.unit_id
    ]


def held_on(day: date) -> list[Held]:
    """Who sits where on a day, counted alike; who is away to study leaves the seat free."""
    sitting = in_office(day).exclude(kind=AssignmentKind.STUDY).order_by()
    counted = sitting.values_list("position_id", "unit_id", "position_title").annotate(people=Count("pk"))
    return [Held(*row) for row in counted]


def _rows(found: Collection[Filled], chart: Chart, day: date) -> list[PostRow]:
    acting = _acting(found, day)
    return [PostRow(each, chart.nodes.get(each.post.unit_id), acting.get(each.post.unit_id, "")) for each in found]


def _acting(found: Collection[Filled], day: date) -> Mapping[uuid.UUID, str]:
    """Who acts in the vacant posts of heads."""
    vacant = {each.post.unit_id for each in found if each.post.is_head and each.vacant}
    heads = {unit_id: who for unit_id, who in heads_on(day).acting.items() if unit_id in vacant} if vacant else {}
    names = names_of(heads.values())
    return {unit_id: names.get(who, "") for unit_id, who in heads.items()}
