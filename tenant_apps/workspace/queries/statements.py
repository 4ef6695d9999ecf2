"""The two statements behind the leader's page.

A person stands in one of three states, so that the figures of a page always add up: a result is there, evidence is
missing, or nothing was computed yet. Without a talent scheme the predicate is the result. What could give a private
answer away (`hides_…`) is neither listed nor averaged nor used for the order.
"""

WHOLE, BY_PLACE, BY_BOX, BY_PREDICATE = 7, 3, 5, 6

_PEOPLE = """
WITH place AS (
    SELECT unit_id, place FROM unnest(%(units)s::uuid[], %(places)s::int[]) AS p (unit_id, place)
), held AS (
    SELECT DISTINCT ON (employee_id) employee_id, unit_id, position_title
    FROM people_assignment
    WHERE starts_on <= %(day)s
    ORDER BY employee_id, starts_on DESC
), person AS (
    SELECT held.employee_id, held.unit_id, held.position_title, place.place, talent.box,
        CASE WHEN NOT %(hides_predicate)s THEN rated.predicate END AS predicate,
        CASE WHEN NOT %(hides_performance)s THEN talent.performance END AS performance,
        CASE WHEN NOT %(hides_potential)s THEN talent.potential END AS potential,
        CASE WHEN NOT %(hides_performance)s THEN talent.performance - earlier.performance END AS change,
        CASE
            WHEN coalesce(talent.box::text, CASE WHEN %(box_run)s::uuid IS NULL THEN rated.predicate END) IS NOT NULL
                THEN 'complete'
            WHEN 'needs_verification' IN (talent.status, rated.status) THEN 'needs_verification'
            ELSE 'unscored'
        END AS state
    FROM held
    JOIN place ON place.unit_id = held.unit_id
    LEFT JOIN scoring_score AS rated
        ON rated.run_id = %(predicate_run)s::uuid AND rated.employee_id = held.employee_id
    LEFT JOIN scoring_score AS talent
        ON talent.run_id = %(box_run)s::uuid AND talent.employee_id = held.employee_id
    LEFT JOIN scoring_score AS earlier
        ON earlier.run_id = %(box_run_before)s::uuid AND earlier.employee_id = held.employee_id
)
"""

COUNTED = (
    _PEOPLE
    + """
SELECT grouping(place, box, predicate), place, box, predicate,
    count(*), count(*) FILTER (WHERE state = 'complete'), count(*) FILTER (WHERE state = 'needs_verification'),
    count(performance), round(avg(performance), 2), round(avg(change), 2)
FROM person
GROUP BY GROUPING SETS ((), (place), (box), (predicate))
"""
)

LISTED = (
    _PEOPLE  # noqa: S608  two constants; every value is bound
    + """
SELECT person.employee_id, employee.title_before, employee.name, employee.title_after,
    (SELECT number FROM people_employeenumber AS n
     WHERE n.employee_id = person.employee_id AND n.starts_on <= %(day)s ORDER BY n.starts_on DESC LIMIT 1),
    person.position_title, person.unit_id, person.predicate, person.box, person.performance, person.potential
FROM person
JOIN people_employee AS employee ON employee.id = person.employee_id
WHERE person.state = %(state)s AND (%(box)s::int IS NULL OR person.box = %(box)s::int)
ORDER BY person.performance DESC NULLS LAST, person.potential DESC NULLS LAST, employee.name, person.employee_id
LIMIT %(limit)s::bigint OFFSET %(offset)s::bigint
"""
)
