"""People of many regions, invented by the database: as many, and as unequally spread, as there are in the country."""

from datetime import date

from merit.bench import ground
from merit.bench.installation import invent
from shared_apps.reference import queries as reference

WHOLE = 4_400_000  # civil servants of the regions
# What is typed, read in turn: mostly functional and implementer positions, as everywhere.
_TYPES = ("functional", "functional", "implementer", "functional", "implementer", "pengawas", "administrator")
_EMPLOYEES = """
INSERT INTO people_employee (id, name, title_before, title_after, email, employment_type, gender)
SELECT uuidv7(), 'Pegawai ' || number, '', '', '', 'pns', '' FROM generate_series(1, %(count)s) AS number
"""
_ASSIGNMENTS = """
INSERT INTO people_assignment (id, employee_id, starts_on, unit_id, position_title, position_type, is_head)
SELECT uuidv7(), id, %(day)s, %(unit)s::uuid, kind, kind, false
FROM (
    SELECT id, (%(types)s::text[])[1 + row_number() OVER (ORDER BY id) %% cardinality(%(types)s::text[])] AS kind
    FROM people_employee
) AS person
ORDER BY id
"""
_UNIT = "00000000-0000-7000-8000-000000000001"


def sizes(share: float) -> list[int]:
    """People of the regions of a share of the country, the largest first.

    All governments have some 2,000 people and more with the people they serve, a province far fewer for each; the
    whole is 4.4 million. A share takes every so-manieth of them by size, so that it is as unequal as the whole.
    """
    raw = sorted(
        (
            2000 + (region.population or 0) / (1200 if region.level == "province" else 120)
            for region in reference.regions()
        ),
        reverse=True,
    )
    scaled = [round(size * WHOLE / sum(raw)) for size in raw]
    taken = max(1, round(len(scaled) * share))
    return [scaled[int((place + 0.5) * len(scaled) / taken)] for place in range(taken)]


def settle(administrator_url: str, schema: str, count: int, day: date = ground.FIRST_DAY) -> None:
    """So many people with a position each in a region; their structure is not asked for by a run."""
    positions = {"day": day, "unit": _UNIT, "types": list(_TYPES)}
    invent(administrator_url, schema, (_EMPLOYEES, {"count": count}), (_ASSIGNMENTS, positions))
