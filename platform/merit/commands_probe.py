"""`merit probe`: the nightly search at once, for all regions or some."""

import argparse
import json
import sys

from django.utils import timezone
from django_tenants.utils import get_public_schema_name, schema_context

from tenants.probes import services, turns
from tenants.probes.models import Search


def probe(argv: list[str]) -> int:
    """Plant canaries, search everywhere for them, sign the reports; 1 unless every region is proved apart."""
    parser = argparse.ArgumentParser(prog="merit probe", description=probe.__doc__)
    parser.add_argument("schema", nargs="*", help="regions; without any, all active ones")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    with schema_context(get_public_schema_name()):
        night = services.begin(at=timezone.now(), only=options.schema)
        turns.finish(night)
        rows = list(night.searches.order_by("region"))
    if options.json:
        told = [_facts(row) for row in rows]
        print(json.dumps({"skipped": night.skipped, "searched": told}))
    else:
        for row in rows:
            print(_line(row))
        for name, reason in night.skipped.items():
            print(f"{name}: skipped ({reason})", file=sys.stderr)
    unknown = set(options.schema) - {row.region for row in rows} - set(night.skipped)
    for name in sorted(unknown):
        print(f"{name}: no such region", file=sys.stderr)
    return 0 if not unknown and all(row.verdict == "apart" for row in rows) else 1


def _facts(row: Search) -> dict[str, object]:
    return {
        "region": row.region,
        "verdict": row.verdict,
        "tried": sum(each["tried"] for each in row.tried.values()),
        "own": sum(each["own"] for each in row.tried.values()),
        "foreign": row.found,
        "blind": row.blind,
        "milliseconds": row.milliseconds,
    }


def _line(row: Search) -> str:
    facts = _facts(row)
    blind = f"; not answered: {', '.join(row.blind)}" if row.blind else ""
    crossed = "".join(f"\n  canary of {each['owner']}: {each['way']} {each['where']}" for each in row.found)
    return (
        f"{row.region}: {row.verdict}; {facts['tried']} tried, own canary {facts['own']} times, "
        f"foreign {len(row.found)}{blind}; {row.milliseconds} ms{crossed}"
    )
