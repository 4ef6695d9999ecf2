"""What superior and assessor of everybody on a day cost beside reading who sits where that day."""

from collections import deque
from datetime import date, timedelta

from django.utils import timezone

from merit.bench import figures
from merit.bench.figures import Contender, Goal, Report
from merit.bench.installation import say
from tenant_apps.people.models import ActingHead, Assignment
from tenant_apps.people.queries.roster import in_office
from tenant_apps.people.queries.superiors import rows_on
from tenant_apps.people.records import NamedAssessor

GOALS = {"all_over_reading": Goal("at_most", 2)}
_EVERY = 50  # one head in so many is acted for, one person in so many is rated by somebody named


def measure(*, rounds: int) -> Report:
    """As many rounds for everybody, and as many people asked for alone; rows are read, no objects are made."""
    day = timezone.localdate()
    people = sorted(Assignment.objects.values_list("employee_id", flat=True).distinct())
    _depart_from_the_rule(day)
    say(f"Superiors: {len(people)} people, {rounds} rounds")
    found = figures.interleaved(
        {
            "reading": Contender(lambda: _read(day)),
            "all": Contender(lambda: deque(rows_on(day), maxlen=0)),
            "one": Contender(lambda: deque(rows_on(day, people[len(people) // 2 :][:1]), maxlen=0)),
        },
        rounds=rounds,
    )
    middle = figures.medians(found)
    answered = len([row for row in rows_on(day) if row[1]])
    return Report(
        benchmark="above",
        ratios={
            "all_over_reading": middle["all"] / middle["reading"],
            "one_over_reading": middle["one"] / middle["reading"],
        },
        goals=GOALS,
        facts={"people": len(people), "answered": answered, "rounds": rounds, "seconds": middle},
    )


def _read(day: date) -> None:
    deque(in_office(day).values_list("employee_id", "unit_id", "superior_override_id").iterator(10_000), maxlen=0)


def _depart_from_the_rule(day: date) -> None:
    """Some acting heads and named assessors, so that all of the statement is worked."""
    since = day - timedelta(days=30)
    heads = list(in_office(day).filter(is_head=True).order_by("id")[::_EVERY])
    others = list(in_office(day).filter(is_head=False).order_by("id")[::_EVERY])
    ActingHead.objects.bulk_create(
        ActingHead(unit_id=head.unit_id, starts_on=since, employee_id=other.employee_id, kind="acting_daily")
        for head, other in zip(heads, others, strict=False)
        if head.unit_id
    )
    NamedAssessor.objects.bulk_create(
        NamedAssessor(employee_id=other.employee_id, starts_on=since, assessor_id=heads[0].employee_id, reason="SK 1")
        for other in others
        if heads
    )
