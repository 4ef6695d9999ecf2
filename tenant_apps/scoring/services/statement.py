"""The INSERT around a compiled scheme, and the counts of a run."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from shared_apps.scoring_templates.rules.compiler import compile_scheme
from shared_apps.scoring_templates.rules.document import from_json
from shared_apps.scoring_templates.rules.statement import Fragment, Statement
from tenant_apps.people import queries as people
from tenant_apps.scoring.models import Run
from tenant_apps.scoring.providers import providers
from tenant_apps.scoring.rules import typed
from tenant_apps.scoring.schemes import document_of

_COMPUTED = (
    "subject_id",
    "employee_id",
    "profile",
    "status",
    "reasons",
    "input_numbers",
    "input_codes",
    "numbers",
    "codes",
    "gates",
)
_TYPED = ("predicate", "box", "performance", "potential")
_KEPT = tuple(name for name in (*_COMPUTED, *_TYPED) if name != "subject_id")
# asking for conflicts costs a run over everybody a quarter of its time, and none can be there
_REPLACING = f"""
        ON CONFLICT (run_id, subject_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _KEPT)}
        WHERE ({", ".join(f"scoring_score.{name}" for name in _KEPT)})
            IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _KEPT)})
"""


class Replaced(NamedTuple):
    """Rows that changed: how many, and how those people stood before and stand now."""

    written: int
    before: dict[str, Any]
    after: dict[str, Any]


def write_scores(*, run: Run, as_of: date) -> int:
    """Compute and store everybody in one statement. The number of rows written.

    A run over everybody has no rows yet: they are inserted, and one that is there already is a fault.
    """
    sql, parameters = _insert(run, as_of, None)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def replace_scores(*, run: Run, as_of: date, subject_ids: Collection[UUID]) -> Replaced:
    """Compute and store a few people again in one statement; rows that did not change are not rewritten.

    All parts of the statement see the rows as they were before it, so that it also tells what it replaced.
    """
    sql, parameters = _insert(run, as_of, subject_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH written AS ({sql}{_REPLACING} RETURNING subject_id, status, box, predicate)
            SELECT true AS is_now, status, box, predicate, 1 FROM written
            UNION ALL
            SELECT false, old.status, old.box, old.predicate, 1
            FROM scoring_score AS old JOIN written USING (subject_id) WHERE old.run_id = %(score_run)s
            """,  # noqa: S608  see _insert
            parameters,
        )
        rows = cursor.fetchall()
    now, before = ([row[1:] for row in rows if row[0] is which] for which in (True, False))
    return Replaced(len(now), _counted(before), _counted(now))


def counts_of(run: Run) -> dict[str, Any]:
    """How many came out how: statuses, boxes, predicates."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, box, predicate, count(*) FROM scoring_score WHERE run_id = %s GROUP BY 1, 2, 3", [run.id]
        )
        return _counted(cursor.fetchall())


def _counted(rows: Iterable[tuple[str, int | None, str | None, int]]) -> dict[str, Any]:
    counts: dict[str, Any] = {
        "people": 0,
        "scored": 0,
        "needs_verification": 0,
        "incomplete": 0,
        "boxes": {},
        "predicates": {},
    }
    for status, box, predicate, number in sorted(rows, key=lambda row: (row[1] or 0, row[2] or "")):
        counts["people"] += number
        counts["scored" if status == "complete" else status] += number
        for name, value in (("boxes", box), ("predicates", predicate)):
            if value is not None:
                counts[name][str(value)] = counts[name].get(str(value), 0) + number
    return counts


def _insert(run: Run, as_of: date, subject_ids: Collection[UUID] | None) -> tuple[str, dict[str, Any]]:
    statement = _compiled(run, as_of, subject_ids)
    columns = typed.places(document_of(run.scheme))
    # every identifier is a constant of this file or a validated key; every value is bound
    sql = f"""
        INSERT INTO scoring_score (run_id, {", ".join((*_COMPUTED, *_TYPED))})
        SELECT %(score_run)s, {", ".join(f"computed.{name}" for name in _COMPUTED)},
               {", ".join(_typed(name, columns.get(name)) for name in _TYPED)}
        FROM (
        {statement.sql}
        ) AS computed
    """  # noqa: S608
    return sql, {**statement.params, "score_run": run.id}


def _compiled(run: Run, as_of: date, subject_ids: Collection[UUID] | None) -> Statement:
    subjects = people.subjects_fragment(as_of, subject_ids)
    given = providers(document_of(run.scheme), run.period, subject_ids=subject_ids)
    texts = tuple((source, fragment.sql) for source, fragment in given.items())
    statement = _text(run.scheme.document, subjects.sql, texts)
    params = dict(statement.params)
    for fragment in (subjects, *given.values()):
        params.update(fragment.params)
    return Statement(statement.sql, params)


@lru_cache(maxsize=64)
def _text(document: str, subjects: str, given: tuple[tuple[str, str], ...]) -> Statement:
    """The same text for the same scheme and providers: compiling costs more than computing one person does."""
    return compile_scheme(
        from_json(document),
        subjects=Fragment(subjects),
        providers={source: Fragment(sql) for source, sql in given},
    )


def _typed(name: str, place: typed.Place | None) -> str:
    if place is None:
        return "NULL"
    value = f"(computed.{place.array})[{place.position}]"
    return f"substring({value} from '^box_([0-9]+)$')::smallint" if name == "box" else value
