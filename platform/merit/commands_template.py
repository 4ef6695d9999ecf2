"""`merit template check|evaluate|diff`: documents tried and compared without a region."""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import connection

from shared_apps.errors import InvalidError
from shared_apps.scoring_templates import differences, documents
from shared_apps.scoring_templates.evaluation import evaluate as evaluate_cases
from shared_apps.scoring_templates.rules import customisation, document, problems
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.soundness import refused, sound
from shared_apps.scoring_templates.trying import sheet
from shared_apps.scoring_templates.trying.queries import customisation_of

Problem = Mapping[str, str]


def check(argv: list[str]) -> int:
    """Check a document and print every problem with its code, path and text; 1 when there is one."""
    given = _parser("check").parse_args(argv)
    template: Template | None = None
    problems: list[Problem] = []
    try:
        template = _template(given.file)
        if given.customisation:
            template = _scheme(template, given.customisation)
    except InvalidError as refusal:
        problems = _problems(refusal)
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
    """Evaluate a sheet of measures through the production SQL and write every value to a CSV."""
    parser = _parser("evaluate")
    parser.add_argument("--measures", required=True, help="CSV or xlsx: case, profile, one column per measure")
    parser.add_argument("--out", required=True, help="CSV that is written")
    given = parser.parse_args(argv)
    try:
        template = _template(given.file)
        scheme = _scheme(template, given.customisation) if given.customisation else _adopted(template)
        people = sheet.read(scheme, _file_bytes(given.measures), name=given.measures)
    except InvalidError as refusal:
        _tell(given.file, _problems(refusal), {"evaluated": 0}, as_json=given.json)
        return 1
    with connection.cursor() as cursor:
        outcomes = evaluate_cases(cursor, scheme, [person.case for person in people])
    Path(given.out).write_bytes(sheet.written(scheme, people, outcomes, delimiter=","))
    statuses = Counter(outcome.status for outcome in outcomes)
    facts = {"evaluated": len(outcomes), "status": dict(sorted(statuses.items())), "out": given.out}
    _tell(given.file, [], facts, as_json=given.json)
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
    except InvalidError as refusal:
        _tell(name, _problems(refusal), {"compared": False}, as_json=given.json)
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
    return sound(documents.text(name) if name in documents.names() else _file_text(name))


def _file_bytes(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise SystemExit(f"{name}: {error.strerror}") from error


def _file_text(name: str) -> str:
    content = _file_bytes(name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused([problems.Problem("shape", "", {"detail": "UTF-8"})]) from error


def _scheme(template: Template, name: str) -> Template:
    return _resolved(template, customisation_of(template, _file_text(name)))


def _adopted(template: Template) -> Template:
    return _resolved(template, customisation.adopted_as(template))


def _resolved(template: Template, change: customisation.Customisation) -> Template:
    resolution = customisation.resolve(template, change)
    if resolution.scheme is None:
        raise refused(resolution.problems)
    return resolution.scheme


def _problems(refusal: InvalidError) -> list[Problem]:
    """Every problem of a document; a file that cannot be read at all is one."""
    alone = {"code": refusal.code, "path": "", "text": str(refusal.message)}
    return list(refusal.details.get("problems", [alone]))


def _tell(name: str, problems: Sequence[Problem], facts: dict[str, Any], *, as_json: bool) -> None:
    for problem in problems:
        print(f"{problem['code']:22} {problem['path'] or '/'}  {problem['text']}")
    print(f"{name}: {len(problems)} masalah" if problems else f"{name}: tidak ada masalah")
    if as_json:
        print(json.dumps({"document": name, **facts, "problems": problems}, ensure_ascii=False))
