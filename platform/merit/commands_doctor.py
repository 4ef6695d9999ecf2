"""`merit doctor`: repairs the logins, proves isolation, and says in words how the installation stands."""

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tenants.utils import get_public_schema_name

from shared_apps.errors import DomainError
from shared_apps.jobs.models import Job, JobStep, State
from tenants.backups import queries as backups
from tenants.departure import queries as departures
from tenants.probes import queries as probes
from tenants.regions import grants, proofs, services
from tenants.regions import queries as regions
from tenants.regions.database import roles
from tenants.regions.database.arrival import check_arrival
from tenants.regions.database.base import as_owner
from tenants.regions.fleet.versions import code_version
from tenants.regions.models import Region
from tenants.support import queries as support

_NAMED = 5


@dataclass
class Finding:
    """What the doctor saw; `ills` is what somebody must do something about."""

    versions: dict[str, str] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    region_versions: dict[str, int] = field(default_factory=dict)
    failed_steps: list[str] = field(default_factory=list)
    failed_jobs: dict[str, int] = field(default_factory=dict)
    queues: dict[str, int] = field(default_factory=dict)
    proof: dict[str, Any] = field(default_factory=dict)
    arrival: str = ""
    backups: str = ""
    probe: str = ""
    support: list[str] = field(default_factory=list)
    departures: list[str] = field(default_factory=list)
    ills: list[str] = field(default_factory=list)


def doctor(argv: list[str]) -> int:
    """Make every login what it must be, prove that nothing crosses, tell how everything stands."""
    parser = argparse.ArgumentParser(prog="merit doctor")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    found = examine()
    print(json.dumps(asdict(found)) if options.json else in_words(found))
    return 1 if found.ills else 0


def examine() -> Finding:
    """Look at everything once, the host first."""
    found = Finding()
    public = get_public_schema_name()
    partners = Region.objects.exclude(schema_name=public)
    with as_owner():
        roles.ensure_host()
        for name in regions.living_names():
            grants.ensure(name)
    _versions(found)
    served = _served(found)
    found.regions = dict(Counter(partners.values_list("state", flat=True)))
    _jobs_of("host", found)
    for name in served:
        try:
            with services.inside(name, even={Region.State.READ_ONLY}):
                _jobs_of(name, found)
        except (DomainError, DatabaseError) as error:  # the report is needed most where something is broken
            found.ills.append(f"{name} cannot be entered: {error}")
    _prove(found)
    _arrive(found, [public, *served])
    found.departures = departures.in_words(timezone.localdate())
    found.probe, ills = probes.in_words(timezone.now())
    found.ills += ills
    found.backups, ills = backups.in_words(timezone.now())
    found.ills += ills
    found.support, ills = support.in_words(timezone.now())
    found.ills += ills
    found.ills += [f"failed step: {step}" for step in found.failed_steps]
    return found


def _versions(found: Finding) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = str(cursor.fetchone()[0])
    names = {"merit": "merit-bersama", "django": "Django", "django-tenants": "django-tenants", "celery": "celery"}
    found.versions = {name: version(package) for name, package in names.items()} | {"postgresql": server}


def _served(found: Finding) -> list[str]:
    """The regions people work in; those whose tables are another version's answer 503 until they are migrated."""
    code = code_version()
    rows = Region.objects.exclude(schema_name=get_public_schema_name()).filter(state__in=grants.SERVED)
    known = dict(rows.order_by("schema_name").values_list("schema_name", "version"))
    found.region_versions = dict(Counter(known.values()))
    behind = [name for name, version in known.items() if version != code]
    if behind:
        named = ", ".join(behind[:_NAMED]) + (", …" if len(behind) > _NAMED else "")
        found.ills.append(
            f"{len(behind)} region(s) have the tables of another version and answer 503: {named}; "
            "`merit fleet migrate` brings them on"
        )
    return [name for name in known if name not in behind]


def _jobs_of(where: str, found: Finding) -> None:
    steps = JobStep.objects.filter(state=State.FAILED).select_related("job").order_by("job__requested_at", "position")
    found.failed_steps += [
        f"{where}: {step.job.key}: {step.name} ({(step.error or {}).get('message', '')})" for step in steps
    ]
    states = Counter(Job.objects.values_list("queue", "state"))
    for (queue, state), number in states.items():
        if state in {State.QUEUED, State.RUNNING}:
            found.queues[queue] = found.queues.get(queue, 0) + number
        elif state == State.FAILED:
            found.failed_jobs[where] = found.failed_jobs.get(where, 0) + number


def _prove(found: Finding) -> None:
    report = proofs.prove(at=timezone.now())
    found.proof = {
        "at": report.at.isoformat(),
        "promises": report.promises,
        "logins": report.logins,
        "tables": report.tables,
        "milliseconds": report.milliseconds,
        "broken": report.broken,
    }
    found.ills += [f"broken promise: {broken}" for broken in report.broken]


def _arrive(found: Finding, names: list[str]) -> None:
    try:
        astray = check_arrival(names)
    except ImproperlyConfigured as error:
        found.arrival = str(error)
        found.ills.append(str(error))
    else:
        arrived = len(names) - len(astray)
        found.arrival = f"{arrived} logins, each twice: login and path are the ones asked for"
        found.ills += astray.values()


def in_words(found: Finding) -> str:
    """The finding as sentences, the ills first."""
    proof, address = found.proof, settings.DATABASES["default"]
    lines = [
        f"{len(found.ills)} thing(s) need somebody." if found.ills else "Everything is as it must be.",
        *[f"  - {ill}" for ill in found.ills],
        "Versions: " + ", ".join(f"{name} {number}" for name, number in found.versions.items()) + ".",
        f"Database: {address['NAME']} at {address['HOST'] or 'the local socket'}; {found.arrival}.",
        "Regions: " + (_counted(found.regions) or "none yet") + ".",
        "Versions of their tables: " + (_counted(found.region_versions) or "none yet") + ".",
        "Failed jobs: " + (_counted(found.failed_jobs) or "none") + ".",
        "Queues, waiting or running: " + (_counted(found.queues) or "empty") + ".",
        f"Isolation: {proof['promises']} promises tried on {proof['logins']} logins and {proof['tables']} tables in "
        f"{proof['milliseconds']} ms; {len(proof['broken'])} broken.",
        found.probe,
        "Leaving: " + ("; ".join(found.departures) or "nobody") + ".",
        "Support, who may look: " + (", ".join(found.support) or "nobody") + ".",
        f"Backups: {found.backups}.",
    ]
    return "\n".join(lines)


def _counted(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(numbers.items()))
