"""The INSERT around a compiled scheme, and the counts of a run."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any
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


def write_scores(*, run: Run, as_of: date, subject_ids: Collection[UUID] | None = None) -> int:
    """Compute and store in one statement. The number of rows written.

    A run over everybody has no rows yet: they are inserted, and one that is there already is a fault. Those of single
    people replace what stands; rows that did not change are not rewritten.
    """
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
        {"" if subject_ids is None else _REPLACING}
    """  # noqa: S608
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {**statement.params, "score_run": run.id}
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def counts_of(run: Run, subject_ids: Collection[UUID] | None = None) -> dict[str, Any]:
    """How many came out how: statuses, boxes, predicates; of everybody, or of some alone."""
    only = "" if subject_ids is None else " AND subject_id = ANY(%(subjects)s::uuid[])"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, box, predicate, count(*) FROM scoring_score"  # noqa: S608  two constants
            f" WHERE run_id = %(run)s{only} GROUP BY 1, 2, 3",
            {"run": run.id, "subjects": list(subject_ids or ())},
        )
        rows = cursor.fetchall()
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
