"""A leader's own subtree: one statement counts everybody in it, however many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from shared_apps.errors import NotFoundError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.people import queries as people
from tenant_apps.scoring.queries.restricted import restricted_for
from tenant_apps.scoring.rules import typed
from tenant_apps.workspace.queries import statements
from tenant_apps.workspace.queries.results import Chosen, chosen
from tenant_apps.workspace.rules.finding import Figures, UnitFigures
from tenant_apps.workspace.rules.selection import Selection, default_selection

PANEL = 6
PER_PAGE = 50


@dataclass(frozen=True)
class PersonInBox:
    """One person of a list, with the two axes."""

    id: UUID
    name: str
    number: str
    position: str
    unit: str
    predicate: str | None
    box: int | None
    performance: Decimal | None
    potential: Decimal | None


@dataclass(frozen=True)
class Leader:
    """Everything the leader's page shows, from one reading."""

    unit: Node
    path: tuple[Node, ...]
    tops: tuple[Node, ...]
    results: Chosen
    whole: Figures
    units: tuple[UnitFigures[Node], ...]
    directly: Figures
    boxes: Mapping[int, int]
    predicates: Mapping[str, int]
    selection: Selection
    selected_count: int
    people: Sequence[PersonInBox] = field(default_factory=tuple)
    page: int = 1


@dataclass(frozen=True)
class _Scope:
    """The part of the chart a page is about: a unit, who stands in it, the units right below it."""

    chart: Chart
    unit: Node
    tops: tuple[Node, ...]
    children: tuple[Node, ...]
    places: Mapping[UUID, int]
    restricted: tuple[str, ...]  # how the keys begin that the viewer may not read of these people

    @property
    def path(self) -> tuple[Node, ...]:
        """From the highest unit the viewer leads down to this one."""
        way = self.chart.path(self.unit.unit_id)
        start = next((index for index, node in enumerate(way) if node in self.tops), 0)
        return way[start:]


def leader(
    viewer: Any, day: date, *, unit_id: UUID | None, selection: Selection | None, period_code: str = ""
) -> Leader:
    """The subtree of a unit within the viewer's reach; any other unit does not exist for them."""
    return _view(_scope(viewer, day, unit_id), chosen(period_code), day, selection, size=PANEL, page=1)


def people_in_selection(
    viewer: Any, day: date, *, unit_id: UUID | None, selection: Selection, period_code: str, page: int
) -> Leader:
    """The same view with one page of all the people of a selection."""
    return _view(_scope(viewer, day, unit_id), chosen(period_code), day, selection, size=PER_PAGE, page=page)


def _view(scope: _Scope, results: Chosen, day: date, selection: Selection | None, *, size: int, page: int) -> Leader:
    groups = _counted(scope, results, day)
    boxes = {number: groups.by_box.get(number, 0) for number in range(1, 10)}
    picked = selection or default_selection(boxes)
    count = _size(picked, boxes, groups.whole)
    here = min(max(page, 1), max(1, -(-count // size)))
    return Leader(
        unit=scope.unit,
        path=scope.path,
        tops=scope.tops,
        results=results,
        whole=groups.whole,
        units=tuple(
            UnitFigures(child, groups.by_place.get(place, Figures()))
            for place, child in enumerate(scope.children, start=1)
        ),
        directly=groups.by_place.get(0, Figures()),
        boxes=boxes,
        predicates=groups.by_predicate,
        selection=picked,
        selected_count=count,
        people=_people(scope, results, day, picked, limit=size, offset=(here - 1) * size),
        page=here,
    )


def selection_for_export(
    viewer: Any, day: date, *, unit_id: UUID | None, selection: Selection, period_code: str
) -> tuple[Node, Chosen, Sequence[PersonInBox]]:
    """Everybody of a selection, for a file."""
    scope = _scope(viewer, day, unit_id)
    results = chosen(period_code)
    return scope.unit, results, _people(scope, results, day, selection, limit=None, offset=0)


def _scope(viewer: Any, day: date, unit_id: UUID | None) -> _Scope:
    reach = people.reach(viewer, day)
    if not reach.leads:
        raise NotFoundError("not_a_leader", _("Halaman ini untuk pimpinan unit."))
    chart = organisation.structure_on(viewer, day)
    tops = _tops(chart, reach)
    if not tops:
        raise NotFoundError(
            "structure_missing", _("Struktur organisasi belum ada. Pengelola kepegawaian mengunggahnya lebih dahulu.")
        )
    wanted = tops[0].unit_id if unit_id is None else unit_id
    unit = chart.nodes.get(wanted)
    if unit is None or not (reach.everything or wanted in reach.unit_ids):
        raise NotFoundError("unit_unknown", _("Unit itu tidak ada di bawah Anda."))
    children = chart.children.get(wanted, ())
    places = {wanted: 0}
    for place, child in enumerate(children, start=1):
        places.update(dict.fromkeys(chart.subtree_ids(child.unit_id), place))
    closed = restricted_for(viewer, None, day)
    return _Scope(chart=chart, unit=unit, tops=tops, children=children, places=places, restricted=closed)


def _tops(chart: Chart, reach: people.Reach) -> tuple[Node, ...]:
    """The highest units the viewer answers for, none of them under another."""
    if reach.everything:
        return (chart.root,) if chart.root else ()
    headed = [chart.nodes[unit_id] for unit_id in reach.top_unit_ids if unit_id in chart.nodes]
    above = {node.unit_id: chart.ancestors(node.unit_id) for node in headed}
    free = [node for node in headed if not any(other in above[node.unit_id] for other in headed)]
    return tuple(sorted(free, key=lambda node: (len(above[node.unit_id]), node.order, node.code)))


@dataclass(frozen=True)
class _Groups:
    whole: Figures
    by_place: Mapping[int, Figures]
    by_box: Mapping[int, int]
    by_predicate: Mapping[str, int]


def _counted(scope: _Scope, results: Chosen, day: date) -> _Groups:
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNTED, _parameters(scope, results, day))
        rows = cursor.fetchall()
    whole, places, boxes, predicates = Figures(), {}, {}, {}
    for kind, place, box, predicate, *numbers in rows:
        if kind == statements.WHOLE:
            whole = Figures(*numbers)
        elif kind == statements.BY_PLACE:
            places[place] = Figures(*numbers)
        elif kind == statements.BY_BOX and box is not None:
            boxes[box] = numbers[0]
        elif kind == statements.BY_PREDICATE and predicate is not None:
            predicates[predicate] = numbers[0]
    return _Groups(whole, places, boxes, predicates)


def _people(
    scope: _Scope, results: Chosen, day: date, selection: Selection, *, limit: int | None, offset: int
) -> list[PersonInBox]:
    parameters = _parameters(scope, results, day) | {
        "state": selection.state,
        "box": selection.box,
        "limit": limit,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.LISTED, parameters)
        rows = cursor.fetchall()
    return [
        PersonInBox(
            id=employee_id,
            name=f"{before} {name}".strip() + (f", {after}" if after else ""),
            number=number or "",
            position=position,
            unit=scope.chart.nodes[unit_id].name,
            predicate=predicate,
            box=box,
            performance=performance,
            potential=potential,
        )
        for employee_id, before, name, after, number, position, unit_id, predicate, box, performance, potential in rows
    ]


def _parameters(scope: _Scope, results: Chosen, day: date) -> dict[str, Any]:
    now, before, closed = results.now, results.before, scope.restricted
    hidden = frozenset[str]().union(*(each.unlisted(each.box, closed) for each in (now, before) if each))
    return {
        "hides_predicate": bool(now and typed.PREDICATE in now.unlisted(now.predicate, closed)),
        "hides_performance": typed.PERFORMANCE in hidden,
        "hides_potential": typed.POTENTIAL in hidden,
        "day": day,
        "units": list(scope.places),
        "places": list(scope.places.values()),
        "predicate_run": now.predicate.run.id if now and now.predicate else None,
        "box_run": now.box.run.id if now and now.box else None,
        "box_run_before": before.box.run.id if before and before.box else None,
    }


def _size(selection: Selection, boxes: Mapping[int, int], whole: Figures) -> int:
    if selection.box is not None:
        return boxes[selection.box]
    return whole.needs_verification if selection.is_verification else whole.unscored
