"""Replay: a finished run computed again from what it stored, by the same statement; not one digit may differ.

Reads only. What a run stored is the snapshot of its inputs, so the rooms may have changed since.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from shared_apps.scoring_templates.rules import order
from shared_apps.scoring_templates.rules.compiler import compile_scheme
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.statement import Fragment
from tenant_apps.scoring.hashing import hashes_agree
from tenant_apps.scoring.models import Run
from tenant_apps.scoring.schemes import document_of

_MOST_NAMED = 20
_COMPARED = ("status", "reasons", "input_numbers", "input_codes", "numbers", "codes", "gates")


@dataclass(frozen=True, slots=True)
class Replay:
    """How many rows were computed again, and those that came out otherwise (the first of them by subject)."""

    rows: int
    differing: int
    subjects: tuple[UUID, ...]
    hashes_agree: bool | None  # None: people changed in the run since, and it has no hashes until its period closes

    @property
    def is_same(self) -> bool:
        """Whether every digit came out again, and the rows are those the run's hashes were made of."""
        return self.differing == 0 and self.hashes_agree is not False


def replay(*, run: Run, employee_id: UUID | None = None) -> Replay:
    """Compute the run, or one person in it, again from the stored inputs and compare letter by letter."""
    scheme = document_of(run.scheme)
    statement = compile_scheme(
        scheme, subjects=stored_subjects(run, employee_id), providers=stored_inputs(scheme, run)
    )
    computed, stored = (", ".join(f"{table}.{name}" for name in _COMPARED) for table in ("computed", "stored"))
    # every identifier is a constant of this file or a validated key; every value is bound
    sql = f"""
        SELECT count(*), count(*) FILTER (WHERE differs),
               (array_agg(subject_id ORDER BY subject_id) FILTER (WHERE differs))[1:{_MOST_NAMED}]
        FROM (
            SELECT stored.subject_id, ROW({computed})::text IS DISTINCT FROM ROW({stored})::text AS differs
            FROM scoring_score AS stored LEFT JOIN (
            {statement.sql}
            ) AS computed ON computed.subject_id = stored.subject_id
            WHERE stored.run_id = %(replayed_run)s
              AND (%(replayed_person)s::uuid IS NULL OR stored.employee_id = %(replayed_person)s::uuid)
        ) AS compared
    """  # noqa: S608
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {**statement.params, "replayed_person": employee_id}
        cursor.execute(sql, parameters)
        rows, differing, subjects = cursor.fetchone()
    return Replay(rows, differing, tuple(subjects or ()), hashes_agree(run))


def stored_subjects(run: Run, employee_id: UUID | None = None) -> Fragment:
    """Who was scored, with the profile they had; or one of them."""
    only = "" if employee_id is None else " AND employee_id = %(replayed_person)s::uuid"
    return Fragment(
        f"SELECT subject_id, employee_id, profile FROM scoring_score WHERE run_id = %(replayed_run)s{only}",  # noqa: S608
        {"replayed_run": run.id, **({} if employee_id is None else {"replayed_person": employee_id})},
    )


def stored_inputs(scheme: Template, run: Run) -> dict[str, Fragment]:
    """What the run read, for every source of a scheme that has these measures; one subquery for all of them."""
    columns = [
        f'({array})[{position}] AS "{key}"'
        for array, keys in (
            ("input_numbers", run.scheme.input_number_keys),
            ("input_codes", run.scheme.input_code_keys),
        )
        for position, key in enumerate(keys, start=1)
    ]
    sql = f"SELECT {', '.join(['subject_id', *columns])} FROM scoring_score WHERE run_id = %(replayed_run)s"  # noqa: S608
    return dict.fromkeys(order.measures_by_source(scheme), Fragment(sql, {"replayed_run": run.id}))
