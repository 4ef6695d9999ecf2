"""What the host did to a region, written down inside it under its own login: its auditor reads it there."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.functional import Promise

from shared_apps.accounts.access import Actor
from shared_apps.audit.models import Entry
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.rows import new_id
from tenant_apps.organisation import services as organisation
from tenants.regions import queries
from tenants.regions.models import Region
from tenants.regions.provisioning import Provisioner
from tenants.regions.services import inside

METHOD = "HOST"
"""Stands where the method of a request stands: it came through no address of the region."""
What = tuple[Promise, Mapping[str, object]]
"""A sentence and its facts."""
EVEN = frozenset({Region.State.READ_ONLY, Region.State.SUSPENDED})


def ask(region: Region, *, what: What, reason: str, actor: Actor, at: datetime) -> Job:
    """To be written down, in the transaction in which it is done; a worker makes good what this process cannot."""
    return jobs.enqueue(
        task="tenants.lifecycle.tasks.record",
        kind="life_record",
        key=f"life_record:{new_id()}",
        actor=actor,
        steps=("recorded",),
        arguments={
            "region": region.schema_name,
            "what": in_source_language(what),
            "reason": reason,
            "at": at.isoformat(),
        },
    )


def in_source_language(what: What) -> str:
    """As it stands in the audit, whatever language the operator reads."""
    sentence, facts = what
    with translation.override(settings.LANGUAGE_CODE):
        return str(sentence) % facts


def carry_out_here(job_id: UUID) -> None:
    """At once, unless a transaction is open, in which no region can be entered."""
    if not connection.in_atomic_block:
        carry_out(job_id)


def carry_out(job_id: UUID | str) -> None:
    """Write what was asked for; another process that was faster keeps it."""
    try:
        with jobs.working(job_id) as job, jobs.step(job, "recorded") as is_due:
            if is_due:
                asked, region = job.arguments, queries.by_name(job.arguments["region"])
                tell_facts(region)
                write(region, job, what=asked["what"], reason=asked["reason"])
    except jobs.NotClaimed:
        return


def tell_facts(region: Region) -> None:
    """What a region must know of its agreement, where it may be written now; else it is told when it is resumed."""
    agreement = region.agreement
    if agreement is None or region.state != Region.State.ACTIVE:
        return
    quota, number = agreement.employee_quota, agreement.number
    with inside(region.schema_name):
        organisation.tell_quota(employee_quota=quota, agreement_number=number)


def write(region: Region, job: Job, *, what: str, reason: str) -> None:
    """One row of the audit, once for a job, however often it is tried."""
    who = Provisioner.of(job.requested_by_name, region).name  # said by rows of the host
    with inside(region.schema_name, even=EVEN):
        if Entry.objects.filter(request_id=job.id, method=METHOD).exists():
            return
        Entry.objects.create(
            at=datetime.fromisoformat(job.arguments["at"]),
            actor_name=who,
            method=METHOD,
            path=what,
            status=200,
            request_id=job.id,
            reason=reason,
        )
