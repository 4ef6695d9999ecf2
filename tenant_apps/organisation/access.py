"""Where somebody may do something: in the whole government, or in the subtrees of the agencies they administer."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ForbiddenError
from tenant_apps.organisation import queries
from tenant_apps.organisation.rules.chart import Chart, Node


@dataclass(frozen=True)
class Bounds:
    """The units in which an action is allowed; `everything` for who may in the whole government, and programs."""

    everything: bool = False
    unit_ids: frozenset[uuid.UUID] = frozenset()

    def covers(self, unit_id: uuid.UUID | None) -> bool:
        """Whether the unit lies inside; nobody's unit never does."""
        return self.everything or (unit_id is not None and unit_id in self.unit_ids)

    def walk(self, chart: Chart) -> list[tuple[int, Node]]:
        """The units of a chart that lie inside with their depth below the highest of them, as a choice shows them."""
        found = [(depth, node) for depth, node in chart.walk() if self.covers(node.unit_id)]
        least = min((depth for depth, _node in found), default=0)
        return [(depth - least, node) for depth, node in found]


def bounds(actor: Any, action: Action, today: date, *, on: date | None = None) -> Bounds:
    """Where an actor may do something today, for a change or a look dated `on`.

    What lies in the agency is decided by today's chart: a unit that once belonged to it, or that will, is not its
    administrator's. A unit that stands on `on` alone counts by the chart of that day.
    Raises ForbiddenError `role_missing` where they may nowhere.
    """
    if not isinstance(actor, User | AnonymousUser) or access.may(actor, action, today):
        return Bounds(everything=True)
    agencies = access.agencies_for(actor, action, today)
    if not agencies:
        raise access.refusal()
    now = queries.chart_on(today)
    inside = _below(now, agencies)
    if on is None or on == today:
        return Bounds(unit_ids=inside)
    then = _below(queries.chart_on(on), agencies)
    return Bounds(unit_ids=frozenset(unit for unit in then if unit in inside or unit not in now.nodes))


def keep_within(found: Bounds, unit_ids: Iterable[uuid.UUID | None]) -> None:
    """Refuse a change of which one unit lies outside."""
    if not all(found.covers(unit_id) for unit_id in unit_ids):
        raise outside()


def may_change_unit(viewer: Any, unit_id: uuid.UUID, today: date) -> bool:
    """Whether a page offers a viewer the changes of a unit."""
    may = access.may_within(viewer, Action.MANAGE_ORGANISATION, today)
    return may and bounds(viewer, Action.MANAGE_ORGANISATION, today).covers(unit_id)


def outside() -> ForbiddenError:
    """What an administrator of one agency is told elsewhere."""
    return ForbiddenError(
        "outside_agency",
        _(
            "Wewenang Anda terbatas pada perangkat daerah Anda. Tidak ada yang diubah. "
            "Untuk perubahan di luarnya mintalah administrator kepegawaian daerah."
        ),
    )


def _below(chart: Chart, agencies: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    return frozenset[uuid.UUID]().union(*(chart.subtree_ids(unit_id) for unit_id in agencies))
