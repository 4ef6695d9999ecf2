"""The agreement tests notice a wrong statement: each error planted here in the SQL must show."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, Outcome, compile_for, evaluate, outcome
from shared_apps.scoring_templates.rules.compiler import Statement
from shared_apps.scoring_templates.rules.compiler_binding import GUARD
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples, reference_evaluator
from tests.shared_apps.scoring_templates.random_people import people
from tests.shared_apps.scoring_templates.test_agreement import exact, schemes

ERRORS: dict[str, Callable[[str], str]] = {
    "a cut gives itself to the level below": lambda sql: re.sub(
        r" >= (%\(k_\d+\)s::numeric THEN %\(k_\d+\)s::text)", r" > \1", sql
    ),
    "a cut gives itself to the level above": lambda sql: re.sub(
        r" > (%\(k_\d+\)s::numeric THEN %\(k_\d+\)s::text)", r" >= \1", sql
    ),
    "exactly the minimum is too little": lambda sql: re.sub(r"\) >= (%\(k_\d+\)s::numeric)", r") > \1", sql),
    "cut off instead of rounded": lambda sql: sql.replace("round(", "trunc("),
    "a refusal is lost": lambda sql: re.sub(r'\("r_\w+" OR ', "(false OR ", sql),
    "one refusal is not enough": lambda sql: re.sub(r'("r_\w+") OR ("r_\w+")', r"\1 AND \2", sql),
    "a refusal is lost where nothing can be absent": lambda sql: re.sub(
        r'WHEN \("v_\w+" IS NULL(?: OR "v_\w+" IS NULL)*\) THEN NULL ELSE round\((LEAST|GREATEST)',
        r"WHEN false THEN NULL ELSE round(\1",
        sql,
    ),
    "missing is not refused": lambda sql: re.sub(
        r'(s::numeric\) THEN ("i_\w+")) ELSE NULL END AS', r"\1 WHEN \2 IS NULL THEN 0 ELSE NULL END AS", sql
    ),
    "out of range is let in": lambda sql: re.sub(
        r'WHEN \("i_\w+" BETWEEN %\(k_\d+\)s::numeric AND %\(k_\d+\)s::numeric\) THEN', "WHEN true THEN", sql
    ),
    "an unknown code is let in": lambda sql: re.sub(
        r'WHEN \("i_\w+" IN \((?:%\(k_\d+\)s::text(?:, )?)+\)\) THEN', "WHEN true THEN", sql
    ),
    "a wrong value counts as absent": lambda sql: re.sub(r"coalesce\(NOT \(.+?, false\) AS", "false AS", sql),
    "absent counts as nothing in the divisor only": lambda sql: re.sub(
        r"CASE WHEN \"v_\w+\" IS NULL THEN (\S+) ELSE (\S+) END", r"\2", sql
    ),
    "floor and cap exchanged": lambda sql: (
        sql.replace("LEAST", "##").replace("GREATEST", "LEAST").replace("##", "GREATEST")
    ),
    "a deduction is added": lambda sql: sql.replace(" - CASE", " + CASE"),
    "the end of a band belongs to it": lambda sql: re.sub(
        r'(WHEN "v_\w+") < (%\(k_\d+\)s::numeric THEN %)', r"\1 <= \2", sql
    ),
    "an unknown profile is no reason": lambda sql: sql.replace("ELSE true END", "ELSE false END"),
    "a gate is open when nothing is known": lambda sql: re.sub(
        r'WHEN \("v_\w+" IS NULL[^)]*\) THEN', "WHEN false THEN", sql
    ),
    "absent counts as complete": lambda sql: re.sub(
        r'WHEN \((?:"v_\w+" IS NULL(?: OR )?)+\) THEN %\((k_\d+)\)s::text ELSE %\((k_\d+)\)s::text END AS status',
        r"WHEN false THEN %(\1)s::text ELSE %(\2)s::text END AS status",
        sql,
    ),
}


def _run(cursor: CursorWrapper, scheme: Template, statement: Statement) -> list[Outcome]:
    ordered = f"SELECT * FROM ({statement.sql}) AS evaluated ORDER BY subject_id"  # noqa: S608  our own statement
    cursor.execute(ordered, dict(statement.params))  # type: ignore[arg-type]  # bound values of any kind
    return [outcome(scheme, row) for row in cursor.fetchall()]


def _noticed(cursor: CursorWrapper, scheme: Template, cases: list[Case], sql: str, params: object) -> bool:
    found = _run(cursor, scheme, Statement(sql, params))  # type: ignore[arg-type]
    for case, one in zip(cases, found, strict=True):
        expected = reference_evaluator.evaluate(scheme, dict(case.measures), case.profile)
        values = {key: exact(value) for key, value in one.values.items()}
        same = (one.status, one.reasons, one.gates) == (expected["status"], expected["reasons"], expected["gates"])
        if not same or any(values[key] != expected["values"][key] for key in values):
            return True
    return False


@pytest.mark.parametrize("error", ERRORS)
def test_a_planted_error_is_noticed(error: str, cursor: CursorWrapper) -> None:
    planted = 0
    for seed, scheme in [*schemes(0, 60), *((1, examples.scheme(name)) for name in examples.VECTORS)]:
        cases = people(scheme, seed, 20)
        statement = compile_for(scheme, cases)
        wrong = ERRORS[error](statement.sql)
        if wrong == statement.sql:
            continue
        planted += 1
        if _noticed(cursor, scheme, cases, wrong, statement.params):
            return
    raise AssertionError(f"nobody noticed, though it was planted {planted} times")


def test_a_quotient_is_never_rounded_twice(cursor: CursorWrapper) -> None:
    """0.005 less 10⁻²² is printed 0.00; with PostgreSQL's own 16 digits it would become 0.005 and then 0.01."""
    measure = {"type": "number", "min": 0, "max": 100, "decimals": 6, "source": "people", "missing": "refuse"}
    weights = {"one": "4999999999.9999", "tiny": "99.4999"}
    rest = Decimal("999999999999.9999") - sum((Decimal(weight) for weight in weights.values()), Decimal(0))
    scheme = examples.parsed(
        {
            "format": 1,
            "key": "near_a_tie",
            "version": "1",
            "title": {"id": "Dekat batas"},
            "valid": {"from": "2026-01-01"},
            "rounding": {"decimals": 2},
            "measures": dict.fromkeys(("one", "tiny", "rest"), measure),
            "nodes": {
                "mean": {
                    "kind": "weighted_mean",
                    "total": "999999999999.9999",
                    "inputs": {key: {"weight": weight} for key, weight in (*weights.items(), ("rest", str(rest)))},
                }
            },
            "results": ["mean"],
        }
    )
    cases = [Case({"one": Decimal(1), "tiny": Decimal("0.000001"), "rest": Decimal(0)})]
    assert evaluate(cursor, scheme, cases)[0].values["mean"] == Decimal("0.00")
    statement = compile_for(scheme, cases)
    unguarded = Statement(statement.sql.replace(f" + {GUARD}", ""), statement.params)
    assert _run(cursor, scheme, unguarded)[0].values["mean"] == Decimal("0.01")
