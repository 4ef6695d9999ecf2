"""What a scheme would change for the people of a period, before anything changes; reads only.

Where the new scheme reads the same measures, both are compared on what the current run stored: exactly the people
and inputs that people see today. Otherwise both are computed on what the rooms say now.
"""

import heapq
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from shared_apps.scoring_templates.rules import kinds, order
from shared_apps.scoring_templates.rules.compiler import compile_scheme
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.sections import Measure
from shared_apps.scoring_templates.rules.statement import Fragment, Statement
from tenant_apps.people import queries as people
from tenant_apps.scoring.models import Run, Scheme
from tenant_apps.scoring.providers import providers
from tenant_apps.scoring.queries.restricted import PERMISSIONS
from tenant_apps.scoring.replaying import stored_inputs, stored_subjects
from tenant_apps.scoring.rules.listing import never_listed
from tenant_apps.scoring.schemes import document_of

MOST_MOVERS = 20
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Moved:
    """One person before and after: codes and numbers of the results by their keys, and what closed or opened."""

    employee_id: UUID
    status: tuple[str, str]
    codes: Mapping[str, tuple[str | None, str | None]]
    numbers: Mapping[str, tuple[Decimal | None, Decimal | None]]
    gates: Mapping[str, tuple[str, str]]

    @property
    def is_placed_otherwise(self) -> bool:
        """Whether a result people read as a word changed: predicate, box, level."""
        return any(old != new for old, new in self.codes.values())

    def without(self, hidden: Collection[str]) -> "Moved":
        """The same person with nothing at the results that no list shows."""
        codes = {key: pair for key, pair in self.codes.items() if key not in hidden}
        numbers = {key: pair for key, pair in self.numbers.items() if key not in hidden}
        return replace(self, codes=codes, numbers=numbers)

    @property
    def distance(self) -> Decimal:
        """The largest change of a number."""
        changes = (abs(new - old) for old, new in self.numbers.values() if old is not None and new is not None)
        return max(changes, default=Decimal(0))


@dataclass
class Impact:
    """Counts over everybody, and the people who move most."""

    people: int
    is_live: bool
    changed: int = 0
    placed_otherwise: int = 0
    codes: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    gates: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    movers: list[Moved] = field(default_factory=list)
    moved_ids: list[UUID] = field(default_factory=list)


@transaction.atomic
def impact_of(*, run: Run, scheme: Template) -> Impact:
    """Compare the current run with what the scheme would give the same people."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute("SET LOCAL enable_nestloop = off")  # as in a run: everybody is read
    before = document_of(run.scheme)
    is_live = not _reads_the_same(before, scheme)
    found = Impact(people=int(run.counts["people"]), is_live=is_live)
    nearest: list[tuple[bool, Decimal, int, Moved]] = []
    for number, moved in enumerate(_moved(run, before, scheme, is_live=is_live)):
        found.changed += 1
        found.statuses[moved.status] += moved.status[0] != moved.status[1]
        found.codes.update((key, old, new) for key, (old, new) in moved.codes.items() if old != new)
        found.gates.update((key, old, new) for key, (old, new) in moved.gates.items() if old != new)
        if moved.is_placed_otherwise:
            found.placed_otherwise += 1
            found.moved_ids.append(moved.employee_id)
        entry = (moved.is_placed_otherwise, moved.distance, -number, moved)
        if len(nearest) < MOST_MOVERS:
            heapq.heappush(nearest, entry)
        else:
            heapq.heappushpop(nearest, entry)
    hidden = _unlisted(run, before, scheme)
    found.movers = [
        moved.without(hidden) for *_rank, moved in sorted(nearest, key=lambda each: each[:3], reverse=True)
    ]
    return found


def _unlisted(run: Run, *schemes: Template) -> frozenset[str]:
    """What no list of people shows, by either scheme: it could give a private answer away."""
    used = Scheme.objects.filter(period=run.period_id, replaced_at=None)
    others = {each.template_key: document_of(each) for each in used}
    return frozenset[str]().union(*(never_listed(scheme, others, restricted=tuple(PERMISSIONS)) for scheme in schemes))


def _reads_the_same(first: Template, second: Template) -> bool:
    """The same measures holding the same kind of value; how they are judged may differ."""

    def read(scheme: Template) -> dict[str, bool]:
        return {key: kinds.is_number(scheme, key) for key in order.measure_keys(scheme)}

    return read(first) == read(second)


def _moved(run: Run, before: Template, after: Template, *, is_live: bool) -> Iterator[Moved]:
    codes, numbers, gates = _shared(before, after)
    columns = [
        *_pairs("codes", order.value_code_keys(before), order.value_code_keys(after), codes),
        *_pairs("numbers", order.number_keys(before), order.number_keys(after), numbers),
        *_pairs("gates", order.gate_keys(before), order.gate_keys(after), gates),
    ]
    read, old, new = _statements(run, before, after, is_live=is_live)
    differs = " OR ".join(f"{first} IS DISTINCT FROM {second}" for first, second in columns)
    shown = "".join(f", {first}, {second}" for first, second in columns)
    # every identifier is a constant of this file or a validated key; every value is bound
    sql = f"""
        {f"WITH everybody AS MATERIALIZED ({read.sql})" if read else ""}
        SELECT old.employee_id, old.status, new.status{shown}
        FROM ({old.sql}) AS old JOIN ({new.sql}) AS new ON new.subject_id = old.subject_id
        WHERE old.status <> new.status{f" OR {differs}" if differs else ""}
        ORDER BY old.subject_id
    """  # noqa: S608
    parameters: dict[str, Any] = {**(read.params if read else {}), **old.params, **new.params}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while rows := cursor.fetchmany(_AT_ONCE):
            for employee_id, first, second, *values in rows:
                pairs = list(zip(values[::2], values[1::2], strict=True))
                ends = (len(codes), len(codes) + len(numbers))
                yield Moved(
                    employee_id,
                    (first, second),
                    dict(zip(codes, pairs[: ends[0]], strict=True)),
                    dict(zip(numbers, pairs[ends[0] : ends[1]], strict=True)),
                    dict(zip(gates, pairs[ends[1] :], strict=True)),
                )


def _shared(before: Template, after: Template) -> tuple[list[str], list[str], list[str]]:
    """Results and gates that both have: what can be compared at all."""
    shared = [key for key in after.results if key in before.results]
    old_codes, old_numbers = order.value_code_keys(before), order.number_keys(before)
    codes = [key for key in shared if key in old_codes and key in order.value_code_keys(after)]
    numbers = [key for key in shared if key in old_numbers and key in order.number_keys(after)]
    return codes, numbers, [key for key in order.gate_keys(after) if key in before.gates]


def _pairs(array: str, before: Sequence[str], after: Sequence[str], keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    for key in keys:
        yield f"old.{array}[{before.index(key) + 1}]", f"new.{array}[{after.index(key) + 1}]"


def _statements(
    run: Run, before: Template, after: Template, *, is_live: bool
) -> tuple[Fragment | None, Statement, Statement]:
    """What both read, if it is read once for both; what was, and what would be."""
    if not is_live:
        stored = Statement(
            "SELECT subject_id, employee_id, status, codes, numbers, gates"
            " FROM scoring_score WHERE run_id = %(replayed_run)s",
            {"replayed_run": run.id},
        )
        return None, stored, compile_scheme(after, subjects=stored_subjects(run), providers=stored_inputs(after, run))
    shared = before.measures.keys() & after.measures.keys()
    if all(before.measures[key].source == after.measures[key].source for key in shared) and all(
        kinds.is_number(before, key) == kinds.is_number(after, key) for key in shared
    ):
        read = _everybody(run, {**before.measures, **after.measures}, after)
        subjects = Fragment("SELECT subject_id, employee_id, profile FROM everybody")
        given = Fragment("SELECT * FROM everybody")
        old, new = (
            compile_scheme(each, subjects=subjects, providers=dict.fromkeys(order.measures_by_source(each), given))
            for each in (before, after)
        )
        return read, _apart(old, "old"), _apart(new, "new")
    subjects = people.subjects_fragment(run.as_of)
    old, new = (
        compile_scheme(each, subjects=subjects, providers=providers(each, run.period)) for each in (before, after)
    )
    return None, _apart(old, "old"), _apart(new, "new")


def _everybody(run: Run, measures: Mapping[str, Measure], scheme: Template) -> Fragment:
    """Who is to be scored with all these measures as the rooms say them now; each room is read once."""
    together = scheme.model_copy(update={"measures": measures})
    subjects, given = people.subjects_fragment(run.as_of), providers(together, run.period)
    columns = ["s.subject_id", "s.employee_id", "s.profile"]
    joins = [f"({subjects.sql}) AS s"]
    params = dict(subjects.params)
    read: dict[str, list[str]] = {}
    for source, names in order.measures_by_source(together).items():
        read.setdefault(given[source].sql, []).extend(names)
        params.update(given[source].params)
    for place, (sql, keys) in enumerate(read.items()):
        columns.extend(f'p_{place}."{key}"' for key in keys)
        joins.append(f"LEFT JOIN ({sql}) AS p_{place} ON p_{place}.subject_id = s.subject_id")
    return Fragment(f"SELECT {', '.join(columns)} FROM {' '.join(joins)}", params)  # noqa: S608  validated keys


def _apart(statement: Statement, name: str) -> Statement:
    """Two statements in one text: every parameter gets a name of its own."""
    sql = re.sub(r"%\((\w+)\)s", rf"%({name}_\1)s", statement.sql)
    return Statement(sql, {f"{name}_{key}": value for key, value in statement.params.items()})
