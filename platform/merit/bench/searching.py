"""What finding people as one types costs beside reading the same ten people by their keys."""

import random
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from django.utils import timezone

from merit.bench import figures, ground
from merit.bench.figures import Goal, Report
from merit.bench.installation import say
from shared_apps.accounts.models import Appointment, User
from shared_apps.accounts.rules import Role
from tenant_apps.people import queries
from tenant_apps.people.models import Assignment, EmployeeNumber
from tenant_apps.people.queries.lists import rows_by_employee

GOALS = {"search_p95_over_keys": Goal("at_most", 3), "found": Goal("at_least", 1)}
PAGE = 10


def measure(*, texts: int) -> Report:
    """Every kind of text in turn, each beside the keys of a page of ten people, as an administrator who sees all."""
    viewer, day = _administrator(), timezone.localdate()
    typed = _typed(texts)
    keys = list(Assignment.objects.order_by("?").values_list("id", flat=True)[:texts])
    say(f"Search: {len(typed)} texts among {Assignment.objects.count()} people")
    seconds: dict[str, list[float]] = {"search": [], "keys": []}
    by_kind: dict[str, list[float]] = {}
    unfound: list[str] = []
    for place, (kind, text) in enumerate(typed):
        page = [keys[(place * PAGE + step) % len(keys)] for step in range(PAGE)]
        seconds["keys"].append(figures.seconds_of(partial(_by_keys, page, day)))
        found: list[queries.Suggestions] = []
        spent = figures.seconds_of(partial(_search, viewer, day, text, found))
        seconds["search"].append(spent)
        by_kind.setdefault(kind, []).append(spent)
        unfound += [] if found[0].people else [f"{kind}: {text}"]
    late = {name: figures.p95(values) for name, values in seconds.items()}
    return Report(
        benchmark="search",
        ratios={"search_p95_over_keys": late["search"] / late["keys"], "found": 1 - len(unfound) / len(typed)},
        goals=GOALS,
        facts={
            "people": Assignment.objects.count(),
            "texts": len(typed),
            "first_unfound": unfound[:5],
            "seconds_p95": {name: round(value, 5) for name, value in late.items()},
            "seconds": {name: round(figures.median(values), 5) for name, values in seconds.items()},
            "seconds_p95_by_kind": {name: round(figures.p95(values), 5) for name, values in sorted(by_kind.items())},
        },
    )


def _typed(count: int) -> list[tuple[str, str]]:
    """Texts people type: beginnings of three letters on, whole names, slips, numbers, positions, units."""
    chance = random.Random(20261128)  # noqa: S311  not for secrets
    facts = ("employee__name", "employee_id", "position_title")
    rows = list(Assignment.objects.order_by("employee_id").values_list(*facts)[:count])
    numbers = dict(
        EmployeeNumber.objects.filter(employee_id__in=[row[1] for row in rows]).values_list("employee_id", "number")
    )
    kinds: list[tuple[str, Callable[[str, str, str], str]]] = [
        ("beginning", lambda name, _number, _title: chance.choice(name.split())[: chance.randint(3, 6)]),
        ("name", lambda name, _number, _title: name),
        ("slip", lambda name, _number, _title: _slip(max(name.split(), key=len), chance)),
        ("number", lambda _name, number, _title: number[: chance.randint(8, 18)]),
        ("position", lambda _name, _number, title: title),
    ]
    found = []
    for place, (name, employee_id, title) in enumerate(rows):
        kind, text_of = kinds[place % len(kinds)]
        found.append((kind, text_of(name, numbers[employee_id], title)))
    return found


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 5:  # too little is left of a shorter one
        return word
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _by_keys(assignment_ids: Sequence[UUID], day: date) -> None:
    list(rows_by_employee(Assignment.objects.filter(id__in=assignment_ids), day))


def _search(viewer: User, day: date, text: str, found: list[queries.Suggestions]) -> None:
    found.append(queries.suggestions(viewer, day, text))


def _administrator() -> User:
    user = User.objects.create(email="cari@tolok-ukur.example.id", name="Cari")
    Appointment.objects.create(
        user=user, role=Role.PERSONNEL_ADMIN, starts_on=ground.FIRST_DAY, given_by_name=ground.BENCH.name
    )
    return user
