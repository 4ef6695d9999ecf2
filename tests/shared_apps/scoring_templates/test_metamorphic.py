"""Changes of a scheme or of a person after which the numbers must be the same, or never worse."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, Outcome, Value, evaluate
from shared_apps.scoring_templates.rules import checks, document, kinds
from shared_apps.scoring_templates.rules.sections import NUMERIC_TYPES
from shared_apps.scoring_templates.rules.template import Template
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.random_people import people
from tests.shared_apps.scoring_templates.test_agreement import schemes

Plain = dict[str, Any]
SCHEMES, PEOPLE = 60, 6
_KEY = re.compile(r"(?<![a-z0-9_])([mnrx])(\d+|_first)(?![a-z0-9_])")


def random_schemes() -> Iterator[tuple[Template, list[Case]]]:
    """Those of the agreement tests, with their people."""
    for seed, scheme in schemes(0, SCHEMES):
        yield scheme, people(scheme, seed, PEOPLE)


def plain_of(scheme: Template) -> Plain:
    """Its document, to be changed at will."""
    found: Plain = json.loads(document.canonical(scheme))
    return found


def sound(plain: Plain) -> Template:
    """The changed document, which must still be a scheme."""
    scheme = examples.parsed(plain)
    assert checks.check(scheme, as_scheme=True) == []
    return scheme


def assert_same(before: list[Outcome], after: list[Outcome], called: Callable[[str], str] = str) -> None:
    """Every value of before is after's, under the name it has now; statuses, reasons and gates are too."""
    for one, other in zip(before, after, strict=True):
        assert {key: other.values[called(key)] for key in one.values} == dict(one.values)
        assert (other.status, dict(other.gates)) == (one.status, dict(one.gates))
        renamed = {f"{called(key)}:{why}" for key, _, why in (reason.partition(":") for reason in one.reasons)}
        assert renamed <= set(other.reasons)


def reversed_everywhere(value: Any) -> Any:
    """Maps from back to front; lists stay, their order is a meaning."""
    if isinstance(value, dict):
        return {key: reversed_everywhere(value[key]) for key in reversed(value)}
    return value


def test_the_order_in_which_things_are_written_means_nothing(cursor: CursorWrapper) -> None:
    for scheme, cases in random_schemes():
        turned = sound(reversed_everywhere(plain_of(scheme)))
        assert document.content_hash(turned) == document.content_hash(scheme)
        backwards = [Case(dict(reversed(case.measures.items())), case.profile) for case in cases]
        assert_same(evaluate(cursor, scheme, cases), evaluate(cursor, turned, backwards))


def test_names_mean_nothing(cursor: CursorWrapper) -> None:
    def called(key: str) -> str:
        return _KEY.sub(lambda found: f"z{9 - ord(found[1]) % 7}{found[1]}{found[2]}", key)

    for scheme, cases in random_schemes():
        renamed = sound(json.loads(called(document.canonical(scheme))))
        people_of = [
            Case({called(key): value for key, value in case.measures.items()}, case.profile) for case in cases
        ]
        assert set(renamed.measures).isdisjoint(scheme.measures)
        assert_same(evaluate(cursor, scheme, cases), evaluate(cursor, renamed, people_of), called)


def test_a_part_split_in_two_of_the_same_weight_together_changes_nothing(cursor: CursorWrapper) -> None:
    tried = 0
    for scheme, cases in random_schemes():
        plain = plain_of(scheme)
        split = {key for node in plain["nodes"].values() for key in _split(node)}
        if not split:
            continue
        for section in ("nodes", "measures"):
            twins = {f"{key}_twin": deepcopy(part) for key, part in plain[section].items() if key in split}
            plain[section] |= twins
        twice = [
            Case(
                case.measures | {f"{key}_twin": case.measures[key] for key in split & set(case.measures)}, case.profile
            )  # type: ignore[operator]
            for case in cases
        ]
        assert_same(evaluate(cursor, scheme, cases), evaluate(cursor, sound(plain), twice))
        tried += 1
    assert tried > SCHEMES / 4


def _split(node: Plain) -> Iterator[str]:
    """Halve the first input of a weighted mean, in every variant."""
    if node["kind"] != "weighted_mean":
        return
    for part in (node, *node.get("variants", {}).values()):
        for key, given in list(part.get("inputs", {}).items())[:1]:
            whole = Decimal(given["weight"])
            half = (whole / 2).quantize(Decimal("0.0001"))
            part["inputs"][key] = given | {"weight": str(half)}
            part["inputs"][f"{key}_twin"] = given | {"weight": str(whole - half)}
            yield key


def test_twice_all_weights_and_twice_their_total_change_nothing(cursor: CursorWrapper) -> None:
    for scheme, cases in random_schemes():
        plain = plain_of(scheme)
        for node in plain["nodes"].values():
            if node["kind"] == "weighted_mean":
                _double(node)
        assert_same(evaluate(cursor, scheme, cases), evaluate(cursor, sound(plain), cases))


def _double(node: Plain) -> None:
    node["total"] = str(Decimal(node.get("total", "100")) * 2)
    if node.get("minimum_weight_present") is not None:
        node["minimum_weight_present"] = str(Decimal(node["minimum_weight_present"]) * 2)
    weighed = [*node.get("groups", {}).values()]
    for part in (node, *node.get("variants", {}).values()):
        weighed += part.get("inputs", {}).values()
    for each in weighed:
        each["weight"] = str(Decimal(each["weight"]) * 2)


def test_a_measure_nobody_reads_and_words_nobody_calculates_with_change_nothing(cursor: CursorWrapper) -> None:
    for scheme, cases in random_schemes():
        plain = plain_of(scheme)
        plain["title"], plain["note"] = {"id": "Lain"}, "Lain"
        assert document.calculation_hash(examples.parsed(plain)) == document.calculation_hash(scheme)
        plain["measures"]["unread"] = {
            "type": "number", "min": "0", "decimals": 0, "source": "people", "missing": "exclude_and_renormalise"
        }  # fmt: skip
        more = [Case(case.measures | {"unread": Decimal(3)}, case.profile) for case in cases]  # type: ignore[operator]
        assert_same(evaluate(cursor, scheme, cases), evaluate(cursor, sound(plain), more))


@pytest.mark.parametrize("name", examples.VECTORS)
def test_better_evidence_never_makes_a_result_worse(name: str, cursor: CursorWrapper) -> None:
    scheme = examples.scheme(name)
    random = Random(11)  # noqa: S311  repeatable, not secret
    pairs = [pair for _ in range(60) for pair in _pairs(scheme, random)]
    worse = evaluate(cursor, scheme, [before for before, _after in pairs])
    better = evaluate(cursor, scheme, [after for _before, after in pairs])
    moved = 0
    for (before, after), low, high in zip(pairs, worse, better, strict=True):
        for key in scheme.results:
            if low.values[key] is not None:
                assert _rank(scheme, key, high.values[key]) >= _rank(scheme, key, low.values[key]), (before, after)
                moved += high.values[key] != low.values[key]
    assert moved > len(pairs) / 100


def _pairs(scheme: Template, random: Random) -> Iterator[tuple[Case, Case]]:
    """Somebody with all evidence, and the same with one measure a step better."""
    profile = random.choice([*scheme.profiles, None] if not scheme.profiles else [*scheme.profiles])
    measures = {key: _ordinary(scheme, key, random) for key in scheme.measures}
    for key, measure in scheme.measures.items():
        improved = _improved(scheme, key, measures[key])
        if measure.direction != "neutral" and improved is not None:
            yield Case(measures, profile), Case(measures | {key: improved}, profile)


def _ordinary(scheme: Template, key: str, random: Random) -> Value:
    measure = scheme.measures[key]
    if measure.type not in NUMERIC_TYPES:
        return random.choice(kinds.codes_of(scheme, key) or ("",))
    low, high = measure.min or Decimal(0), measure.max
    return Decimal(random.randint(int(low), int(low + 60 if high is None else high)))


def _improved(scheme: Template, key: str, value: Value) -> Value:
    measure = scheme.measures[key]
    if isinstance(value, Decimal):
        better = value - 1 if measure.direction == "lower" else value + 1
        low, high = measure.min or Decimal(0), measure.max
        return better if better >= low and (high is None or better <= high) else None
    codes = list(kinds.codes_of(scheme, key) or ())
    place = codes.index(str(value)) + (-1 if measure.direction == "lower" else 1)
    return codes[place] if 0 <= place < len(codes) else None


def _rank(scheme: Template, key: str, value: Value) -> Decimal | int:
    if isinstance(value, Decimal):
        return value
    return list(kinds.codes_of(scheme, key) or ()).index(str(value))
