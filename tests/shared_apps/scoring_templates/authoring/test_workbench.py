"""The workbench shows any document, however unfinished, with every problem at its part."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from shared_apps.scoring_templates import documents
from shared_apps.scoring_templates.authoring.parts import KEYED, WHOLE, told
from shared_apps.scoring_templates.authoring.tree import Limb, tree
from shared_apps.scoring_templates.outline import outline
from shared_apps.scoring_templates.rules import checks, document, graph
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples

PAGES = {*KEYED.values(), *(page for page, _name in WHOLE.values()), "template_rubric"}


def limbs(found: tuple[Limb, ...]) -> Iterator[Limb]:
    for limb in found:
        yield limb
        yield from limbs(limb.below)


def shown(template: Template) -> list[Limb]:
    """Everything a page would draw; problems belong to parts that have a page."""
    problems = [told(template, each) for each in checks.check(template, as_scheme=False)]
    assert all(each.part.page in PAGES and each.text for each in problems)
    outline(template)
    grown = tree(template, problems)
    every = [*limbs(grown.limbs), *limbs(grown.loose)]
    assert {limb.part.key for limb in every} >= {key for name in graph.SECTIONS for key in getattr(template, name)}
    return every


def without_one(plain: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a document."""
    if path:
        yield path
    for step, inner in plain.items() if isinstance(plain, dict) else ():
        yield from without_one(inner, (*path, step))


@pytest.mark.parametrize("name", documents.names())
def test_every_document_with_any_one_thing_missing(name: str) -> None:
    places = list(without_one(examples.data(name)))
    drawn = 0
    for path in places if len(places) < 400 else itertools.islice(places, 0, None, 5):
        plain = examples.data(name)
        inner = plain
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]
        template, _problems = document.parse(plain)
        if template is not None:
            shown(template)
            drawn += 1
    assert drawn > 20


def test_a_circle_has_no_top_and_is_drawn_all_the_same() -> None:
    plain = examples.data("asn_performance")
    plain["nodes"] = {
        "one": {"kind": "sum", "inputs": {"two": {}}},
        "two": {"kind": "sum", "inputs": {"one": {}, "nobody": {}}},
    }
    every = shown(examples.parsed(plain))
    assert {"one", "two", "nobody"} <= {limb.part.key for limb in every}
    assert [limb.part.page for limb in every if limb.part.key == "nobody"] == [""]


def test_weights_and_their_sum_stand_at_the_branch() -> None:
    found = {limb.part.key: limb for limb in shown(examples.template("jabar_talent_2021"))}
    performance = found["performance"]
    assert [str(each.total) for each in performance.sums] == ["105"]
    assert performance.problems == 1
    assert all(limb.weighs for limb in performance.below)


def test_problems_are_told_in_the_readers_language() -> None:
    template = examples.template("jabar_talent_2021")
    problem = checks.check(template, as_scheme=False)[0]
    assert told(template, problem).text == "Jumlah bobot 105, seharusnya tepat 100."
    with translation.override("en"):
        assert told(template, problem).text != "Jumlah bobot 105, seharusnya tepat 100."


def test_the_points_of_a_rubric_have_their_own_page() -> None:
    plain = examples.data("asn_performance") | {
        "measures": {"hours": {"type": "count", "min": 0, "max": 9, "source": "x", "missing": "refuse"}},
        "nodes": {"points": {"kind": "rubric", "input": "hours"}},
        "ratings": {}, "matrices": {}, "recommendations": {}, "gates": {}, "results": ["points"], "distribution": {},
    }  # fmt: skip
    template = examples.parsed(plain)
    pages = {each.path: told(template, each).part.page for each in checks.check(template, as_scheme=False)}
    assert pages["/nodes/points"] == "template_rubric"
