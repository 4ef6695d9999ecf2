"""The page that teaches to write a template says nothing that is not so."""

import re
from decimal import Decimal
from pathlib import Path

from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, Value, evaluate
from shared_apps.scoring_templates.rules import checks, customisation, document, kinds
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples

PAGE = Path(__file__).parents[3] / "platform" / "docs" / "scoring.md"
COLUMNS = ["target", "presence", "complaints", "score", "grade"]


def _template() -> Template:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)
    plain, problems = document.load_yaml(text)
    assert plain is not None, problems
    return examples.parsed(plain)


def _rows() -> list[dict[str, str]]:
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    head, _rule, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert head[: len(COLUMNS)] == COLUMNS
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_its_template_is_sound_and_lets_regions_change_what_it_says() -> None:
    template = _template()
    assert checks.check(template, as_scheme=False) == []
    within = {"path": "/ratings/grade/cuts/high/value", "value": 90, "reason": "uji"}
    beyond = within | {"value": 96}
    for override, codes in ((within, []), (beyond, ["out_of_bounds"])):
        plain = {"format": 1, "template": template.key, "version": template.version, "overrides": [override]}
        change, problems = customisation.parse(plain)
        assert change is not None, problems
        assert [problem.code for problem in customisation.resolve(template, change).problems] == codes


def test_its_table_is_what_comes_out(cursor: CursorWrapper) -> None:
    scheme = customisation.resolve(_template(), customisation.adopted_as(_template())).scheme
    assert scheme is not None
    rows = _rows()
    assert len(rows) >= 5
    for row, outcome in zip(rows, evaluate(cursor, scheme, [_case(scheme, row) for row in rows]), strict=True):
        score = outcome.values["score"]
        assert ("" if score is None else str(score), outcome.values["grade"] or "") == (row["score"], row["grade"])
        assert (outcome.status == "complete") == bool(row["score"])


def _case(scheme: Template, row: dict[str, str]) -> Case:
    measures: dict[str, Value] = {
        key: (Decimal(row[key]) if kinds.is_number(scheme, key) else row[key]) for key in scheme.measures if row[key]
    }
    return Case(measures)
