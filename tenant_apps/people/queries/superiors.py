"""Who answers for whom on a day and who rates whom: one statement, for one person, for some or for all."""

import uuid
from collections.abc import Collection, Iterator
from datetime import date

from django.db import connection

from tenant_apps.people.rules.superiors import Above, Source, Superior

# `up` is every unit with all above it, `answering` who answers for a unit, `first` the level above the highest unit
# somebody heads on their own way up, `answer` the first who answers from a level on. A person is then two look-ups.
_STATEMENT = """
WITH RECURSIVE subject AS (
    SELECT DISTINCT ON (employee_id) employee_id, unit_id, superior_override_id
    FROM people_assignment
    WHERE starts_on <= %(day)s AND (%(people)s::uuid[] IS NULL OR employee_id = ANY(%(people)s::uuid[]))
    ORDER BY employee_id, starts_on DESC
), version AS (
    SELECT id FROM organisation_structureversion
    WHERE effective_from <= %(day)s ORDER BY effective_from DESC LIMIT 1
), up AS (
    SELECT unit.unit_id, unit.unit_id AS at_id, unit.parent_id, 0 AS level
    FROM organisation_unit AS unit JOIN version ON version.id = unit.version_id
    WHERE unit.unit_id IN (SELECT unit_id FROM subject)
    UNION ALL
    SELECT up.unit_id, above.unit_id, above.parent_id, up.level + 1
    FROM up JOIN organisation_unit AS above ON above.id = up.parent_id
), own AS (
    SELECT DISTINCT ON (held.unit_id) held.unit_id, held.employee_id
    FROM people_assignment AS held
    WHERE held.is_head AND held.starts_on <= %(day)s AND held.unit_id IN (SELECT at_id FROM up)
        AND NOT EXISTS (
            SELECT FROM people_assignment AS later
            WHERE later.employee_id = held.employee_id
                AND later.starts_on > held.starts_on AND later.starts_on <= %(day)s
        )
    ORDER BY held.unit_id, held.starts_on DESC, held.employee_id DESC
), acting AS (
    SELECT last.unit_id, last.employee_id
    FROM (
        SELECT DISTINCT ON (unit_id) unit_id, employee_id FROM people_actinghead
        WHERE starts_on <= %(day)s AND unit_id IN (SELECT at_id FROM up)
        ORDER BY unit_id, starts_on DESC
    ) AS last
    WHERE last.employee_id IS NOT NULL AND (
        SELECT unit_id FROM people_assignment AS now
        WHERE now.employee_id = last.employee_id AND now.starts_on <= %(day)s ORDER BY now.starts_on DESC LIMIT 1
    ) IS NOT NULL
), answering AS (
    SELECT unit_id, employee_id, 'acting' AS source FROM acting
    UNION ALL
    SELECT unit_id, employee_id, 'head' FROM own WHERE unit_id NOT IN (SELECT unit_id FROM acting)
), first AS (
    SELECT subject.employee_id, max(up.level) + 1 AS level
    FROM (SELECT * FROM own UNION SELECT * FROM acting) AS headed
    JOIN subject ON subject.employee_id = headed.employee_id
    JOIN up ON up.unit_id = subject.unit_id AND up.at_id = headed.unit_id
    GROUP BY subject.employee_id
), answer AS (
    SELECT DISTINCT ON (start.unit_id, start.level) start.unit_id, start.level, answering.employee_id,
        answering.unit_id AS through_id,
        CASE WHEN up.level > start.level THEN 'next_level' ELSE answering.source END AS source
    FROM up AS start
    JOIN up ON up.unit_id = start.unit_id AND up.level >= start.level
    JOIN answering ON answering.unit_id = up.at_id
    ORDER BY start.unit_id, start.level, up.level
), named AS (
    SELECT last.employee_id, last.assessor_id
    FROM (
        SELECT DISTINCT ON (employee_id) employee_id, assessor_id FROM people_namedassessor
        WHERE starts_on <= %(day)s AND (%(people)s::uuid[] IS NULL OR employee_id = ANY(%(people)s::uuid[]))
        ORDER BY employee_id, starts_on DESC
    ) AS last
    WHERE (
        SELECT unit_id FROM people_assignment AS now
        WHERE now.employee_id = last.assessor_id AND now.starts_on <= %(day)s ORDER BY now.starts_on DESC LIMIT 1
    ) IS NOT NULL
), overridden AS (
    SELECT employee_id, superior_override_id FROM subject
    WHERE superior_override_id IS NOT NULL AND (
        SELECT unit_id FROM people_assignment AS now
        WHERE now.employee_id = subject.superior_override_id AND now.starts_on <= %(day)s
        ORDER BY now.starts_on DESC LIMIT 1
    ) IS NOT NULL
)
SELECT subject.employee_id,
    COALESCE(overridden.superior_override_id, answer.employee_id) AS superior_id,
    CASE WHEN overridden.employee_id IS NULL THEN answer.source ELSE 'override' END AS source,
    CASE WHEN overridden.employee_id IS NULL THEN answer.through_id END AS through_id,
    named.assessor_id
FROM subject
LEFT JOIN first ON first.employee_id = subject.employee_id
LEFT JOIN answer ON answer.unit_id = subject.unit_id AND answer.level = COALESCE(first.level, 0)
LEFT JOIN overridden ON overridden.employee_id = subject.employee_id
LEFT JOIN named ON named.employee_id = subject.employee_id
WHERE subject.unit_id IS NOT NULL
"""


def above_on(day: date, employee_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, Above]:
    """Superior and assessor of everybody in office on a day, or of those named; one statement whatever their number.

    Who is not in office that day has no entry.
    """
    return {employee_id: _above(found) for employee_id, *found in rows_on(day, employee_ids)}


def superiors_on(day: date, employee_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, Superior | None]:
    """The superior of everybody in office on a day, or of those named."""
    return {employee_id: found.superior for employee_id, found in above_on(day, employee_ids).items()}


def superior_of(employee_id: uuid.UUID, day: date) -> Superior | None:
    """The superior of one person; None at the top, or for somebody not in office."""
    return above_on(day, [employee_id]).get(employee_id, Above()).superior


def assessor_of(employee_id: uuid.UUID, day: date) -> uuid.UUID | None:
    """Who rates somebody: whoever was named for it, else the superior; never the person themselves."""
    found = above_on(day, [employee_id]).get(employee_id, Above()).assessor
    return found.employee_id if found else None


def rows_on(day: date, employee_ids: Collection[uuid.UUID] | None = None) -> Iterator[tuple[uuid.UUID, ...]]:
    """The same as rows: employee, superior, why, through which unit, named assessor."""
    people = None if employee_ids is None else sorted(employee_ids)
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"day": day, "people": people})
        yield from cursor.fetchall()


def _above(found: list[uuid.UUID]) -> Above:
    superior_id, source, through_id, named_id = found
    superior = Superior(superior_id, Source(str(source)), through_id) if superior_id else None
    return Above(superior, Superior(named_id, Source.NAMED) if named_id else superior)
