"""Trying a scheme on given measures, through the very SQL that scores a region: inputs come bound as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from shared_apps.scoring_templates.rules import compiler, kinds, order
from shared_apps.scoring_templates.rules.compiler import Fragment, Statement
from shared_apps.scoring_templates.rules.explain import StoredRow
from shared_apps.scoring_templates.rules.template import Template

Value = Decimal | str | None


class Cursor(Protocol):
    """What a database cursor must be able to do here."""

    def execute(self, sql: str, params: Any = None) -> Any:
        """Run a statement."""

    def fetchall(self) -> Any:
        """All its rows."""


@dataclass(frozen=True, slots=True)
class Case:
    """One person's measures; a measure that is not named has no evidence."""

    measures: Mapping[str, Value]
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything the scheme makes of one case; `row` is what `explain` derives its lineage from."""

    status: str
    reasons: tuple[str, ...]
    inputs: Mapping[str, Value] = field(repr=False)
    values: Mapping[str, Value]
    gates: Mapping[str, str]
    row: StoredRow = field(repr=False)


def evaluate(cursor: Cursor, scheme: Template, cases: Sequence[Case]) -> list[Outcome]:
    """Every node's value for every case, in the order of the cases."""
    statement = compile_for(scheme, cases)
    ordered = f"SELECT * FROM ({statement.sql}) AS evaluated ORDER BY subject_id"  # noqa: S608  our own statement
    cursor.execute(ordered, statement.params)
    return [outcome(scheme, row) for row in cursor.fetchall()]


def compile_for(scheme: Template, cases: Sequence[Case]) -> Statement:
    """The scheme's statement over the given cases instead of the rooms' tables."""
    subjects = Fragment(
        "SELECT subject_id, subject_id AS employee_id, profile"
        " FROM unnest(%(e_subjects)s::integer[], %(e_profiles)s::text[]) AS given (subject_id, profile)",
        {"e_subjects": list(range(len(cases))), "e_profiles": [case.profile for case in cases]},
    )
    providers = {
        source: _provider(scheme, keys, cases, number)
        for number, (source, keys) in enumerate(order.measures_by_source(scheme).items())
    }
    return compiler.compile_scheme(scheme, subjects=subjects, providers=providers)


def _provider(scheme: Template, keys: Sequence[str], cases: Sequence[Case], number: int) -> Fragment:
    params: dict[str, object] = {"e_subjects": list(range(len(cases)))}
    arrays: list[str] = []
    for place, key in enumerate(keys):
        name = f"e_{number}_{place}"
        params[name] = [case.measures.get(key) for case in cases]
        arrays.append(f"%({name})s::{'numeric' if kinds.is_number(scheme, key) else 'text'}[]")
    columns = ", ".join(f'"{key}"' for key in keys)
    # Keys are validated, values are bound.
    given = f"unnest(%(e_subjects)s::integer[], {', '.join(arrays)}) AS given (subject_id, {columns})"
    return Fragment(f"SELECT * FROM {given}", params)  # noqa: S608


def outcome(scheme: Template, found: Sequence[Any]) -> Outcome:
    """A row of the statement by key again."""
    _subject, _employee, profile, status, reasons, input_numbers, input_codes, numbers, codes, gates = found
    inputs: dict[str, Value] = dict(zip(order.input_number_keys(scheme), input_numbers, strict=True))
    inputs.update(zip(order.input_code_keys(scheme), input_codes, strict=True))
    values: dict[str, Value] = dict(zip(order.number_keys(scheme), numbers, strict=True))
    values.update(zip(order.value_code_keys(scheme), codes, strict=True))
    given = dict(zip(order.gate_keys(scheme), gates, strict=True))
    row = StoredRow(profile, input_numbers, input_codes, numbers, codes)
    return Outcome(status, tuple(reasons), inputs, values, given, row)
