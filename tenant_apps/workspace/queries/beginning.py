"""How far a region has come with setting itself up."""

from datetime import date

from django.db.models import Q

from shared_apps.accounts import access
from shared_apps.accounts import queries as accounts
from shared_apps.accounts.access import Viewer
from shared_apps.accounts.models import ActivationLetter, Invitation, User
from shared_apps.accounts.rules import LENT_ROLES, Action, Role, roles_may
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import Unit
from tenant_apps.people import queries as people
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.workspace.rules.beginning import Beginning, Facts, beginning

_WANTED = (Role.AUDITOR, Role.DATA_PROTECTION_OFFICER)


def beginning_of(viewer: Viewer, day: date) -> Beginning:
    """Every stage, for whoever sets the region up."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    newest = Period.objects.order_by("-ends_on").first()
    in_use = Scheme.objects.filter(period=newest, replaced_at=None) if newest else Scheme.objects.none()
    facts = Facts(
        units=Unit.objects.filter(version=organisation.version_on(day)).count(),
        people=people.active_count(day),
        reached=_reached(day),
        administrators=len(accounts.who_may(Action.MANAGE_SCORING, day)),
        roles_missing=tuple(role for role in _WANTED if not accounts.is_held(role, day)),
        schemes=in_use.count(),
        runs=Run.objects.filter(is_current=True).count(),
        period=newest.code if newest else "",
    )
    return beginning(facts)


def is_beginning(viewer: Viewer, day: date) -> bool:
    """Whether somebody who sets the region up has no result yet to look at; a supporter sets up nothing."""
    roles = access.roles_of(viewer, day) - LENT_ROLES
    return roles_may(roles, Action.MANAGE_SCORING) and not Run.objects.filter(is_current=True).exists()


def _reached(day: date) -> int:
    of_people = User.objects.filter(employee_id__isnull=False, is_active=True)
    open_now = Q(accepted_at=None, replaced_at=None, expires_on__gt=day, sent_at__isnull=False)
    invited = Invitation.objects.filter(open_now, employee_id__isnull=False)
    printed = ActivationLetter.objects.filter(used_at=None, replaced_at=None, expires_on__gt=day)
    first, *others = (rows.order_by().values_list("employee_id") for rows in (of_people, invited, printed))
    return first.union(*others).count()  # each person once
