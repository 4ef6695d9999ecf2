"""The documents and vectors of the tests."""

import csv
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates.evaluation import Case
from shared_apps.scoring_templates.rules import customisation, document, kinds
from shared_apps.scoring_templates.rules.template import Template

HERE = Path(__file__).parent
CUSTOMISED = {
    "talent_national_2025": "customisation_talent_example",
    "surabaya_individual": "customisation_individual_example",
    "behaviour_360": "customisation_behaviour_example",
}
VECTORS = ("asn_performance", *CUSTOMISED)


@cache
def _loaded(name: str) -> dict[str, Any]:
    found, problems = document.load_yaml(documents.text(name))
    assert found is not None, problems
    return found


def data(name: str) -> dict[str, Any]:
    """The plain data of one of the product's documents, to be changed at will."""
    return deepcopy(_loaded(name))


@cache
def template(name: str) -> Template:
    """One of the product's documents."""
    return parsed(data(name))


def parsed(plain: dict[str, Any]) -> Template:
    """A document that must be well-formed."""
    found, problems = document.parse(plain)
    assert found is not None, problems
    return found


def customised(name: str, *more: dict[str, Any]) -> customisation.Customisation:
    """The example of a region's document for this template, with more overrides."""
    text = (HERE / "vectors" / f"{CUSTOMISED[name]}.yaml").read_text()
    plain, problems = document.load_yaml(text)
    assert plain is not None, problems
    plain["overrides"] += more
    found, problems = customisation.parse(plain)
    assert found is not None, problems
    return found


@cache
def scheme(name: str) -> Template:
    """The template as its region adopted it."""
    base = template(name)
    change = customised(name) if name in CUSTOMISED else customisation.adopted_as(base)
    resolution = customisation.resolve(base, change)
    assert resolution.scheme is not None, resolution.problems
    return resolution.scheme


@dataclass(frozen=True)
class Vector:
    """One line of a vector file."""

    name: str
    case: Case
    values: dict[str, str]
    gates: dict[str, str]
    status: str
    reasons: tuple[str, ...]


def vectors(name: str) -> list[Vector]:
    """All lines of a vector file."""
    adopted = scheme(name)
    with (HERE / "vectors" / f"{name}.csv").open(newline="") as file:
        return [_vector(adopted, row) for row in csv.DictReader(file)]


def _vector(adopted: Template, row: dict[str, str]) -> Vector:
    measures: dict[str, Decimal | str | None] = {
        key: Decimal(text) if kinds.is_number(adopted, key) else text for key, text in _named(row, "in:") if text
    }
    return Vector(
        name=row["case"],
        case=Case(measures, row["profile"] or None),
        values=dict(_named(row, "out:")),
        gates=dict(_named(row, "gate:")),
        status=row["status"],
        reasons=tuple(row["reasons"].split()),
    )


def _named(row: dict[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    return ((name.removeprefix(prefix), text) for name, text in row.items() if name.startswith(prefix))
