"""The owner's part of a change of state: grants and state in one transaction, then the row for the auditor."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenants.lifecycle import records, words
from tenants.regions import grants, queries
from tenants.regions.database import roles
from tenants.regions.database.base import as_owner
from tenants.regions.models import Region


def carry_out(job_id: UUID | str) -> None:
    """Do what was asked for; another process that was faster keeps it."""
    try:
        with jobs.working(job_id) as job:
            run(job)
    except jobs.NotClaimed:
        return


def run(job: Job) -> None:
    """Both steps; each may be repeated."""
    region = queries.by_name(job.arguments["region"])
    with jobs.step(job, "granted") as is_due:
        if is_due:
            _grant(region, job)
    with jobs.step(job, "recorded") as is_due:
        if is_due:
            records.tell_facts(queries.by_name(region.schema_name))  # as it stands now
            with translation.override(settings.LANGUAGE_CODE):  # the audit has one language
                what = words.became(job.arguments["target"])
            records.write(region, job, what=what, reason=job.arguments["reason"])


def _grant(region: Region, job: Job) -> None:
    """The login as the state wants it; a resumed region becomes active in the transaction that lets it write."""
    asked = job.arguments
    with as_owner(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [roles.GRANTS_LOCK])
        if asked["target"] == Region.State.ACTIVE:  # unless somebody changed it again meanwhile
            row = Region.objects.filter(id=region.id, state=asked["from"], state_since=_moment(asked["since"]))
            values = {"state_reason": asked["reason"], "state_since": _moment(asked["at"])}
            row.update(state=Region.State.ACTIVE, **values)
        grants.ensure(region.schema_name)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
