"""Whether the audit of a government is as it was sealed."""

import argparse
import json
import sys
from dataclasses import asdict

from django_tenants.utils import get_public_schema_name, schema_context

from shared_apps.audit import sealing
from tenants.regions import services
from tenants.regions.sealing import heads_of

_WORDS = {
    "changed": "a row, or the seal itself, is not what was sealed",
    "row_removed": "a sealed row is gone",
    "seal_removed": "a seal is gone",
    "made_anew": "the seal is not the one that was told before",
    "row_inserted": "a row that no seal knows",
}


def verify(argv: list[str]) -> int:
    """Recompute every seal of a government under its own login, and compare with what it told the host."""
    parser = argparse.ArgumentParser(prog="merit audit verify")
    parser.add_argument("--region", required=True, help="schema name; public is the host")
    parser.add_argument("--head", action="append", default=[], metavar="NUMBER:CODE", help="a head somebody kept")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    public = get_public_schema_name()
    with schema_context(public):
        heads = heads_of(given.region) if given.region != public else {}
    heads |= {int(number): code for number, code in (text.split(":", 1) for text in given.head)}
    with schema_context(public) if given.region == public else services.inside(given.region):
        verdict = sealing.verify(given.region, heads=heads)
    if given.json:
        print(json.dumps({"region": given.region, "holds": verdict.holds, "told": len(heads), **asdict(verdict)}))
    elif verdict.holds:
        print(f"{given.region}: {verdict.seals} seals hold; head {verdict.head or '-'}")
    else:
        for fault in verdict.faults:
            rows = f": {', '.join(fault.rows)}" if fault.rows else ""
            print(f"{given.region}: seal {fault.seal or '-'}: {_WORDS[fault.what]}{rows}", file=sys.stderr)
    return 0 if verdict.holds else 1
