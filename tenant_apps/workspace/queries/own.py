"""One person's results: their own, or of somebody a leader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.people import queries as people
from tenant_apps.people.models import Assignment, Employee
from tenant_apps.scoring.models import Period, Score
from tenant_apps.scoring.queries.lineage import SchemeLineage, lineages_of
from tenant_apps.scoring.queries.restricted import restricted_for
from tenant_apps.workspace.queries.results import Chosen, PeriodResults, Result, chosen
from tenant_apps.workspace.rules.values import Values


@dataclass(frozen=True)
class Scored:
    """One scheme's result of a person, and the previous period's."""

    result: Result
    values: Values
    lineage: SchemeLineage
    before: Values | None = None
    before_period: Period | None = None


@dataclass(frozen=True)
class Account:
    """Who it is, and what is known of them in the period."""

    employee: Employee
    position: str
    unit: str
    period: Period | None
    periods: tuple[Period, ...]
    predicate: Scored | None = None
    talent: Scored | None = None
    lineages: tuple[SchemeLineage, ...] = ()
    from_dashboard: bool = True  # whether who reads it has one to go back to; else they have the list of people


def account(viewer: Any, day: date, period_code: str = "") -> Account:
    """The viewer's own account; whoever has no employee row has none."""
    if viewer.employee_id is None:
        raise NotFoundError("no_account", _("Akun ini tidak terhubung dengan data pegawai."))
    return account_of(viewer, viewer.employee_id, day, period_code)


def account_of(viewer: Any, employee_id: UUID, day: date, period_code: str = "") -> Account:
    """Somebody's account, for themselves and for those who lead them."""
    employee, held = _visible(viewer, employee_id, day)
    found = chosen(period_code)
    told = _told(employee_id, found, restricted_for(viewer, employee_id, day))
    scored = _scored(found, told)
    return Account(
        employee=employee,
        position=held.position_title if held else "",
        unit=_unit_name(viewer, held, day),
        period=found.now.period if found.now else None,
        periods=found.periods,
        predicate=scored.get("predicate"),
        talent=scored.get("box"),
        lineages=tuple(told[result.run.id] for result in _shown_first(found.now) if result.run.id in told),
        from_dashboard=people.reach(viewer, day).leads,
    )


def _visible(viewer: Any, employee_id: UUID, day: date) -> tuple[Employee, Assignment | None]:
    """The person and their post; somebody without a post is seen by themselves and by those who see everybody."""
    seen = people.visible_assignments(viewer, day).filter(employee_id=employee_id)
    held = seen.select_related("employee").first()
    if held is not None:
        return held.employee, held
    reach = people.reach(viewer, day)
    known = reach.everything or employee_id == reach.employee_id
    employee = Employee.objects.filter(id=employee_id).first() if known else None
    if employee is None:
        raise NotFoundError("employee_unknown", _("Pegawai itu tidak ditemukan."))
    return employee, None


def _unit_name(viewer: Any, held: Assignment | None, day: date) -> str:
    if held is None or held.unit_id is None:
        return ""
    node = organisation.structure_on(viewer, day).nodes.get(held.unit_id)
    return node.name if node else ""


def _told(employee_id: UUID, found: Chosen, restricted: tuple[str, ...]) -> dict[UUID, SchemeLineage]:
    """The person's rows in the current runs of the period and of the one before, by run."""
    results = [result for each in (found.now, found.before) if each for result in each.results]
    scores = Score.objects.filter(run_id__in=[result.run.id for result in results], employee_id=employee_id)
    return lineages_of(list(scores.select_related("run__scheme")), restricted=restricted)


def _shown_first(results: PeriodResults | None) -> list[Result]:
    """The schemes of the period, that of the boxes first: what pages begin with stands first on paper too."""
    if results is None:
        return []
    return sorted(results.results, key=lambda each: (each is not results.box, each is not results.predicate))


def _scored(found: Chosen, told: Mapping[UUID, SchemeLineage]) -> dict[str, Scored]:
    """By what it gives: the person's row in the current run, and in the previous period's."""
    given = {}
    for kind in ("predicate", "box"):
        now, before = _of(kind, found.now), _of(kind, found.before)
        if now is not None and now.run.id in told:
            then = _values(before, told)
            given[kind] = Scored(
                result=now,
                values=now.values(told[now.run.id]),
                lineage=told[now.run.id],
                before=then,
                before_period=found.before.period if found.before and then else None,
            )
    return given


def _values(result: Result | None, told: Mapping[UUID, SchemeLineage]) -> Values | None:
    if result is None or result.run.id not in told:
        return None
    return result.values(told[result.run.id])


def _of(kind: str, results: PeriodResults | None) -> Result | None:
    if results is None:
        return None
    return results.box if kind == "box" else results.predicate
