"""Who is whose superior, in Python: what the statement of `queries.superiors` is compared with."""

from uuid import UUID

from tenant_apps.organisation.rules.chart import Chart, Node
from tenant_apps.people.rules.superiors import Heads, Source, Superior


def superior_of(
    *,
    employee_id: UUID,
    unit_id: UUID | None,
    override: UUID | None,
    chart: Chart,
    heads: Heads,
) -> Superior | None:
    """The superior of somebody in a unit; None at the top, where only the regional head is left."""
    if override is not None and override != employee_id:
        return Superior(override, Source.OVERRIDE)
    upwards = tuple(reversed(chart.path(unit_id))) if unit_id is not None else ()
    start = _first_level(upwards, heads, employee_id)
    for level, unit in enumerate(upwards[start:]):
        found = heads.answering(unit.unit_id)
        if found is not None and found[0] != employee_id:
            source = Source.NEXT_LEVEL if level else Source.ACTING if found[1] else Source.HEAD
            return Superior(found[0], source, unit.unit_id)
    return None


def _first_level(upwards: tuple[Node, ...], heads: Heads, employee_id: UUID) -> int:
    """The level above the highest unit the person heads on their own way up."""
    headed = [
        level
        for level, unit in enumerate(upwards)
        if employee_id in (heads.own.get(unit.unit_id), heads.acting.get(unit.unit_id))
    ]
    return max(headed) + 1 if headed else 0
