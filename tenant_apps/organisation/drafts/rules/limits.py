"""A draft limited to one agency: what changes outside its subtree, which such a draft may not do.

Whose a unit is says the chart of today beside that of the draft's day (decision 0020), so that a unit that left the
agency meanwhile, or that will belong to it, is not changed by it.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.organisation.rules.endings import Link


@dataclass(frozen=True)
class Limit:
    """The agency's unit, and the chart of today."""

    agency_id: uuid.UUID
    today: Chart

    def inside(self, chart: Chart) -> frozenset[uuid.UUID]:
        """The units of a chart that are the agency's: below it there and, where they stand today, today too."""
        ours = self.today.subtree_ids(self.agency_id)
        return frozenset(
            unit_id
            for unit_id in chart.subtree_ids(self.agency_id)
            if unit_id in ours or unit_id not in self.today.nodes
        )

    def outside(self, before: Chart, after: Chart) -> Node | None:
        """The first unit that differs between two charts and is not the agency's in both; None where all are.

        The agency itself may be renamed, but neither moved nor ended.
        """
        top, top_after = before.nodes.get(self.agency_id), after.nodes.get(self.agency_id)
        if top is not None and (top_after is None or top_after.parent_id != top.parent_id):
            return top
        ours_before, ours_after = self.inside(before), self.inside(after)
        for unit_id in dict.fromkeys((*before.nodes, *after.nodes)):
            old, new = before.nodes.get(unit_id), after.nodes.get(unit_id)
            if old == new:
                continue
            if (old is not None and unit_id not in ours_before) or (new is not None and unit_id not in ours_after):
                return old or new
        return None

    def sends_away(self, links: Iterable[Link], base: Chart, after: Chart) -> uuid.UUID | None:
        """The first unit outside that people come from or go to by these links; None where there is none."""
        from_here, to_here = self.inside(base), self.inside(after)
        for link in links:
            if link.unit_id in base.nodes and link.unit_id not in from_here:
                return link.unit_id
            if link.successor_id is not None and link.successor_id not in to_here:
                return link.successor_id
        return None
