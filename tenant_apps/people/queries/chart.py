"""The organisation page: every unit of a day with its head and how many sit in it."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.models import StructureVersion
from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.people.queries.roster import heads_on, in_office, names_of


@dataclass(frozen=True)
class UnitOnChart:
    """A unit as the chart draws it."""

    node: Node
    depth: int
    head: str
    is_acting: bool
    own_people: int
    all_people: int
    children: "tuple[UnitOnChart, ...]"


@dataclass(frozen=True)
class OrganisationPage:
    """The chart of a day and the versions before and after it."""

    chart: Chart
    root: UnitOnChart | None
    by_id: Mapping[uuid.UUID, UnitOnChart]
    version: StructureVersion | None
    versions: Sequence[StructureVersion]

    @property
    def vacant(self) -> int:
        """How many units below the root have no head; the root's is the regional head."""
        return sum(1 for unit in self.by_id.values() if not unit.head and unit.node.parent_id is not None)


def organisation_page(viewer: Any, day: date) -> OrganisationPage:
    """The chart with heads and headcounts; everybody who is signed in may see it."""
    versions = organisation.versions(viewer)
    version = next((each for each in versions if each.effective_from <= day), None)
    chart = organisation.chart_of(version)
    by_id = units_of(chart, day)
    root = by_id[chart.root.unit_id] if chart.root else None
    return OrganisationPage(chart, root, by_id, version, versions)


def units_of(
    chart: Chart, day: date, moving: Mapping[uuid.UUID, uuid.UUID | None] | None = None
) -> dict[uuid.UUID, UnitOnChart]:
    """The units of a chart with who heads them on a day and how many sit in them, parents before their children.

    `moving` names units that are not in the chart and where their people will sit.
    """
    heads = heads_on(day)
    people = dict(
        in_office(day).order_by().values("unit_id").annotate(people=Count("pk")).values_list("unit_id", "people")
    )
    joining = Counter[uuid.UUID]()
    for unit_id, to in (moving or {}).items():
        if to is not None:
            joining[to] += people.get(unit_id, 0)
    answering = {unit_id: heads.answering(unit_id) for unit_id in chart.nodes}
    names = names_of(found[0] for found in answering.values() if found)
    by_id: dict[uuid.UUID, UnitOnChart] = {}
    for depth, node in reversed(list(chart.walk())):
        found = answering[node.unit_id]
        children = tuple(by_id[child.unit_id] for child in chart.children.get(node.unit_id, ()))
        own = people.get(node.unit_id, 0) + joining.get(node.unit_id, 0)
        by_id[node.unit_id] = UnitOnChart(
            node=node,
            depth=depth,
            head=names.get(found[0], "") if found else "",
            is_acting=bool(found and found[1]),
            own_people=own,
            all_people=own + sum(child.all_people for child in children),
            children=children,
        )
    return dict(reversed(by_id.items()))
