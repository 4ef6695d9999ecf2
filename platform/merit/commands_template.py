"""`merit template check|evaluate|diff`: documents tried and compared without a region."""

import argparse
import csv
import io
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection

from shared_apps.scoring_templates import differences, documents, messages
from shared_apps.scoring_templates.evaluation import Case, Outcome, Value
from shared_apps.scoring_templates.evaluation import evaluate as evaluate_cases
from shared_apps.scoring_templates.rules import checks, customisation, decimals, document, kinds, order
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template


class _RefusedError(Exception):
    """The document cannot be used; every reason is told."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


def check(argv: list[str]) -> int:
    """Check a document and print every problem with its code, path and text; 1 when there is one."""
    given = _parser("check").parse_args(argv)
    template: Template | None = None
    try:
        template = _template(given.file)
        if given.customisation:
            template = _scheme(template, given.customisation)
        problems: Sequence[Problem] = ()
    except _RefusedError as refusal:
        problems = refusal.problems
    facts: dict[str, Any] = {"valid": template is not None and not problems}
    if template is not None:
        facts.update(
            key=template.key,
            version=template.version,
            content_hash=document.content_hash(template),
            calculation_hash=document.calculation_hash(template),
        )
    _tell(given.file, problems, facts, as_json=given.json)
    return 1 if problems else 0


def evaluate(argv: list[str]) -> int:
    """Evaluate a CSV of measures through the production SQL and write every value to a CSV."""
    parser = _parser("evaluate")
    parser.add_argument("--measures", required=True, help="CSV: case, profile, one column per measure")
    parser.add_argument("--out", required=True, help="CSV that is written")
    given = parser.parse_args(argv)
    try:
        template = _template(given.file)
        change = given.customisation
        scheme = _scheme(template, change) if change else _adopted(template)
        names, cases = _cases(scheme, _file_text(given.measures))
    except _RefusedError as refusal:
        _tell(given.file, refusal.problems, {"evaluated": 0}, as_json=given.json)
        return 1
    with connection.cursor() as cursor:
        outcomes = evaluate_cases(cursor, scheme, cases)
    Path(given.out).write_text(_written(scheme, names, cases, outcomes), encoding="utf-8", newline="")
    statuses = {
        status: sum(one.status == status for one in outcomes) for status in sorted({o.status for o in outcomes})
    }
    _tell(given.file, (), {"evaluated": len(outcomes), "status": statuses, "out": given.out}, as_json=given.json)
    return 0


def diff(argv: list[str]) -> int:
    """Say in words what the second document changes against the first."""
    parser = argparse.ArgumentParser(prog="merit template diff")
    parser.add_argument("old", help="a YAML document, or the name of one of ours")
    parser.add_argument("new")
    parser.add_argument("--json", action="store_true", help="print one JSON line last")
    given = parser.parse_args(argv)
    name = given.old
    try:
        old = _template(name)
        name = given.new
        new = _template(name)
    except _RefusedError as refusal:
        _tell(name, refusal.problems, {"compared": False}, as_json=given.json)
        return 1
    lines = differences.in_words(old, new)
    print("\n".join(lines))
    if given.json:
        same = document.calculation_hash(old) == document.calculation_hash(new)
        print(json.dumps({"numbers_can_differ": not same, "changes": lines}, ensure_ascii=False))
    return 0


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"merit template {name}")
    parser.add_argument("file", help=f"a YAML document, or one of ours: {', '.join(documents.names())}")
    parser.add_argument("--customisation", help="a region's YAML document")
    parser.add_argument("--json", action="store_true", help="print one JSON line last")
    return parser


def _template(name: str) -> Template:
    text = documents.text(name) if name in documents.names() else _file_text(name)
    template, problems = document.read_yaml(text)
    if template is None:
        raise _RefusedError(problems)
    problems = checks.check(template, as_scheme=False)
    if problems:
        raise _RefusedError(problems)
    return template


def _file_text(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _RefusedError([Problem("shape", "", {"detail": "UTF-8"})]) from error
    except OSError as error:
        raise SystemExit(f"{name}: {error.strerror}") from error


def _scheme(template: Template, name: str) -> Template:
    data, problems = document.load_yaml(_file_text(name))
    change = None
    if data is not None:
        change, problems = customisation.parse(data)
    if change is None:
        raise _RefusedError(problems)
    return _resolved(template, change)


def _adopted(template: Template) -> Template:
    return _resolved(template, customisation.adopted_as(template))


def _resolved(template: Template, change: customisation.Customisation) -> Template:
    resolution = customisation.resolve(template, change)
    if resolution.scheme is None:
        raise _RefusedError(resolution.problems)
    return resolution.scheme


def _cases(scheme: Template, text: str) -> tuple[list[str], list[Case]]:
    """The rows of a CSV; a column is `case`, `profile`, a measure, or `in:` and a measure; other prefixes are left."""
    rows = csv.DictReader(io.StringIO(text))
    columns = {name: name.removeprefix("in:") for name in rows.fieldnames or () if name not in {"case", "profile"}}
    measures = {name: key for name, key in columns.items() if key in scheme.measures}
    results = ("out:", "gate:", "status", "reasons")
    problems = [
        Problem("input_unknown", name, {"name": key})
        for name, key in columns.items()
        if name not in measures and not name.startswith(results)
    ]
    names: list[str] = []
    cases: list[Case] = []
    for number, row in enumerate(rows, start=2):
        found: dict[str, Value] = {}
        for name, key in measures.items():
            written = (row[name] or "").strip()
            value: Value = written or None
            if written and kinds.is_number(scheme, key):
                value = decimals.read_text(written)
                if value is None:
                    problems.append(Problem("decimal_expected", f"{number}/{name}", {"detail": written}))
            found[key] = value
        names.append(row.get("case") or str(number - 1))
        cases.append(Case(found, row.get("profile") or None))
    if problems:
        raise _RefusedError(problems)
    return names, cases


def _written(scheme: Template, names: Iterable[str], cases: Iterable[Case], outcomes: Iterable[Outcome]) -> str:
    """The same form as the vectors of the tests."""
    measures, values, gates = order.measure_keys(scheme), order.value_keys(scheme), order.gate_keys(scheme)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(
        [
            "case",
            "profile",
            *(f"in:{key}" for key in measures),
            *(f"out:{key}" for key in values),
            *(f"gate:{key}" for key in gates),
            "status",
            "reasons",
        ]
    )
    for name, case, outcome in zip(names, cases, outcomes, strict=True):
        shown = [outcome.inputs[key] for key in measures] + [outcome.values[key] for key in values]
        writer.writerow(
            [
                name,
                case.profile or "",
                *(_text(value) for value in shown),
                *(outcome.gates[key] for key in gates),
                outcome.status,
                " ".join(outcome.reasons),
            ]
        )
    return target.getvalue()


def _text(value: Value) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value or ""


def _tell(name: str, problems: Sequence[Problem], facts: dict[str, Any], *, as_json: bool) -> None:
    for problem in problems:
        print(f"{problem.code:22} {problem.path or '/'}  {messages.text_of(problem)}")
    print(f"{name}: {len(problems)} masalah" if problems else f"{name}: tidak ada masalah")
    if as_json:
        listed = [{"code": p.code, "path": p.path, "text": messages.text_of(p)} for p in problems]
        print(json.dumps({"document": name, **facts, "problems": listed}, ensure_ascii=False))
