"""Reads the data files beside this module once per process."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from shared_apps.reference.distribution import DistributionRules, Policy, Rule
from shared_apps.reference.facts import (
    BehaviourItem,
    Echelon,
    EducationLevel,
    EmploymentType,
    FunctionalLevel,
    Grade,
    Holiday,
    PositionType,
    RaterProfile,
    Region,
    ResultColumn,
    UnitType,
)
from shared_apps.reference.rules import normalise

DATA = Path(__file__).with_name("data")
Fact = TypeVar("Fact")


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _document(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return document


def _spelled(facts: Iterable[tuple[Fact, Iterable[str]]]) -> Mapping[str, Fact]:
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
        for row in _table("regions")
    }


@lru_cache
def employment_types() -> Mapping[str, EmploymentType]:
    """By spelling."""
    return _spelled(
        (EmploymentType(item["code"], item["label"], item["scheme"]), [item["code"], item["label"], *item["aliases"]])
        for item in _document("employment_types")["types"]
    )


@lru_cache
def grades() -> tuple[Grade, ...]:
    """Both lists, lowest first."""
    pns = (
        Grade(code=item["code"], scheme="pns", order=order, label=item["grade"], rank=item["rank"])
        for order, item in enumerate(_document("ranks_pns")["ranks"], 1)
    )
    pppk = (
        Grade(code=str(item["order"]), scheme="pppk", order=item["order"], label=item["grade"], rank="")
        for item in _document("ranks_pppk")["grades"]
    )
    return (*pns, *pppk)


@lru_cache
def position_types() -> Mapping[str, PositionType]:
    """By spelling."""
    spellings: dict[str, list[str]] = _document("position_type_aliases")["aliases"]
    return _spelled(
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
        for item in _document("position_types")["types"]
    )


@lru_cache
def functional_levels() -> tuple[FunctionalLevel, ...]:
    """Of both categories."""
    return tuple(FunctionalLevel(**item) for item in _document("position_types")["functional_levels"])


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
        for item in _document("echelons")["echelons"]
    }


@lru_cache
def education_levels() -> Mapping[str, EducationLevel]:
    """By spelling."""
    return _spelled(
        (
            EducationLevel(code=item["code"], label=item["label"], order=order, talent_code=item["talent_code"]),
            [item["code"], item["label"], *item["aliases"]],
        )
        for order, item in enumerate(_document("education_levels")["levels"], 1)
    )


@lru_cache
def unit_types() -> Mapping[str, UnitType]:
    """By spelling."""
    return _spelled(
        (
            UnitType(code=item["code"], label=item["label"], order=order),
            [item["code"], item["label"], *item["aliases"]],
        )
        for order, item in enumerate(_document("unit_types")["types"], 1)
    )


@lru_cache
def aliases() -> Mapping[str, Mapping[str, str]]:
    """By scale and spelling; the code itself is a spelling."""
    scales: dict[str, dict[str, list[str]]] = _document("predicate_aliases")["scales"]
    return {
        scale: _spelled((code, [code, *spellings]) for code, spellings in codes.items())
        for scale, codes in scales.items()
    }


@lru_cache
def doubts() -> Mapping[tuple[str, str], str]:
    """By scale and text."""
    return {
        (item["scale"], normalise(item["text"])): item["reason"]
        for item in _document("predicate_aliases")["needs_review"]
    }


FLAG_LABELS = {"true": "Ya", "false": "Tidak"}
FLAG_TEXTS = {"true": ["ya", "y", "yes", "sesuai", "1"], "false": ["tidak", "tdk", "no", "tidak sesuai", "0"]}


@lru_cache
def result_columns() -> tuple[ResultColumn, ...]:
    """In the order they are written."""
    return tuple(_result_column(item) for item in _document("result_columns")["columns"])


def _result_column(item: dict[str, Any]) -> ResultColumn:
    flag = item["kind"] == "flag"
    labels: dict[str, str] = FLAG_LABELS if flag else item.get("labels", {})
    texts: dict[str, list[str]] = FLAG_TEXTS if flag else item.get("texts", {})
    known = dict(_spelled((code, [code, label, *texts.get(code, [])]) for code, label in labels.items()))
    if "scale" in item:
        known.update(aliases()[item["scale"]])
    return ResultColumn(
        header=item["header"],
        title=item["title"],
        measure=item["measure"],
        kind=item["kind"],
        aliases=(item["title"], item["measure"], *item["aliases"]),
        labels=labels,
        texts=known,
    )


@lru_cache
def distribution_rules() -> DistributionRules:
    """Patterns and policy."""
    document = _document("distribution_patterns")
    policy = document["policy"]
    return DistributionRules(
        version=document["version"],
        policy=Policy(
            enforcement=policy["enforcement"],
            majority_rule=policy["majority_rule"],
            minimum_unit_size=policy["minimum_unit_size"],
            head_work_result=policy["head_work_result"],
        ),
        patterns={
            pattern["organisation_rating"]: tuple(
                Rule(**{**rule, "predicates": tuple(rule["predicates"])}) for rule in pattern["rules"]
            )
            for pattern in document["patterns"]
        },
    )


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
        for row in _table("holidays")
    )


@lru_cache
def behaviour_items() -> tuple[BehaviourItem, ...]:
    """In their official order."""
    return tuple(
        BehaviourItem(
            code=item["code"],
            value_code=value["code"],
            value={"id": value["id"], "en": value["en"]},
            title={"id": item["id"], "en": item["en"]},
        )
        for value in _document("behaviour_items")["values"]
        for item in value["items"]
    )


@lru_cache
def rater_profiles() -> Mapping[str, RaterProfile]:
    """By code."""
    return {
        item["code"]: RaterProfile(code=item["code"], label=item["label"], weights=item["weights"])
        for item in _document("rater_weights_360")["profiles"]
    }
