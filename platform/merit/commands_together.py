"""`merit provision --list FILE`: several regions from one sheet, refused together or accepted together."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from merit.reporting import Operator, refused
from shared_apps.audit.acting import acting
from shared_apps.errors import DomainError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from shared_apps.jobs.words import failure
from shared_apps.rows import new_id
from tenants.regions import provisioning, rules
from tenants.regions.models import Batch, Region
from tenants.regions.together import reading, services

_SECONDS_BETWEEN_LOOKS = 0.5


def provision_list(argv: list[str]) -> int:
    """Ask for every region of a list, and wait for them if told to."""
    options = _parser().parse_args(argv)
    if options.here and not settings.DATABASE_OWNER_PASSWORD:
        print("--here needs MERIT_DATABASE_OWNER_PASSWORD, which only the provisioning process has.", file=sys.stderr)
        return 2
    actor, day, path = Operator(options.as_name), timezone.localdate(), Path(options.list)
    try:
        with acting(request_id=new_id(), who=lambda: (None, actor.name)):
            rows = reading.asked(path.read_bytes(), name=path.name, actor=actor, day=day)
            batch = None if options.check else services.provision_together(rows=rows, actor=actor, day=day)
    except DomainError as error:
        return refused(error, as_json=options.json)
    if batch is None:
        return _answer({"rows": len(rows)}, as_json=options.json, ok=True)
    if options.here:
        _run_here(batch)
    told = _follow(batch, seconds=options.timeout if options.here or options.wait else 0)
    ok = not (options.here or options.wait) or all(each["state"] == Region.State.ACTIVE for each in told)
    return _answer({"batch": str(batch.id), "regions": told}, as_json=options.json, ok=ok)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="merit provision", description="Provision every region of a list.")
    parser.add_argument("--list", required=True, metavar="FILE", help="xlsx or CSV; the console has an example")
    parser.add_argument("--check", action="store_true", help="only say what is wrong with it")
    parser.add_argument("--wait", action="store_true", help="until each is active or stopped")
    parser.add_argument("--here", action="store_true", help="do it in this process, which holds the owner's password")
    parser.add_argument("--timeout", type=float, default=1800, metavar="SECONDS", help="for --wait (1800)")
    parser.add_argument("--json", action="store_true", help="one JSON line last")
    parser.add_argument("--as-name", default="Operator", help="who is written down as having asked")
    return parser


def _jobs(batch: Batch) -> list[Job]:
    keys = [rules.provisioning_key(name) for name in batch.lines.values_list("schema_name", flat=True)]
    return list(Job.objects.filter(key__in=keys).order_by("requested_at"))


def _run_here(batch: Batch) -> None:
    """One after the other; what stops does not hold up the next."""
    for job in _jobs(batch):
        try:
            with jobs.working(job.id) as claimed:
                provisioning.run(job=claimed)
        except jobs.NotClaimed:
            continue  # a worker was faster


def _follow(batch: Batch, *, seconds: float) -> list[dict[str, Any]]:
    """Print each region as it is over, until all are or the time is up; then how each stands."""
    told: set[str] = set()
    deadline = time.monotonic() + seconds
    while True:
        found = _jobs(batch)
        for job in found:
            name = job.arguments["region"]
            if job.is_over and name not in told:
                told.add(name)
                print(f"{name}: {'OK' if job.state == State.DONE else failure(job.error)}", flush=True)
        if all(job.is_over for job in found) or time.monotonic() >= deadline:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    states = dict(Region.objects.values_list("schema_name", "state"))
    return [
        {
            "region": job.arguments["region"],
            "state": states.get(job.arguments["region"]),
            "job": job.state,
            "error": job.error,
        }
        for job in found
    ]


def _answer(facts: dict[str, Any], *, as_json: bool, ok: bool) -> int:
    if as_json:
        print(json.dumps(facts))
    return 0 if ok else 1
