"""One meaning, two executions: the SQL statement and the plain evaluator agree to the last digit."""

from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, Outcome, Value, evaluate
from shared_apps.scoring_templates.rules import checks, document, order
from shared_apps.scoring_templates.rules.explain import StoredRow, explain
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import coverage, examples, reference_evaluator
from tests.shared_apps.scoring_templates.random_people import people
from tests.shared_apps.scoring_templates.random_schemes import Maker

SCHEMES_PER_BLOCK, BLOCKS, PEOPLE = 60, 6, 8
TEN_THOUSAND = 10_000
FEWEST_VALID = 0.8


@cache
def schemes(first: int, count: int) -> list[tuple[int, Template]]:
    """Those of the random documents that are valid (the maker does not see every corner of the checks)."""
    found = []
    for seed in range(first, first + count):
        scheme = examples.parsed(Maker(seed).make())
        if not checks.check(scheme, as_scheme=True):
            found.append((seed, scheme))
    assert len(found) >= FEWEST_VALID * count
    return found


def agreed(seed: int, scheme: Template, case: Case, outcome: Outcome) -> None:
    """Values, status, reasons and gates are the same, and every number can be explained."""
    expected = reference_evaluator.evaluate(scheme, dict(case.measures), case.profile)
    found = {key: exact(value) for key, value in outcome.values.items()}
    assert found == {key: expected["values"][key] for key in found}, (seed, case)
    assert (outcome.status, outcome.reasons, outcome.gates) == (
        expected["status"],
        expected["reasons"],
        expected["gates"],
    ), (seed, case)


def exact(value: Value) -> Fraction | str | None:
    """For comparing with the evaluator's fractions."""
    return Fraction(value) if isinstance(value, Decimal) else value


def row_of(scheme: Template, case: Case, outcome: Outcome) -> StoredRow:
    """The row as a run would have stored it."""
    return StoredRow(
        profile=case.profile,
        input_numbers=[outcome.inputs[key] for key in order.input_number_keys(scheme)],  # type: ignore[misc]
        input_codes=[outcome.inputs[key] for key in order.input_code_keys(scheme)],  # type: ignore[misc]
        numbers=[outcome.values[key] for key in order.number_keys(scheme)],  # type: ignore[misc]
        codes=[outcome.values[key] for key in order.value_code_keys(scheme)],  # type: ignore[misc]
    )


@pytest.mark.parametrize("block", range(BLOCKS))
def test_random_schemes_and_people(block: int, cursor: CursorWrapper) -> None:
    for seed, scheme in schemes(block * SCHEMES_PER_BLOCK, SCHEMES_PER_BLOCK):
        cases = people(scheme, seed, PEOPLE)
        for case, outcome in zip(cases, evaluate(cursor, scheme, cases), strict=True):
            agreed(seed, scheme, case, outcome)
            row = row_of(scheme, case, outcome)
            for key in order.value_keys(scheme):
                assert explain(scheme, row, key).value == outcome.values[key], (seed, key)


@pytest.mark.deep
def test_ten_thousand_schemes(cursor: CursorWrapper) -> None:
    """As many as the specification asks for, each with people of its own; the blocks above are the first of them."""
    tried = compared = 0
    occurred: set[str] = set()
    seed = BLOCKS * SCHEMES_PER_BLOCK
    while tried < TEN_THOUSAND:
        scheme = examples.parsed(Maker(seed).make())
        if not checks.check(scheme, as_scheme=True):
            cases = people(scheme, seed, 3)
            for case, outcome in zip(cases, evaluate(cursor, scheme, cases), strict=True):
                agreed(seed, scheme, case, outcome)
                compared += len(outcome.values)
            tried += 1
            occurred |= coverage.constructs(scheme)
        seed += 1
    assert tried >= FEWEST_VALID * (seed - BLOCKS * SCHEMES_PER_BLOCK)
    assert compared > 10 * TEN_THOUSAND
    assert occurred == coverage.EVERYTHING


@pytest.mark.parametrize("name", examples.VECTORS)
def test_random_people_on_the_real_schemes(name: str, cursor: CursorWrapper) -> None:
    scheme = examples.scheme(name)
    cases = people(scheme, 7, 150)
    for case, outcome in zip(cases, evaluate(cursor, scheme, cases), strict=True):
        agreed(7, scheme, case, outcome)


def test_every_kind_and_policy_was_tried() -> None:
    """The random documents reach every construct, so that agreement means something."""
    occurred: set[str] = set()
    for block in range(BLOCKS):
        for _seed, scheme in schemes(block * SCHEMES_PER_BLOCK, SCHEMES_PER_BLOCK):
            occurred |= coverage.constructs(scheme)
    assert occurred == coverage.EVERYTHING


def test_a_stored_document_reads_back_as_itself() -> None:
    for _seed, scheme in schemes(0, SCHEMES_PER_BLOCK):
        text = document.canonical(scheme)
        assert document.canonical(document.from_json(text)) == text
        assert document.content_hash(document.from_json(text)) == document.content_hash(scheme)
