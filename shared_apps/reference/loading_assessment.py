"""The packaged facts about assessment: measures of a results sheet, distribution, behaviour, raters."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from shared_apps.reference.distribution import DistributionRules, Policy, Rule
from shared_apps.reference.facts import BehaviourItem, RaterProfile, ResultColumn
from shared_apps.reference.loading import aliases, read_document, spelled

FLAG_LABELS = {"true": "Ya", "false": "Tidak"}
FLAG_TEXTS = {"true": ["ya", "y", "yes", "sesuai", "1"], "false": ["tidak", "tdk", "no", "tidak sesuai", "0"]}


@lru_cache
def result_columns() -> tuple[ResultColumn, ...]:
    """In the order they are written."""
    return tuple(_result_column(item) for item in read_document("result_columns")["columns"])


def _result_column(item: dict[str, Any]) -> ResultColumn:
    flag = item["kind"] == "flag"
    labels: dict[str, str] = FLAG_LABELS if flag else item.get("labels", {})
    texts: dict[str, list[str]] = FLAG_TEXTS if flag else item.get("texts", {})
    known = dict(spelled((code, [code, label, *texts.get(code, [])]) for code, label in labels.items()))
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
        unclear=tuple(item.get("unclear", ())),
    )


@lru_cache
def distribution_rules() -> DistributionRules:
    """Patterns and policy."""
    document = read_document("distribution_patterns")
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
def behaviour_items() -> tuple[BehaviourItem, ...]:
    """In their official order."""
    return tuple(
        BehaviourItem(
            code=item["code"],
            value_code=value["code"],
            value={"id": value["id"], "en": value["en"]},
            title={"id": item["id"], "en": item["en"]},
        )
        for value in read_document("behaviour_items")["values"]
        for item in value["items"]
    )


@lru_cache
def rater_profiles() -> Mapping[str, RaterProfile]:
    """By code."""
    return {
        item["code"]: RaterProfile(code=item["code"], label=item["label"], weights=item["weights"])
        for item in read_document("rater_weights_360")["profiles"]
    }
