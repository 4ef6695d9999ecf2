"""Reads the data files beside this module once per process."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from shared_apps.reference.facts import (
    Echelon,
    EducationLevel,
    EmploymentType,
    FunctionalLevel,
    Grade,
    Holiday,
    PositionType,
    Region,
    UnitType,
)
from shared_apps.reference.rules import normalise

DATA = Path(__file__).with_name("data")
Fact = TypeVar("Fact")


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_document(name: str) -> dict[str, Any]:
    """A YAML file."""
    document: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return document


def spelled(facts: Iterable[tuple[Fact, Iterable[str]]]) -> Mapping[str, Fact]:
    """Every spelling leads to its fact; the same spelling for two facts would be a fault of the data file."""
    known: dict[str, Fact] = {}
    for fact, spellings in facts:
        for spelling in spellings:
            if known.setdefault(normalise(spelling), fact) != fact:
                raise ValueError(f"the spelling {spelling!r} stands for two facts")
    return known


@lru_cache
def regions() -> Mapping[str, Region]:
    """By code."""
    return {
        row["code"]: Region(
            code=row["code"],
            name=row["name"],
            level=row["level"],
            parent_code=row["parent_code"] or None,
            population=int(row["population_2025"]) if row["population_2025"] else None,
        )
        for row in read_table("regions")
    }


@lru_cache
def employment_types() -> Mapping[str, EmploymentType]:
    """By spelling."""
    return spelled(
        (EmploymentType(item["code"], item["label"], item["scheme"]), [item["code"], item["label"], *item["aliases"]])
        for item in read_document("employment_types")["types"]
    )


@lru_cache
def grades() -> tuple[Grade, ...]:
    """Both lists, lowest first."""
    pns = (
        Grade(code=item["code"], scheme="pns", order=order, label=item["grade"], rank=item["rank"])
        for order, item in enumerate(read_document("ranks_pns")["ranks"], 1)
    )
    pppk = (
        Grade(code=str(item["order"]), scheme="pppk", order=item["order"], label=item["grade"], rank="")
        for item in read_document("ranks_pppk")["grades"]
    )
    return (*pns, *pppk)


@lru_cache
def position_types() -> Mapping[str, PositionType]:
    """By spelling."""
    spellings: dict[str, list[str]] = read_document("position_type_aliases")["aliases"]
    return spelled(
        (
            PositionType(
                code=item["code"],
                label=item["label"],
                managerial=item["family"] == "managerial",
                order=item["order"],
                retirement_age=item["retirement_age"],
                rater_profile=item["rater_profile"],
            ),
            [item["code"], item["label"], *spellings[item["code"]]],
        )
        for item in read_document("position_types")["types"]
    )


@lru_cache
def functional_levels() -> tuple[FunctionalLevel, ...]:
    """Of both categories."""
    return tuple(FunctionalLevel(**item) for item in read_document("position_types")["functional_levels"])


@lru_cache
def echelons() -> Mapping[str, Echelon]:
    """By letters only: 'iib'."""
    return {
        item["code"].replace(".", "").casefold(): Echelon(
            code=item["code"],
            position_type=item["position_type"],
            minimum_grade=item["minimum_grade"],
            historic=item.get("historic", False),
        )
        for item in read_document("echelons")["echelons"]
    }


@lru_cache
def education_levels() -> Mapping[str, EducationLevel]:
    """By spelling."""
    return spelled(
        (
            EducationLevel(code=item["code"], label=item["label"], order=order, talent_code=item["talent_code"]),
            [item["code"], item["label"], *item["aliases"]],
        )
        for order, item in enumerate(read_document("education_levels")["levels"], 1)
    )


@lru_cache
def unit_types() -> Mapping[str, UnitType]:
    """By spelling."""
    return spelled(
        (
            UnitType(code=item["code"], label=item["label"], order=order),
            [item["code"], item["label"], *item["aliases"]],
        )
        for order, item in enumerate(read_document("unit_types")["types"], 1)
    )


@lru_cache
def aliases() -> Mapping[str, Mapping[str, str]]:
    """By scale and spelling; the code itself is a spelling."""
    scales: dict[str, dict[str, list[str]]] = read_document("predicate_aliases")["scales"]
    return {
        scale: spelled((code, [code, *spellings]) for code, spellings in codes.items())
        for scale, codes in scales.items()
    }


@lru_cache
def doubts() -> Mapping[tuple[str, str], str]:
    """By scale and text."""
    return {
        (item["scale"], normalise(item["text"])): item["reason"]
        for item in read_document("predicate_aliases")["needs_review"]
    }


@lru_cache
def holidays() -> tuple[Holiday, ...]:
    """In the order of days."""
    return tuple(
        Holiday(
            day=date.fromisoformat(row["date"]),
            name=row["name"],
            kind=row["kind"],
            tentative=row["tentative"] == "yes",
        )
        for row in read_table("holidays")
    )
