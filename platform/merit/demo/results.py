"""Invented results of the demo's people: the measures both templates ask for, in two periods. Repeatable."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from merit.demo.people import RATNA_NIP, Person
from shared_apps.reference import queries as reference

Value = str | int | Decimal | None
PERIODS = {"2025": date(2025, 12, 31), "2026": date(2026, 9, 30)}
MISSING_SHARE = 0.04
OFTEN_MISSING = ("feedback_360", "competency_assessment", "potential_assessment", "field_match", "work_behaviour")

# The example of the national template: performance 71,00, potential 80,25, box 5 under cuts 46/72 and 70/90.
RATNA: Mapping[str, Value] = {
    "work_result": "meets_expectation",
    "work_behaviour": "meets_expectation",
    "awards": "agency",
    "team_assignments": "leader_internal",
    "feedback_360": "good",
    "competency_assessment": Decimal("82.50"),
    "training_certificates": 4,
    "professional_certifications": 1,
    "tenure": Decimal("5.00"),
    "variety": "inter_unit",
    "acting_post": "none",
    "potential_assessment": Decimal("75.00"),
    "formal_education": "s2",
    "field_match": "true",
    "discipline_record": "none",
}
# A year before: 69,00. The team lead and the better feedback came after, an older award still counted.
RATNA_BEFORE: Mapping[str, Value] = {
    **RATNA,
    "awards": "inter_agency",
    "team_assignments": "member_inter_agency",
    "feedback_360": "needs_improvement",
    "tenure": Decimal("4.33"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the results sheet."""

    nip: str
    name: str
    values: Mapping[str, Value]

    def as_row(self) -> tuple[Value, ...]:
        """NIP and name, then the measures in the order of `reference.result_columns()`, choices by their labels."""
        cells: list[Value] = [self.nip, self.name]
        for column in reference.result_columns():
            value = self.values[column.measure]
            cells.append(column.label_of(value) if isinstance(value, str) else value)
        return tuple(cells)


def columns() -> tuple[str, ...]:
    """Headers of the results sheet."""
    return ("NIP", "Nama", *(column.title for column in reference.result_columns()))


def results(people: Iterable[Person], *, period: str, seed: int = 1) -> list[Result]:
    """One result per person in `2025` or `2026`; a few have evidence missing, as real ones do."""
    day = PERIODS[period]
    return [Result(person.nip, person.name, _values(person, period, day, seed)) for person in people]


def _values(person: Person, period: str, day: date, seed: int) -> Mapping[str, Value]:
    if person.nip == RATNA_NIP:
        return RATNA_BEFORE if period == "2025" else RATNA
    lasting = random.Random(f"{seed}:{person.nip}")  # noqa: S311  repeatable, not secret
    performance, potential = _gifts(person, lasting)
    values: dict[str, Value] = {
        "formal_education": _education(person),
        "field_match": "true" if lasting.random() < 0.72 + 0.1 * potential else "false",
        "variety": _step(potential + lasting.gauss(0, 1), (-0.9, 0.8), ("single_unit", "inter_unit", "inter_agency")),
    }
    now = random.Random(f"{seed}:{period}:{person.nip}")  # noqa: S311
    values |= _performance(performance, now) | _potential(potential, now, leads=person.is_head)
    days = max((day - person.position_since).days, 0)
    values["tenure"] = (Decimal(days) / Decimal("365.25")).quantize(Decimal("0.01"))
    if now.random() < MISSING_SHARE:
        for measure in now.sample(OFTEN_MISSING, now.choice((1, 1, 2))):
            values[measure] = None
    return values


def _gifts(person: Person, chance: random.Random) -> tuple[float, float]:
    """What a person tends to: mostly ordinary and related, with a share of each unusual mixture."""
    kind = chance.choices(("ordinary", "both", "potential", "hidden", "diligent", "troubled"), (78, 6, 5, 3, 4, 4))[0]
    if kind == "ordinary":
        performance = chance.gauss(0.2 if person.is_head else 0, 0.9)
        return performance, 0.4 * performance + chance.gauss(0.1 if person.is_head else 0, 0.8)
    centres = {
        "both": (2.3, 2.4),
        "potential": (0.1, 2.4),
        "hidden": (-2.3, 2.4),
        "diligent": (2.3, -1.4),
        "troubled": (-2.3, -1.3),
    }
    performance, potential = centres[kind]
    return performance + chance.gauss(0, 0.35), potential + chance.gauss(0, 0.3)


EXPECTATION = ("below_expectation", "meets_expectation", "above_expectation")
FEEDBACK = ("very_poor", "poor", "needs_improvement", "good", "very_good")
AWARDS = ("none", "agency", "inter_agency", "national", "international")
TEAMS = ("none", "member_internal", "member_inter_agency", "leader_internal", "leader_inter_agency")
ACTING = ("none", "plh_same_level", "plh_higher", "plt_same_level", "plt_higher")
DISCIPLINE = ("none", "light", "medium", "heavy", "serving_now")


def _performance(gift: float, chance: random.Random) -> dict[str, Value]:
    def noise(spread: float) -> float:
        return gift + chance.gauss(0, spread)

    return {
        "work_result": _step(noise(0.4), (-1.4, 0.9), EXPECTATION),
        "work_behaviour": _step(0.7 * noise(0.6), (-1.5, 0.8), EXPECTATION),
        "feedback_360": _step(noise(0.5), (-3.0, -2.2, -1.2, 1.0), FEEDBACK),
        "awards": _step(0.7 * noise(0.8), (0.1, 0.8, 1.5, 2.3), AWARDS),
        "team_assignments": _step(0.7 * noise(0.8), (-0.5, 0.2, 0.8, 1.5), TEAMS),
    }


def _potential(gift: float, chance: random.Random, *, leads: bool) -> dict[str, Value]:
    acting = _step(gift + chance.gauss(0.5 if leads else -0.5, 0.8), (1.0, 1.4, 1.8, 2.3), ACTING)
    discipline = chance.choices(DISCIPLINE, (955, 22, 12, 5, 6))[0]
    return {
        "competency_assessment": _points(78 + 7 * gift + chance.gauss(0, 3)),
        "training_certificates": _count(4 + 2.2 * gift + chance.gauss(0, 1.2)),
        "professional_certifications": _count(0.9 + gift + chance.gauss(0, 0.5)),
        "acting_post": acting,
        "potential_assessment": _points(77 + 8 * gift + chance.gauss(0, 3)),
        "discipline_record": discipline,
    }


def _step(value: float, bounds: tuple[float, ...], steps: tuple[str, ...]) -> str:
    return steps[sum(value > bound for bound in bounds)]


def _points(value: float) -> Decimal:
    return Decimal(round(min(max(value, 30), 99) * 100)) / 100


def _count(value: float) -> int:
    return max(0, round(value))


def _education(person: Person) -> Value:
    level = reference.education_level(person.education)
    return level.talent_code if level else None
