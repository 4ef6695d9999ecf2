"""`merit fleet`: the version of every region, one act that migrates all, the proof. Holds the owner's password."""

import argparse
import json
import sys
from dataclasses import asdict

from django.utils import timezone

from merit import fleet_at_head
from tenants.regions import proofs
from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema, catalogue, status, waves
from tenants.regions.fleet.progress import Outcome
from tenants.regions.fleet.versions import code_version
from tenants.regions.rules import BASE_SCHEMA


def show_status(argv: list[str]) -> int:
    """The version of each region; 1 when one is not at the head."""
    parser = argparse.ArgumentParser(prog="merit fleet status")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with as_owner():
        standings = status.fleet()
    behind = [one for one in standings if not one.is_done]
    if options.json:
        rows = [
            {"region": one.schema_name, "state": one.state, "version": one.version, "missing": len(one.missing)}
            for one in standings
        ]
        print(json.dumps({"head": code_version(), "counts": status.counts(standings), "regions": rows}))
    else:
        print(f"head {code_version()}: {len(standings) - len(behind)} of {len(standings)} regions")
        for one in behind:
            told = "is newer than this code" if one.is_ahead else f"lacks {len(one.missing)} migration(s)"
            print(f"  {one.schema_name} ({one.state}): {one.version}, {told}")
    return 1 if behind else 0


def migrate(argv: list[str]) -> int:
    """Bring all regions to this code's tables: base, canary, a few, the rest; the first failure stops it."""
    options = fleet_at_head.arguments(argv)
    with as_owner():
        outcome = waves.migrate(jobs=options.jobs, canary=options.canary, say=_say)
    if options.json:
        print(json.dumps({"head": code_version(), **asdict(outcome)}))
    tell(outcome)
    return 0 if outcome.is_good else 1


def prove(argv: list[str]) -> int:
    """The whole proof of isolation, and every region's catalogue against the base's."""
    parser = argparse.ArgumentParser(prog="merit fleet proof")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    broken = proofs.prove(at=timezone.now()).broken
    with as_owner():
        base_schema.ensure()
        wanted = catalogue.lines(BASE_SCHEMA)
        unlike = {}
        for one in status.fleet():
            found = catalogue.lines(one.schema_name) if not one.missing else wanted
            if found != wanted:
                unlike[one.schema_name] = base_schema.difference(found, wanted)
    if options.json:
        print(json.dumps({"broken_promises": broken, "unlike_base": unlike}))
    for line in [*broken, *(f"{name} is not like the base schema: {text}" for name, text in unlike.items())]:
        print(line, file=sys.stderr)
    return 1 if broken or unlike else 0


def tell(outcome: Outcome) -> None:
    """What happened, in words; beside the JSON."""
    _say(f"{len(outcome.migrated)} region(s) migrated, {outcome.skipped} were at the head")
    for name, error in outcome.failed.items():
        _say(f"{name} failed and is as it was: {error}")
    if outcome.waiting:
        _say(f"{len(outcome.waiting)} region(s) were not touched: {', '.join(outcome.waiting[:10])}")
    for line in [*outcome.broken, *outcome.unlike_base]:
        _say(line)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
