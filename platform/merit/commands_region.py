"""`merit region`: a region is suspended, made read only, resumed (with the owner's password, or by its worker); its
sealed fields and files change their key."""

import argparse
import json
import sys
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from merit.reporting import Operator, refused
from shared_apps.accounts import identity_providers, resetting
from shared_apps.accounts.models import User
from shared_apps.audit.acting import acting
from shared_apps.audit.models import Entry
from shared_apps.errors import DomainError
from shared_apps.files import services as files
from shared_apps.jobs.models import State
from shared_apps.jobs.words import failure
from shared_apps.rows import new_id
from tenant_apps.people import services as people
from tenants.lifecycle import services
from tenants.lifecycle.records import METHOD
from tenants.regions import queries
from tenants.regions import services as regions
from tenants.regions.models import Region


def suspend(argv: list[str]) -> int:
    """Every address of the region says that it is suspended, and why."""
    return _become(argv, "suspend", Region.State.SUSPENDED)


def read_only(argv: list[str]) -> int:
    """Its people read, and nothing of the business is written any more."""
    return _become(argv, "read-only", Region.State.READ_ONLY)


def resume(argv: list[str]) -> int:
    """Back to work."""
    return _become(argv, "resume", Region.State.ACTIVE)


def reseal(argv: list[str]) -> int:
    """Seal NIKs, client secrets and files with the present field key, while the one before is still known."""
    parser = argparse.ArgumentParser(prog="merit region reseal")
    parser.add_argument("region", metavar="SCHEMA", nargs="*", help="without one: every active region")
    parser.add_argument("--as-name", default="Operator", help="who is written down as having done it")
    given = parser.parse_args(argv)
    lost = 0
    try:
        for name in given.region or queries.active_names():
            with acting(request_id=new_id(), who=lambda: (None, given.as_name)), regions.inside(name):
                done = (people.reseal(), identity_providers.reseal(), files.reseal())
            sealed, closed = map(sum, zip(*done, strict=True))
            lost += closed
            print(f"{name}: {sealed} resealed, {closed} that no key here opens")
    except DomainError as error:
        return refused(error, as_json=False)
    return 1 if lost else 0


def reset_second_factor(argv: list[str]) -> int:
    """An administrator who lost everything sets a second factor up anew: the last one has nobody inside."""
    parser = argparse.ArgumentParser(prog="merit region reset-second-factor")
    parser.add_argument("region", metavar="SCHEMA")
    parser.add_argument("--email", required=True, help="of the administrator's account")
    parser.add_argument("--reason", required=True, help="read by the person, and in the region's audit")
    parser.add_argument("--as-name", required=True, help="who is written down as having done it")
    given = parser.parse_args(argv)
    actor, at, request_id = Operator(given.as_name), timezone.now(), new_id()
    try:
        with acting(request_id=request_id, who=lambda: (None, actor.name)), regions.inside(given.region):
            user = _reset(given.email, given.reason, actor, at, request_id)
    except DomainError as error:
        return refused(error, as_json=False)
    told = "" if user.shown_email else "; without e-mail, so tell them"
    print(f"{given.region}: {user.name} signs in with the password and sets a second factor up anew{told}")
    return 0


@transaction.atomic
def _reset(email: str, reason: str, actor: Operator, at: datetime, request_id: UUID) -> User:
    user = resetting.reset_administrator(email=email, reason=reason, day=timezone.localdate(), at=at, actor=actor)
    what = f"merit region reset-second-factor {user.email}"
    Entry.objects.create(
        at=at, actor_name=actor.name, method=METHOD, path=what, status=200, request_id=request_id, reason=reason
    )
    return user


def _become(argv: list[str], name: str, target: Region.State) -> int:
    parser = argparse.ArgumentParser(prog=f"merit region {name}")
    parser.add_argument("region", metavar="SCHEMA")
    parser.add_argument("--reason", required=True, help="read by everybody in the region")
    parser.add_argument("--as-name", default="Operator", help="who is written down as having done it")
    parser.add_argument("--json", action="store_true", help="one JSON line last")
    given = parser.parse_args(argv)
    try:
        region_id = queries.by_name(given.region).id
        with acting(request_id=new_id(), who=lambda: (None, given.as_name)):
            job = services.BECOME[target](
                region_id=region_id, reason=given.reason, actor=Operator(given.as_name), at=timezone.now()
            )
    except DomainError as error:
        return refused(error, as_json=given.json)
    region = queries.by_name(given.region)
    if given.json:
        print(json.dumps({"region": region.schema_name, "state": region.state, "job": job.state}))
    if job.state == State.FAILED:
        print(failure(job.error), file=sys.stderr)
    elif not given.json:
        waits = "" if job.state == State.DONE else " (the owner's worker does the rest)"
        print(f"{region.schema_name}: {region.state}{waits}")
    return 1 if job.state == State.FAILED else 0
