"""The catalogue of problems, whole: each code is raised by a document of its own and speaks both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper
from django.utils import translation

from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.evaluation import Case, evaluate
from shared_apps.scoring_templates.rules import customisation, document
from shared_apps.scoring_templates.rules.merge import three_way_merge
from shared_apps.scoring_templates.rules.problems import Problem
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.test_checks import MORE, REFUSALS, _changed, _problems
from tests.shared_apps.scoring_templates.test_merge import EXAMPLE, changed

TALENT, SURABAYA = "talent_national_2025", "surabaya_individual"
_D3 = "/nodes/education_points/choices/d3"
_LOCAL = {"type": "number", "min": 0, "max": 100, "decimals": 2, "source": "service", "missing": "refuse"}
CHANGES: list[tuple[str, list[tuple[str, Any]]]] = [  # of a region, beside its example
    (TALENT, [("/nodes/performance/inputs/awards_points/weight", 20)]),
    (TALENT, [(_D3, 101)]),
    (TALENT, [(_D3, 70)]),
    (TALENT, [(_D3, 71), (_D3, 72)]),
    (TALENT, [("/measures/local_x", {"type": "flag", "source": "people", "missing": "refuse"})]),
    (SURABAYA, [("/measures/local_9", "x")]),
    (SURABAYA, [("/measures/local_1", _LOCAL), ("/measures/local_2", _LOCAL)]),
    (SURABAYA, [("/measures/local_1", {**_LOCAL, "source": "people"})]),
    (SURABAYA, [("/measures/local_1", _LOCAL), ("/measures/local_1/min", 1)]),
    (SURABAYA, [("/measures/local_1", _LOCAL), ("/nodes/individual/inputs/local_1", {"weight": 90})]),
]
SHAPES = [  # what cannot be read as a number
    ("/nodes/quarter_score/max", "1000000000000"),
    ("/nodes/quarter_score/max", 0.5),
    ("/nodes/contract/inputs/individual/weight", "80.00001"),
]


def raised() -> Iterator[Problem]:
    """Every problem of every document that earns one."""
    for case in REFUSALS:
        plain = _changed(
            examples.data(case["template"]), case["path"], case.get("value"), remove=case.get("remove", False)
        )
        yield from _problems(plain)
    for name, path, value, _codes in MORE:
        yield from _problems(_changed(examples.data(name), path, value))
    for path, value in SHAPES:
        yield from _problems(_changed(examples.data(SURABAYA), path, value))
    yield from document.load_yaml("a: 1\na: 2\n")[1]
    yield from _problems(examples.data(TALENT), as_scheme=True)
    for name, changes in CHANGES:
        overrides = [{"path": path, "value": value, "reason": "uji"} for path, value in changes]
        yield from customisation.resolve(examples.template(name), examples.customised(name, *overrides)).problems
    other = examples.customised(TALENT).model_copy(update={"version": "1999"})
    yield from customisation.resolve(examples.template(TALENT), other).problems


def test_every_code_is_raised_and_none_is_unknown() -> None:
    codes = {problem.code for problem in raised()}
    assert codes == messages.codes()


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_problem_that_is_raised_is_told_whole(language: str) -> None:
    with translation.override(language):
        for problem in raised():
            text = messages.text_of(problem)
            assert text
            assert text != problem.code
            assert "{" not in text.replace(str(dict(problem.params).get("detail", "")), "")


def test_the_two_languages_say_it_in_different_words() -> None:
    for code in messages.codes():
        said = set()
        for language in ("id", "en"):
            with translation.override(language):
                said.add(messages.text_of(Problem(code, "/x", {})))
        assert len(said) == 2, code


def test_every_conflict_of_a_merge_is_met() -> None:
    """The example meets them all but one; that one has a test of its own (fits alone, not together)."""
    old, new = examples.parsed(EXAMPLE["old"]), examples.parsed(changed(EXAMPLE["old"], *EXAMPLE["new"]))
    mine, problems = customisation.parse(EXAMPLE["customisation"])
    assert mine is not None, problems
    found = {conflict.code for conflict in three_way_merge(old, new, mine).conflicts}
    assert found >= {"both_changed", "now_locked", "now_out_of_bounds", "path_gone", "meaning_changed"}


def test_every_reason_of_a_score_is_given(cursor: CursorWrapper) -> None:
    talent, behaviour = examples.scheme(TALENT), examples.scheme("behaviour_360")
    given: list[tuple[Any, Case]] = [
        (talent, Case({"tenure": "-1", "awards": "nobel"})),  # type: ignore[dict-item]
        (behaviour, Case({}, "nobody")),
    ]
    reasons = {
        reason.rpartition(":")[2] for scheme, case in given for reason in evaluate(cursor, scheme, [case])[0].reasons
    }
    assert {"missing", "out_of_range", "unknown_code", "unknown"} <= reasons
    for reason in reasons | {"too_few", "outside_curve"}:
        assert messages.reason_text(f"x:{reason}") != reason
