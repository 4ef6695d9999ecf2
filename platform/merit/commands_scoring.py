"""`merit import results`, `merit score` and `merit replay`: the same services as the pages, in the region itself."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from merit.reporting import operating, refused, told
from shared_apps.errors import DomainError, NotFoundError
from shared_apps.sheets import reader
from tenant_apps.scoring import replaying, services
from tenant_apps.scoring.models import Period, Run


def results(argv: list[str]) -> int:
    """Import a period's results."""
    parser = _parser("import results", "A sheet of results; taken as a whole or not at all.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
    parser.add_argument("--allow-removals", action="store_true", help="empty cells may remove values that are stored")
    options = parser.parse_args(argv)
    if not options.file.is_file():
        print(f"{options.file}: no such file", file=sys.stderr)
        return 2
    try:
        with operating(options.region, options.as_name) as operator:
            made = services.import_results(
                table=reader.read(options.file.read_bytes(), name=options.file.name),
                period=_period(options.period),
                actor=operator,
                at=timezone.now(),
                dry_run=options.dry_run,
                most_removed=None if options.allow_removals else 0,
                report=told,
            )
    except DomainError as error:
        return refused(error, as_json=options.json)
    figures = {name: getattr(made, name) for name in ("rows", "new", "changed", "removed", "same")}
    more = {"measures": list(made.measures), "ignored_columns": list(made.ignored_columns), "waits": made.waits}
    _answer(options, figures, more)
    if made.waits:
        print(f"{made.removed} values would be removed; nothing is written without --allow-removals", file=sys.stderr)
    return 1 if made.waits else 0


def score(argv: list[str]) -> int:
    """Score a whole region for a period."""
    options = _parser("score", "Score everybody by every scheme of a period.").parse_args(argv)
    try:
        with operating(options.region, options.as_name) as operator:
            runs = services.run_period(period=_period(options.period), actor=operator, report=told)
            facts = [_facts(run) for run in runs]
    except DomainError as error:
        return refused(error, as_json=options.json)
    last = facts[-1]
    figures = {name: last[name] for name in ("people", "scored", "needs_verification", "incomplete")}
    return _answer(options, figures, {"boxes": last["boxes"], "schemes": facts})


def replay(argv: list[str]) -> int:
    """Compute finished runs, or one person in them, again from their stored inputs; 1 when a digit differs."""
    parser = _parser("replay", "Compute runs again from what they stored, for everybody or one person.", period=False)
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--period", help="code of a period: its current runs")
    wanted.add_argument("--run", type=UUID, help="one run, as it is printed beneath a calculation")
    parser.add_argument("--person", type=UUID, help="one person alone, by the id of the employee")
    options = parser.parse_args(argv)
    try:
        with operating(options.region, options.as_name):
            runs = _runs(options).select_related("scheme").order_by("scheme__template_key")
            found = [(run, replaying.replay(run=run, employee_id=options.person)) for run in runs]
            if not any(again.rows for _run, again in found):
                raise NotFoundError("score_unknown", "Tidak ada nilai tersimpan yang dimaksud.")
    except DomainError as error:
        return refused(error, as_json=options.json)
    facts = [
        {
            "scheme": str(run.scheme),
            "results_hash": run.results_hash,
            "rows": again.rows,
            "differing": again.differing,
            "hashes": {True: "same", False: "differ", None: "none"}[again.hashes_agree],
            "subjects": [str(subject) for subject in again.subjects],
        }
        for run, again in found
    ]
    for fact in facts:
        print(f"{fact['scheme']}: rows: {fact['rows']}, differing: {fact['differing']}, hashes: {fact['hashes']}")
    if options.json:
        print(json.dumps({"region": options.region, "period": options.period, "runs": facts}))
    return 0 if all(again.is_same for _run, again in found) else 1


def _runs(options: argparse.Namespace) -> "QuerySet[Run]":
    if options.run is not None:
        return Run.objects.filter(id=options.run)
    return Run.objects.filter(period=_period(options.period), is_current=True)


def _parser(command: str, description: str, *, period: bool = True) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"merit {command}", description=description)
    parser.add_argument("--region", required=True, help="short name, e.g. solo")
    if period:
        parser.add_argument("--period", required=True, help="code of the period, e.g. 2026")
    parser.add_argument("--json", action="store_true", help="one JSON line last")
    parser.add_argument("--as-name", default="Operator", help="who is written down as having done it")
    return parser


def _period(code: str) -> Period:
    found = Period.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Period.objects.values_list("code", flat=True)) or "–"
        raise NotFoundError("period_unknown", f"Periode {code} tidak ada. Yang ada: {known}.")
    return found


def _facts(run: Run) -> dict[str, Any]:
    """What a run came to; every box is named, empty ones too."""
    counts = run.counts
    seconds = (run.finished_at - run.started_at).total_seconds() if run.finished_at else None
    return {
        "scheme": f"{run.scheme.template_key} {run.scheme.template_version}",
        **{name: counts[name] for name in ("people", "scored", "needs_verification", "incomplete")},
        "boxes": {str(number): counts["boxes"].get(str(number), 0) for number in range(1, 10)},
        "predicates": counts["predicates"],
        "inputs_hash": run.inputs_hash,
        "results_hash": run.results_hash,
        "seconds": seconds,
    }


def _answer(options: argparse.Namespace, figures: dict[str, int], more: dict[str, Any]) -> int:
    print(", ".join(f"{name}: {number}" for name, number in figures.items()))
    if options.json:
        dry_run = {"dry_run": options.dry_run} if "dry_run" in options else {}
        print(json.dumps({"region": options.region, "period": options.period, **dry_run, **figures, **more}))
    return 0
