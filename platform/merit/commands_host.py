"""Commands of the host: an agreement recorded, a region provisioned on its basis."""

import argparse
import json
import sys
import time
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from merit.commands_together import provision_list
from merit.reporting import Operator, refused
from shared_apps.audit.acting import acting
from shared_apps.errors import DomainError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job, State
from shared_apps.jobs.words import failure, seconds_text, step_name
from shared_apps.rows import new_id
from tenants.partnerships import queries as partnerships
from tenants.partnerships import services as agreements
from tenants.partnerships.messages import MODULE_NAMES
from tenants.regions import provisioning, queries, services
from tenants.regions.rules import ACCENTS, TIME_ZONES

_SECONDS_BETWEEN_LOOKS = 0.3


def agreement(argv: list[str]) -> int:
    """Record a cooperation agreement."""
    parser = argparse.ArgumentParser(prog="merit agreement", description="Record a cooperation agreement (PKS).")
    parser.add_argument("--number", required=True)
    parser.add_argument("--region-code", required=True, help="Kemendagri code, e.g. 33.72")
    parser.add_argument("--host-party", required=True)
    parser.add_argument("--partner-party", required=True)
    for name in ("signed-on", "starts-on", "ends-on"):
        parser.add_argument(f"--{name}", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--module", dest="modules", action="append", choices=sorted(MODULE_NAMES), required=True)
    parser.add_argument("--employee-quota", required=True, type=int)
    _common(parser)
    options = parser.parse_args(argv)
    terms = {name: value for name, value in vars(options).items() if name not in {"json", "as_name"}}
    try:
        with _written_down(options.as_name):
            recorded = agreements.record_agreement(**terms, actor=Operator(options.as_name), day=timezone.localdate())
    except DomainError as error:
        return refused(error, as_json=options.json)
    print(f"{recorded.number}: {recorded.region_name}")
    return _answer({"agreement": str(recorded.id), "number": recorded.number}, as_json=options.json)


def provision(argv: list[str]) -> int:
    """Provision a region from its agreement, or every region of a list."""
    if any(word.partition("=")[0] == "--list" for word in argv):
        return provision_list(argv)
    options = _provision_parser().parse_args(argv)
    if options.here and not settings.DATABASE_OWNER_PASSWORD:
        print("--here needs MERIT_DATABASE_OWNER_PASSWORD, which only the provisioning process has.", file=sys.stderr)
        return 2
    try:
        with _written_down(options.as_name):
            job = services.provision(
                agreement=partnerships.by_number(options.agreement),
                schema_name=options.name,
                domain=options.domain,
                administrator_name=options.administrator_name,
                administrator_email=options.administrator_email,
                personnel_agency=options.personnel_agency,
                time_zone=options.time_zone,
                accent=options.accent,
                actor=Operator(options.as_name),
                day=timezone.localdate(),
            )
            job = jobs.resume(job_id=job.id)
    except DomainError as error:
        return refused(error, as_json=options.json)
    if options.here:
        _run_here(job)
    if options.here or options.wait:
        job = _follow(job, seconds=options.timeout)
    ok = job.state == State.DONE if options.here or options.wait else True
    return _answer(_progress(job), as_json=options.json, ok=ok)


def _provision_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="merit provision", description="Provision a region from its agreement.")
    parser.epilog = "With --list FILE: every region of an xlsx or CSV list; merit provision --list FILE --help."
    parser.add_argument("--agreement", required=True, metavar="NUMBER")
    parser.add_argument("--name", required=True, help="short name: the region's schema")
    parser.add_argument("--domain", required=True)
    parser.add_argument("--administrator-name", required=True)
    parser.add_argument("--administrator-email", required=True, type=_email)
    parser.add_argument("--personnel-agency", default="BKPSDM")
    parser.add_argument("--time-zone", default="", choices=list(TIME_ZONES), help="without: of its province")
    parser.add_argument("--accent", default="indigo", choices=list(ACCENTS))
    parser.add_argument("--wait", action="store_true", help="until it is active or stopped, with its steps")
    parser.add_argument("--here", action="store_true", help="do it in this process, which holds the owner's password")
    parser.add_argument("--timeout", type=float, default=600, metavar="SECONDS", help="for --wait (600)")
    _common(parser)
    return parser


def _email(text: str) -> str:
    """Refused here: the invitation is sent only when the region's tables exist."""
    try:
        validate_email(text)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(f"no e-mail address: {text!r}") from error
    return text


def _written_down(name: str) -> AbstractContextManager[None]:
    return acting(request_id=new_id(), who=lambda: (None, name))


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON line last")
    parser.add_argument("--as-name", default="Operator", help="who is written down as having asked")


def _run_here(job: Job) -> None:
    """Do the work in this process; a worker that was faster keeps it."""
    try:
        with jobs.working(job.id) as claimed:
            provisioning.run(job=claimed)
    except jobs.NotClaimed:
        return


def _follow(job: Job, *, seconds: float) -> Job:
    """Print each step as it ends, until the job is over or the time is up."""
    region, told, deadline = queries.by_name(job.arguments["region"]), set(), time.monotonic() + seconds
    while True:
        job = queries.provisioning_job(region)
        for step in job.steps.all():
            if step.state == State.DONE and step.name not in told:
                told.add(step.name)
                print(f"{step_name(step.name)}: {seconds_text(step.seconds)}", flush=True)
        if job.is_over or time.monotonic() > deadline:
            break
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    if job.state == State.FAILED:
        print(failure(job.error), file=sys.stderr)
    return job


def _progress(job: Job) -> dict[str, Any]:
    region = queries.by_name(job.arguments["region"])
    steps = queries.provisioning_job(region).steps.all()
    return {
        "region": region.schema_name,
        "state": region.state,
        "job": {"id": str(job.id), "state": job.state, "error": job.error},
        "steps": [{"name": step.name, "state": step.state, "seconds": step.seconds} for step in steps],
    }


def _answer(facts: dict[str, Any], *, as_json: bool, ok: bool = True) -> int:
    if as_json:
        print(json.dumps(facts))
    return 0 if ok else 1
