"""What the benchmark's scheme reads: 15 measures of everybody, invented by one statement, and always the same."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from merit.bench import ground
from merit.bench.installation import invent
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period

STARTS_ON, ENDS_ON = date(2025, 1, 1), date(2025, 12, 31)  # before all other periods of the benchmark


@dataclass(frozen=True)
class Invented:
    """Numbers between two ends, or one of some codes; a share of the people has no evidence."""

    source: str
    low: int = 0
    high: int = 0
    places: int = 0
    codes: tuple[str, ...] = ()
    absent: float = 0.0


_AWARDS = ("none", "none", "none", "none", "agency", "inter_agency", "national", "international")
_TEAMS = ("none", "none", "member_internal", "member_inter_agency", "leader_internal", "leader_inter_agency")
_DISCIPLINE = (*("none",) * 17, "light", "medium", "heavy")
MEASURES = {
    "outcome": Invented("performance", 40, 120, 2, absent=0.02),
    "work_result": Invented("performance", codes=("below", "meets", "meets", "meets", "above"), absent=0.01),
    "awards": Invented("performance", codes=_AWARDS, absent=0.1),
    "superior": Invented("feedback", 2, 5, 4, absent=0.05),
    "peer": Invented("feedback", 2, 5, 4, absent=0.1),
    "subordinate": Invented("feedback", 2, 5, 4, absent=0.6),
    "self": Invented("feedback", 3, 5, 4, absent=0.1),
    "training_hours": Invented("learning", 0, 60, absent=0.2),
    "certifications": Invented("learning", 0, 4, absent=0.3),
    "tenure": Invented("people", 0, 12, 2),
    "competency": Invented("people", 45, 100, 2, absent=0.03),
    "education": Invented("people", codes=("senior_secondary", "d3", "s1_d4", "s1_d4", "s2", "s3")),
    "discipline": Invented("people", codes=_DISCIPLINE),
    "team_role": Invented("collaboration", codes=_TEAMS, absent=0.2),
    "late_reports": Invented("collaboration", 0, 9, absent=0.2),
}
# chance: 20 bits of a hash of person and measure, so that every run of the benchmark scores the same people
_INVENT = """
INSERT INTO scoring_observation
    (id, period_id, employee_id, measure, number, code, source, evidence, entered_by_name, entered_at)
SELECT gen_random_uuid(), %(period)s, employee_id, measure,
       CASE WHEN codes = '{}' THEN round(low + (high - low) * chance, places) END,
       CASE WHEN codes <> '{}' THEN codes[1 + floor(cardinality(codes) * chance)::int] END,
       source, '', %(name)s, %(at)s
FROM (
    SELECT person.id AS employee_id, asked.*, asked.given::text[] AS codes,
           (hashtextextended(person.place || asked.measure, 1) & 1048575) / 1048576.0 AS chance,
           (hashtextextended(person.place || asked.measure, 2) & 1048575) / 1048576.0 AS luck
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM people_employee) AS person
    CROSS JOIN unnest(%(measures)s::text[], %(sources)s::text[], %(lows)s::int[], %(highs)s::int[],
                      %(places)s::int[], %(absents)s::float[], %(codes)s::text[])
        AS asked (measure, source, low, high, places, absent, given)
) AS drawn
WHERE luck >= absent
ORDER BY employee_id, measure
"""


def open_period(administrator_url: str, schema: str) -> Period:
    """A period of the open region with the benchmark's scheme adopted, and evidence of everybody."""
    now = timezone.now()
    period = services.open_period(
        code="ukur", title="Tolok ukur", starts_on=STARTS_ON, ends_on=ENDS_ON, actor=ground.BENCH, at=now
    )
    services.adopt_scheme(
        period=period, template_key=ground.OWN_TEMPLATE, version="1", overrides=(), actor=ground.BENCH, at=now
    )
    given = MEASURES.values()
    values: dict[str, object] = {
        "period": period.id,
        "name": ground.BENCH.name,
        "at": now,
        "measures": list(MEASURES),
        "sources": [each.source for each in given],
        "lows": [each.low for each in given],
        "highs": [each.high for each in given],
        "places": [each.places for each in given],
        "absents": [each.absent for each in given],
        "codes": ["{" + ",".join(each.codes) + "}" for each in given],
    }
    invent(administrator_url, schema, (_INVENT, values))
    return period
