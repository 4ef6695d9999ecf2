"""Who is allowed in: decorators for pages, and questions for services and queries."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts import rules
from shared_apps.accounts.addresses import at_host, open_schema
from shared_apps.accounts.models import Appointment, User
from shared_apps.accounts.rules import Action, Role
from shared_apps.errors import ForbiddenError, InvalidError


class Actor(Protocol):
    """Who does something: a user, or a program with a name and no account (provisioning, a command)."""

    @property
    def id(self) -> Any:
        """The user's key; a program has none."""

    @property
    def name(self) -> str:
        """The name that is written down."""


View = Callable[..., HttpResponseBase]
Viewer = User | AnonymousUser


def roles_of(user: Viewer, day: date) -> frozenset[Role]:
    """The roles a user holds on a day, bounded ones too."""
    return frozenset(role for role, _unit_id in _held(user, day))


def agencies_for(user: Viewer, action: Action, day: date) -> frozenset[UUID]:
    """The agencies in whose subtrees, and nowhere else, bounded roles of the user allow the action on a day."""
    held = _held(user, day)
    return frozenset(unit for role, unit in held if unit is not None and rules.roles_may_within([role], action))


def _held(user: Viewer, day: date) -> frozenset[tuple[Role, UUID | None]]:
    """Roles with the agency they are bounded to; read once per loaded user, schema and day."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.lent_roles:
        return frozenset((role, None) for role in user.lent_roles)
    kept: dict[tuple[str, date], frozenset[tuple[Role, UUID | None]]] = user.__dict__.setdefault("_roles", {})
    key = (open_schema(), day)
    if key not in kept:
        current = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), user=user, starts_on__lte=day)
        kept[key] = frozenset((Role(role), unit) for role, unit in current.values_list("role", "unit_id"))
    return kept[key]


def may_enter(user: User, day: date) -> bool:
    """Whether an account is open on a day: not closed by hand, and its employee has not left."""
    return user.is_active and employee_may_enter(user.employee_id, day)


def employee_may_enter(employee_id: UUID | None, day: date) -> bool:
    """Whether an employee has not left; the register of people is a higher room and named by a setting."""
    if employee_id is None:
        return True
    asked: Callable[[UUID, date], bool] = import_string(settings.ACCOUNTS_MAY_ENTER)
    return asked(employee_id, day)


def may(user: Viewer, action: Action, day: date) -> bool:
    """Whether one of the user's roles allows the action on that day in the whole government.

    A role bounded to an agency never counts here, so a page or service that knows no bounds stays shut to it.
    """
    return rules.roles_may(roles_of(user, day), action)


def may_within(user: Viewer, action: Action, day: date) -> bool:
    """Whether the user may do it anywhere: who asks this goes on to ask where."""
    return may(user, action, day) or bool(agencies_for(user, action, day))


def check(user: Viewer, action: Action, day: date) -> None:
    """Refuse unless the user may."""
    if not may(user, action, day):
        raise refusal()


def check_actor(actor: Actor, action: Action, day: date) -> None:
    """The same for services that programs call too: a program was let in by the machine it runs on."""
    if isinstance(actor, User):
        check(actor, action, day)


def check_within(user: Viewer, action: Action, day: date) -> None:
    """Refuse who may nowhere; the caller goes on to ask where."""
    if not may_within(user, action, day):
        raise refusal()


def check_actor_within(actor: Actor, action: Action, day: date) -> None:
    """The same for services that programs call too."""
    if isinstance(actor, User):
        check_within(actor, action, day)


def check_role(role: str, unit_id: UUID | None = None) -> None:
    """Refuse a role that does not exist in the open schema, and a bounded one without its agency, or the reverse."""
    if role not in rules.roles_given_in(host=at_host()):
        raise InvalidError(
            "role_elsewhere",
            _("Periksa isian."),
            fields={"role": [_("Peran ini tidak dapat diberikan di sini.")]},
        )
    if (role in rules.BOUNDED_ROLES) != (unit_id is not None):
        asked = _("Pilih perangkat daerahnya.") if unit_id is None else _("Peran ini berlaku untuk seluruh daerah.")
        raise InvalidError("role_unit", _("Periksa isian."), fields={"unit_id": [asked]})


def check_days(starts_on: date, ends_on: date | None) -> None:
    """Refuse a role that would end before it holds."""
    if ends_on is not None and ends_on <= starts_on:
        raise InvalidError(
            "days_disordered", _("Periksa isian."), fields={"ends_on": [_("Hari terakhir mendahului hari pertama.")]}
        )


def check_not_before(starts_on: date | None, day: date) -> None:
    """Refuse a role that would hold in the past: what somebody did then would look allowed."""
    if starts_on is not None and starts_on < day:
        raise InvalidError(
            "starts_in_past",
            _("Periksa isian."),
            fields={"starts_on": [_("Peran tidak dapat diberikan untuk hari yang sudah lewat.")]},
        )


def refusal() -> ForbiddenError:
    """What somebody without the role is told."""
    return ForbiddenError(
        "role_missing", _("Akun Anda tidak memiliki peran untuk halaman atau tindakan ini. Tidak ada yang diubah.")
    )


def requires_sign_in(view: View) -> View:
    """A page for everybody who is signed in."""
    return _guarded(view, lambda _user: True)


def requires(action: Action) -> Callable[[View], View]:
    """A page for those who may do the action."""
    return lambda view: _guarded(view, lambda user: may(user, action, timezone.localdate()))


def requires_within(action: Action) -> Callable[[View], View]:
    """The same where a role bounded to an agency opens the page too; its service and query keep the bounds."""
    return lambda view: _guarded(view, lambda user: may_within(user, action, timezone.localdate()))


def _guarded(view: View, allowed: Callable[[Viewer], bool]) -> View:
    """Anonymous visitors are sent to sign in and come back; the others need to be allowed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not allowed(request.user):
            raise refusal()
        return view(request, *args, **kwargs)

    return guarded
