"""Who may do what on a day, and why: by appointment and by place in the chart, in words."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts import queries as accounts
from shared_apps.accounts.models import ROLE_NAMES, Appointment, User
from shared_apps.accounts.rules import ALLOWED, BOUNDED_ROLES, REGION_ROLES, Action, Role
from shared_apps.accounts.words import ACTION_NAMES, ROLE_REASONS
from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import wording
from tenant_apps.people.models import ActingHead, Employee
from tenant_apps.people.queries.roster import heads_on, in_office
from tenant_apps.people.queries.superiors import above_on
from tenant_apps.people.records import NamedAssessor
from tenant_apps.people.rules.positions import GIVES, Deed, Place, Position, Standing, positions_of
from tenant_apps.people.timelines import in_force

OF_REGIONS = tuple(action for action in Action if any(action in ALLOWED[role] for role in REGION_ROLES))

_EXTENTS = {Deed.SEE_OWN: "own", Deed.SEE_UNIT: "unit", Deed.SEE_ANSWERED: "answered"}


@dataclass(frozen=True)
class Right:
    """One thing, whether it is allowed, and every reason for which it is."""

    key: str
    name: str
    reasons: Sequence[str]

    @property
    def allowed(self) -> bool:
        """Nobody may do anything without a reason."""
        return bool(self.reasons)


@dataclass(frozen=True)
class Permissions:
    """What one person is on a day, and what they may do."""

    id: uuid.UUID
    name: str
    day: date
    is_own: bool
    is_closed: bool  # the account is closed now: nothing of it can be used
    has_account: bool
    roles: Sequence[str]
    rights: Sequence[Right]

    @property
    def count(self) -> int:
        """How many things are allowed."""
        return sum(right.allowed for right in self.rights)


@dataclass(frozen=True)
class Column:
    """A role of the table, by appointment or by place, and why whoever holds it may what it allows."""

    key: str
    name: str
    why: str
    by_place: bool


@dataclass(frozen=True)
class Cell:
    """How far a role allows something: "all", "agency", by place "own", "unit" or "answered"; or "" not at all."""

    column: Column
    extent: str


@dataclass(frozen=True)
class Line:
    """One thing by every role."""

    key: str
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Matrix:
    """The table of all roles by all that may be done: what a place opens, then what appointments allow."""

    columns: Sequence[Column]
    rows: Sequence[Line]


def own_permissions(viewer: User, day: date) -> Permissions:
    """What the viewer may do on a day, and why."""
    return _permissions(viewer, _employee(viewer.employee_id), day, is_own=True)


def permissions_of(viewer: Any, subject_id: uuid.UUID, day: date, today: date) -> Permissions:
    """The same of anybody, by account or by employee, for those who watch over permissions today."""
    access.check(viewer, Action.SEE_PERMISSIONS, today)
    user = User.objects.filter(Q(pk=subject_id) | Q(employee_id=subject_id)).defer("password").first()
    employee = _employee(user.employee_id if user else subject_id)
    if user is None and employee is None:
        raise NotFoundError("person_unknown", _("Orang ini tidak ditemukan."))
    return _permissions(user, employee, day, is_own=user is not None and user.pk == viewer.pk)


def permission_matrix(viewer: Any, today: date) -> Matrix:
    """The table of roles, as the code holds it."""
    access.check(viewer, Action.SEE_PERMISSIONS, today)
    # in pairs: the head of the region is a role by appointment and one by place, of the same name in code
    columns: list[tuple[Role | Position, Column]] = [
        (role, Column(str(role), str(ROLE_NAMES[role]), str(ROLE_REASONS[role]), by_place=False))
        for role in Role
        if role in REGION_ROLES
    ]
    for place, (name, why) in wording.POSITIONS.items():
        columns.append((place, Column(f"by_place_{place}", str(name), str(why), by_place=True)))
    lines = [(deed, str(wording.DEEDS[deed])) for deed in Deed] + [(act, str(ACTION_NAMES[act])) for act in OF_REGIONS]
    return Matrix(
        columns=[column for _who, column in columns],
        rows=[
            Line(str(each), name, [Cell(column, extent_of(who, each)) for who, column in columns])
            for each, name in lines
        ],
    )


def places_on(employee_id: uuid.UUID, day: date) -> tuple[Place, ...]:
    """What somebody is by their place on a day; for queries that were let in."""
    held = in_office(day).filter(employee_id=employee_id).values_list("unit_id", "starts_on").first()
    if held is None or held[0] is None:
        return ()
    chart, heads = organisation.chart_on(day), heads_on(day)
    headed = frozenset[uuid.UUID]().union(*(chart.subtree_ids(unit) for unit in heads.units_of(employee_id)))
    above = above_on(day, _near(employee_id, headed, day))
    assessors = {who: each.assessor.employee_id if each.assessor else None for who, each in above.items()}
    above |= above_on(day, {who for who in assessors.values() if who} - above.keys())
    superiors = {who: each.superior.employee_id if each.superior else None for who, each in above.items()}
    acting = in_force(ActingHead.objects.all(), day, owner="unit_id").filter(employee_id=employee_id)
    since = {(unit, True): start for unit, start in acting.values_list("unit_id", "starts_on")}
    standing = Standing(chart, heads, {**since, (held[0], False): held[1]}, superiors, assessors)
    return positions_of(employee_id, seat=(held[0], held[1]), on=standing)


def _near(employee_id: uuid.UUID, unit_ids: frozenset[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """Whoever may be led or rated by this person, or by whom they lead: below the headed units, or named so."""
    office = in_office(day)
    near = {employee_id, *office.filter(unit_id__in=unit_ids).values_list("employee_id", flat=True)}
    for _step in range(2):  # those led, and those whom these lead
        near |= set(office.filter(superior_override__in=near).values_list("employee_id", flat=True))
        near |= set(NamedAssessor.objects.filter(assessor__in=near).values_list("employee_id", flat=True))
    return frozenset(near)


def _employee(employee_id: uuid.UUID | None) -> Employee | None:
    return Employee.objects.filter(pk=employee_id).first() if employee_id else None


def _permissions(user: User | None, employee: Employee | None, day: date, *, is_own: bool) -> Permissions:
    subject = user or employee
    assert subject is not None  # noqa: S101  both callers refused it
    name = user.name if user else employee.full_name if employee else ""
    who = _("Anda") if is_own else name
    given = accounts.appointments_on(user, day) if user else []
    places = places_on(employee.pk, day) if employee else ()
    names = {node.unit_id: node.name for node in organisation.chart_on(day).nodes.values()}
    words = [(place, wording.place(place, names, who)) for place in places]
    rights = [
        Right(str(deed), str(wording.DEEDS[deed]), [text for place, text in words if deed in GIVES[place.position]])
        for deed in Deed
    ]
    rights += [Right(str(action), str(ACTION_NAMES[action]), _reasons(given, action, who)) for action in OF_REGIONS]
    return Permissions(
        id=subject.pk,
        name=name,
        day=day,
        is_own=is_own,
        is_closed=user is not None and not access.may_enter(user, day),
        has_account=user is not None,
        roles=[*(text for _place, text in words), *(wording.appointment(each, who) for each in given)],
        rights=rights,
    )


def _reasons(given: Sequence[Appointment], action: Action, who: str) -> list[str]:
    return [wording.appointment(each, who) for each in given if action in ALLOWED[Role(each.role)]]


def extent_of(who: Role | Position, what: Action | Deed) -> str:
    """One cell of the table; what a place opens no appointment gives, and the reverse."""
    if isinstance(who, Position):
        return _EXTENTS[what] if isinstance(what, Deed) and what in GIVES[who] else ""
    if isinstance(what, Deed) or what not in ALLOWED[who]:
        return ""
    return "agency" if who in BOUNDED_ROLES else "all"
